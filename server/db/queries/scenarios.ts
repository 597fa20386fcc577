/** What-if plans with all their versions: added, copied, archived; a version is never changed or deleted. */
import { randomInt } from "node:crypto";
import {
  type Scenario,
  type ScenarioHead,
  type ScenarioVersions,
  scenarioDocumentSchema,
} from "#contract/scenarios.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import type { Queryable, Sql } from "../sql.ts";

type NewVersion = { name: string; author: string; summary: string; document: ScenarioDocument };
type Origin = { id: string; version: number } | null;

type ScenarioSaved =
  | { ok: true; scenario: Scenario }
  | { ok: false; reason: "unknown" }
  /** Somebody saved in between: this is what they saved. */
  | { ok: false; reason: "stale" | "archived"; latest: Scenario };

/** Where scenarios are kept, for those who plan. */
export function scenarioStore(sql: Sql) {
  return {
    list: (withArchived: boolean) => listScenarios(sql, withArchived),
    read: (id: string, version: number | null) => readScenario(sql, id, version),
    versions: (id: string) => listVersions(sql, id),
    create: (first: NewVersion, origin: Origin) => createScenario(sql, first, origin),
    save: (id: string, onto: number, next: NewVersion) => saveScenario(sql, id, onto, next),
    archive: (id: string, author: string | null) => archiveScenario(sql, id, author),
  };
}

type Row = {
  id: string;
  name: string;
  version: number;
  author: string;
  savedAt: Date;
  createdBy: string;
  createdAt: Date;
  copiedFrom: string | null;
  copiedVersion: number | null;
  archivedAt: Date | null;
  archivedBy: string | null;
  added: number;
  changed: number;
  removed: number;
  document?: unknown;
};

async function listScenarios(sql: Queryable, withArchived: boolean): Promise<ScenarioHead[]> {
  const rows = await sql<Row[]>`
    SELECT ${columns(sql)} FROM scenario s
    JOIN LATERAL (
      SELECT * FROM scenario_version WHERE scenario_id = s.id ORDER BY version DESC LIMIT 1
    ) v ON true
    WHERE ${withArchived} OR s.archived_at IS NULL
    ORDER BY v.saved_at DESC, s.id`;
  return rows.map(asHead);
}

async function readScenario(sql: Queryable, id: string, version: number | null): Promise<Scenario | null> {
  const [row] = await sql<Row[]>`
    SELECT ${columns(sql)}, v.document FROM scenario s
    JOIN scenario_version v ON v.scenario_id = s.id
    WHERE s.id = ${id} AND (${version}::integer IS NULL OR v.version = ${version})
    ORDER BY v.version DESC LIMIT 1`;
  return row ? { ...asHead(row), document: scenarioDocumentSchema.parse(row.document) } : null;
}

async function listVersions(sql: Queryable, id: string): Promise<ScenarioVersions["data"]> {
  const rows = await sql<{ version: number; name: string; author: string; summary: string; savedAt: Date }[]>`
    SELECT version, name, author, summary, saved_at AS "savedAt"
    FROM scenario_version WHERE scenario_id = ${id} ORDER BY version DESC`;
  return rows.map(({ savedAt, ...row }) => ({ ...row, savedAt: savedAt.toISOString() }));
}

const ID_LENGTH = 10;
const BASE = 36;

/** Too many to be guessed or to meet by chance. */
function freshId(): string {
  return Array.from({ length: ID_LENGTH }, () => randomInt(BASE).toString(BASE)).join("");
}

async function createScenario(sql: Sql, first: NewVersion, origin: Origin): Promise<Scenario | null> {
  const id = freshId();
  await sql.begin(async (run) => {
    await run`
      INSERT INTO scenario (id, created_by, copied_from, copied_version)
      VALUES (${id}, ${first.author}, ${origin?.id ?? null}, ${origin?.version ?? null})`;
    await addVersion(run, id, 1, first);
  });
  return readScenario(sql, id, null);
}

/** Saves onto a version. The scenario's row is locked: of two at once the second is told what the first saved. */
async function saveScenario(sql: Sql, id: string, onto: number, next: NewVersion): Promise<ScenarioSaved> {
  return sql.begin(async (run): Promise<ScenarioSaved> => {
    const [known] = await run<{ archivedAt: Date | null }[]>`
      SELECT archived_at AS "archivedAt" FROM scenario WHERE id = ${id} FOR UPDATE`;
    const latest = known ? await readScenario(run, id, null) : null;
    if (!known || !latest) return { ok: false, reason: "unknown" };
    if (latest.version !== onto) return { ok: false, reason: "stale", latest };
    if (known.archivedAt) return { ok: false, reason: "archived", latest };
    await addVersion(run, id, onto + 1, next);
    const saved = await readScenario(run, id, null);
    return saved ? { ok: true, scenario: saved } : { ok: false, reason: "unknown" };
  });
}

async function addVersion(
  sql: Queryable,
  id: string,
  version: number,
  { name, author, summary, document }: NewVersion,
): Promise<void> {
  await sql`
    INSERT INTO scenario_version (scenario_id, version, name, document, author, summary)
    VALUES (${id}, ${version}, ${name}, ${JSON.stringify(document)}::text::jsonb, ${author}, ${summary})`;
}

/** @param author who archives it; null = takes it back out. */
async function archiveScenario(sql: Queryable, id: string, author: string | null): Promise<Scenario | null> {
  await sql`
    UPDATE scenario
    SET archived_at = CASE WHEN ${author}::text IS NULL THEN NULL ELSE coalesce(archived_at, now()) END,
      archived_by = CASE WHEN ${author}::text IS NULL THEN NULL ELSE coalesce(archived_by, ${author}) END
    WHERE id = ${id}`;
  return readScenario(sql, id, null);
}

function columns(sql: Queryable) {
  return sql`s.id, v.name, v.version, v.author, v.saved_at AS "savedAt", s.created_by AS "createdBy",
    s.created_at AS "createdAt", s.copied_from AS "copiedFrom", s.copied_version AS "copiedVersion",
    s.archived_at AS "archivedAt", s.archived_by AS "archivedBy",
    jsonb_array_length(v.document -> 'added') AS added, jsonb_array_length(v.document -> 'changed') AS changed,
    jsonb_array_length(v.document -> 'removed') AS removed`;
}

function asHead(row: Row): ScenarioHead {
  const { savedAt, createdAt, archivedAt, copiedFrom, copiedVersion, added, changed, removed } = row;
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    author: row.author,
    createdBy: row.createdBy,
    archivedBy: row.archivedBy,
    savedAt: savedAt.toISOString(),
    createdAt: createdAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
    copiedFrom:
      copiedFrom === null || copiedVersion === null ? null : { id: copiedFrom, version: copiedVersion },
    counts: { added, changed, removed },
  };
}
