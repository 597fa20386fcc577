/** Which areas are there, what are they, and what do they look like? */
import type { Area, AreaDetail, AreaKind } from "#contract/areas.ts";
import type { Reader } from "../db/read-model.ts";
import type { AreaRow, Snapshot } from "../db/snapshot.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { findArea } from "./question.ts";

export type AreaFilter = { kind?: AreaKind | undefined; q?: string | undefined; within?: string | undefined };

/** Live areas by kind, by part of their name or code, and by what holds them; sorted by name. */
export async function listAreas(reader: Reader, filter: AreaFilter): Promise<Answer<Area[]>> {
  const snapshot = await reader.snapshot();
  const rows = await filterAreas(reader, snapshot, filter);
  return rows.ok ? answer(rows.value.map(asArea)) : rows;
}

/** One area with its polygon and published people. */
export async function describeArea(reader: Reader, code: string): Promise<Answer<AreaDetail>> {
  const snapshot = await reader.snapshot();
  const area = findArea(snapshot, code);
  if (!area.ok) return area;
  if (!area.value) return notAnOutline();
  const coordinates = await reader.areaGeometry(area.value);
  const population = await reader.areaPopulation(area.value);
  const published = await reader.publishedMeasures(area.value);
  return answer({
    ...asArea(area.value),
    geometry: { type: "MultiPolygon", coordinates },
    hexagonRates: { residents: published.has("residents"), households: published.has("households") },
    population,
  });
}

/** Outlines for drawing: a GeoJSON FeatureCollection as text. */
export async function areaBoundaries(reader: Reader, filter: AreaFilter): Promise<Answer<string>> {
  const snapshot = await reader.snapshot();
  const rows = await filterAreas(reader, snapshot, filter);
  if (!rows.ok) return rows;
  const byId = new Map(rows.value.map((row) => [row.id, row]));
  const outlines = await reader.areaOutlines([...byId.keys()]);
  const features = outlines.map(({ id, geometry }) => {
    const row = byId.get(id);
    const { code, kind, name, demo } = row ? asArea(row) : { code: "", kind: "other", name: "", demo: false };
    const properties = JSON.stringify({ code, kind, name, parentCode: row?.parentCode ?? null, demo });
    return `{"type":"Feature","id":${id},"properties":${properties},"geometry":${geometry}}`;
  });
  return answer(`{"type":"FeatureCollection","features":[${features.join(",")}]}`);
}

function asArea(row: AreaRow): Area {
  const [west, south, east, north] = row.bbox;
  return {
    code: row.code,
    kind: row.kind,
    name: row.name,
    parentCode: row.parentCode,
    areaKm2: Math.round(row.areaM2) / 1e6,
    bbox: row.bbox,
    centre: [(west + east) / 2, (south + north) / 2],
    demo: row.demo,
  };
}

async function filterAreas(
  reader: Reader,
  snapshot: Snapshot,
  filter: AreaFilter,
): Promise<Answer<AreaRow[]>> {
  const { kind, q, within } = filter;
  const text = q?.trim().toLowerCase();
  let rows = [...snapshot.areas.values()]
    .filter((area) => kind === undefined || area.kind === kind)
    .filter((area) => !text || `${area.name} ${area.code}`.toLowerCase().includes(text));
  if (within !== undefined) {
    const parent = findArea(snapshot, within);
    if (!parent.ok) return { ...parent, where: "within" };
    if (parent.value) rows = await childrenOf(reader, parent.value, rows, kind);
  }
  return answer(rows.sort((a, b) => a.name.localeCompare(b.name, "en-GB", { numeric: true })));
}

/** Areas that name this one as their parent; where none does, those with a point of theirs inside it. */
async function childrenOf(
  reader: Reader,
  parent: AreaRow,
  rows: AreaRow[],
  kind: AreaKind | undefined,
): Promise<AreaRow[]> {
  const named = rows.filter((area) => area.parentCode === parent.code);
  if (named.length > 0 || kind === undefined) return named;
  const inside = new Set(await reader.areasWithin(parent, kind));
  return rows.filter((area) => inside.has(area.id));
}

function notAnOutline() {
  return refuse({
    code: "area-without-outline",
    title: "All areas together have no outline",
    detail: "Got code=all, which stands for everything that has a position.",
    next: "Name an area from /api/v1/areas.",
    where: "code",
  });
}
