/** Lines about deployments: added, never changed or deleted. */
import type { DeploymentLine } from "#contract/deployments.ts";
import type { Queryable } from "../sql.ts";

type NewDeploymentLine = Omit<DeploymentLine, "id" | "recordedAt">;

/** Where the record is kept, for those who write it. */
export function deploymentRecord(sql: Queryable) {
  return {
    lines: () => deploymentLines(sql),
    add: (line: NewDeploymentLine) => addDeploymentLine(sql, line),
    hasScenario: (id: string) => hasScenario(sql, id),
  };
}

type Row = Omit<DeploymentLine, "position" | "recordedAt"> & { lng: number; lat: number; recordedAt: Date };

async function deploymentLines(sql: Queryable): Promise<DeploymentLine[]> {
  const rows = await sql<Row[]>`SELECT ${columns(sql)} FROM deployment_record d ORDER BY d.id`;
  return rows.map(asLine);
}

async function addDeploymentLine(sql: Queryable, line: NewDeploymentLine): Promise<DeploymentLine> {
  const [lng, lat] = line.position;
  const rows = await sql<Row[]>`
    INSERT INTO deployment_record AS d
      (deployment, state, unit, place, column_reference, lng, lat, day, reason, scenario_id, author)
    VALUES (${line.deployment}, ${line.state}, ${line.unit}, ${line.place}, ${line.column}, ${lng}, ${lat},
      ${line.day}, ${line.reason}, ${line.scenario}, ${line.author})
    RETURNING ${columns(sql)}`;
  const [added] = rows;
  if (!added) throw new Error("deployment_record: the line was not added");
  return asLine(added);
}

async function hasScenario(sql: Queryable, id: string): Promise<boolean> {
  const rows = await sql`SELECT 1 FROM scenario WHERE id = ${id}`;
  return rows.length > 0;
}

function columns(sql: Queryable) {
  return sql`d.id, d.deployment, d.state, d.unit, d.place, d.column_reference AS "column", d.lng, d.lat, d.day,
    d.reason, d.scenario_id AS scenario, d.author, d.recorded_at AS "recordedAt"`;
}

function asLine({ lng, lat, recordedAt, ...row }: Row): DeploymentLine {
  return { ...row, position: [lng, lat], recordedAt: recordedAt.toISOString() };
}
