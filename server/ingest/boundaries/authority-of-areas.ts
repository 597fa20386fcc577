/** Finds the local authority that holds most of each area, for new areas and for live ones a new authority covers. */
import type { PolygonRings } from "#domain/grid/h3.ts";
import { type Holder, holderOfMost, samplePoints } from "#domain/grid/majority-holder.ts";
import { prepareArea } from "#domain/grid/point-in-polygon.ts";
import {
  type AreaBox,
  areaBoxes,
  areaGeometries,
  type ParentOf,
  setParents,
} from "../../db/queries/areas-load.ts";
import type { Queryable } from "../../db/sql.ts";
import { geometryOfWkb } from "./well-known-binary.ts";

const CHUNK = 200;

/**
 * Parents as they will be once an import is live: staged areas of the import count, live areas with the same code
 * do not. Covers staged areas, and live ones whose box meets a staged local authority. Others keep what they have.
 */
export async function findParents(sql: Queryable, importId: number): Promise<ParentOf[]> {
  const boxes = await areaBoxes(sql, importId);
  const authorities = boxes.filter(({ kind }) => kind === "local-authority");
  const staged = authorities.filter((area) => area.staged);
  const children = boxes.filter(
    (area) =>
      area.kind !== "local-authority" &&
      area.kind !== "force" &&
      (area.staged || staged.some((authority) => meet(area, authority))),
  );
  return parentsOf(sql, children, authorities);
}

/**
 * Puts right the parents of live areas after an import was taken back: those that have none, or one that is not
 * live any more. Inside the caller's transaction.
 */
export async function refreshParents(sql: Queryable): Promise<void> {
  const boxes = await areaBoxes(sql, null);
  const authorities = boxes.filter(({ kind }) => kind === "local-authority");
  const codes = new Set(authorities.map(({ code }) => code));
  const orphans = boxes.filter(
    ({ kind, parent }) =>
      kind !== "local-authority" && kind !== "force" && (parent === null || !codes.has(parent)),
  );
  const found = await parentsOf(sql, orphans, authorities);
  const known = new Set(found.map(({ id }) => id));
  const alone = orphans.filter(({ id }) => !known.has(id)).map(({ id }) => ({ id, parent: null }));
  await setParents(sql, [...found, ...alone]);
}

async function parentsOf(
  sql: Queryable,
  children: readonly AreaBox[],
  authorities: readonly AreaBox[],
): Promise<ParentOf[]> {
  if (children.length === 0 || authorities.length === 0) return [];
  const near = authorities.filter((authority) => children.some((child) => meet(child, authority)));
  const holders: (AreaBox & Holder)[] = [];
  for await (const { area, polygons } of geometries(sql, near)) {
    holders.push({ ...area, area: prepareArea(polygons) });
  }
  const parents: ParentOf[] = [];
  for await (const { area, polygons } of geometries(sql, children)) {
    const candidates = holders.filter((holder) => meet(holder, area));
    parents.push({ id: area.id, parent: holderOfMost(samplePoints(polygons), candidates) });
  }
  return parents;
}

async function* geometries(
  sql: Queryable,
  areas: readonly AreaBox[],
): AsyncGenerator<{ area: AreaBox; polygons: PolygonRings[] }, void, undefined> {
  for (let from = 0; from < areas.length; from += CHUNK) {
    const chunk = areas.slice(from, from + CHUNK);
    const rows = await areaGeometries(
      sql,
      chunk.map(({ id }) => id),
    );
    for (const area of chunk) {
      const wkb = rows.get(area.id);
      const geometry = wkb ? geometryOfWkb(wkb) : null;
      if (geometry?.kind === "polygons") yield { area, polygons: geometry.polygons };
    }
  }
}

function meet(a: AreaBox, b: AreaBox): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}
