/** What analysts decided of places: added, withdrawn, never changed or deleted. */
import type { PlaceDecision } from "#contract/places.ts";
import { cellFromBigInt, cellToBigInt } from "#domain/grid/h3.ts";
import type { Queryable } from "../sql.ts";

export type NewPlaceDecision = Pick<
  PlaceDecision,
  "kind" | "resolution" | "cell" | "area" | "category" | "reason" | "position" | "author"
>;

export type DecisionAdded =
  | { ok: true; decision: PlaceDecision }
  /** Somebody else's decision already holds for this cell. */
  | { ok: false; holds: PlaceDecision };

export type DecisionWithdrawn =
  | { ok: true; decision: PlaceDecision }
  | { ok: false; reason: "unknown" }
  | { ok: false; reason: "withdrawn-before"; decision: PlaceDecision };

/** Where decisions are kept, for those who make them. */
export function placeDecisionStore(sql: Queryable) {
  return {
    add: (decision: NewPlaceDecision) => addPlaceDecision(sql, decision),
    withdraw: (id: number, withdrawal: { reason: string; author: string }) =>
      withdrawPlaceDecision(sql, id, withdrawal),
  };
}

type Row = {
  id: number;
  kind: "exclude" | "shift";
  resolution: number;
  cell: bigint;
  area: string;
  category: string;
  reason: string;
  lng: number | null;
  lat: number | null;
  author: string;
  at: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnReason: string | null;
};

/** Every decision ever made, newest first, the withdrawn ones included. */
export async function placeDecisions(sql: Queryable): Promise<PlaceDecision[]> {
  const rows = await sql<Row[]>`SELECT ${columns(sql)} FROM place_decision d ORDER BY d.id DESC`;
  return rows.map(asDecision);
}

/**
 * Changes with every decision and every withdrawal, and only then: rows are never deleted and are withdrawn once,
 * so their number plus the number of withdrawals only grows.
 */
export async function placeDecisionsVersion(sql: Queryable): Promise<string> {
  const [row] = await sql<{ version: bigint }[]>`
    SELECT count(*) + count(withdrawn_at) AS version FROM place_decision`;
  return String(row?.version ?? 0n);
}

/** Adds a decision unless one holds for this cell in the same area and category; of two at once, one is added. */
async function addPlaceDecision(sql: Queryable, decision: NewPlaceDecision): Promise<DecisionAdded> {
  const [lng, lat] = decision.position ?? [null, null];
  const cell = cellToBigInt(decision.cell);
  for (;;) {
    const [added] = await sql<Row[]>`
      INSERT INTO place_decision AS d (kind, resolution, cell, area_code, category, reason, lng, lat, author)
      VALUES (${decision.kind}, ${decision.resolution}, ${cell}, ${decision.area}, ${decision.category},
        ${decision.reason}, ${lng}, ${lat}, ${decision.author})
      ON CONFLICT (area_code, category, cell) WHERE withdrawn_at IS NULL DO NOTHING
      RETURNING ${columns(sql)}`;
    if (added) return { ok: true, decision: asDecision(added) };
    const [holding] = await sql<Row[]>`
      SELECT ${columns(sql)} FROM place_decision d
      WHERE d.area_code = ${decision.area} AND d.category = ${decision.category} AND d.cell = ${cell}
        AND d.withdrawn_at IS NULL`;
    // Withdrawn between the two statements: the way is free, so try again.
    if (holding) return { ok: false, holds: asDecision(holding) };
  }
}

/** Marks a decision as holding no longer. It stays in the list with who said so, when and why. */
async function withdrawPlaceDecision(
  sql: Queryable,
  id: number,
  { reason, author }: { reason: string; author: string },
): Promise<DecisionWithdrawn> {
  const [withdrawn] = await sql<Row[]>`
    UPDATE place_decision AS d
    SET withdrawn_at = now(), withdrawn_by = ${author}, withdrawn_reason = ${reason}
    WHERE d.id = ${id} AND d.withdrawn_at IS NULL
    RETURNING ${columns(sql)}`;
  if (withdrawn) return { ok: true, decision: asDecision(withdrawn) };
  const [known] = await sql<Row[]>`SELECT ${columns(sql)} FROM place_decision d WHERE d.id = ${id}`;
  return known
    ? { ok: false, reason: "withdrawn-before", decision: asDecision(known) }
    : { ok: false, reason: "unknown" };
}

function columns(sql: Queryable) {
  return sql`d.id, d.kind, d.resolution, d.cell, d.area_code AS area, d.category, d.reason, d.lng, d.lat, d.author,
    d.created_at AS at, d.withdrawn_at AS "withdrawnAt", d.withdrawn_by AS "withdrawnBy",
    d.withdrawn_reason AS "withdrawnReason"`;
}

function asDecision(row: Row): PlaceDecision {
  const { lng, lat, withdrawnAt, withdrawnBy, withdrawnReason, ...rest } = row;
  return {
    ...rest,
    cell: cellFromBigInt(row.cell),
    at: row.at.toISOString(),
    position: lng === null || lat === null ? null : [lng, lat],
    withdrawn: withdrawnAt && {
      at: withdrawnAt.toISOString(),
      author: withdrawnBy ?? "",
      reason: withdrawnReason ?? "",
    },
  };
}
