/**
 * Features → areas: checked, repaired where that is harmless, converted to WGS84 and measured. Every feature comes
 * out either as an area or as a rejection with its number and the reason.
 */
import type { LngLat, PolygonRings } from "#domain/grid/h3.ts";
import { isInUk } from "#domain/grid/location-id.ts";
import { isBng, wgs84ToBng } from "#domain/grid/osgb.ts";
import { checkPolygon, REPAIR_LIMIT } from "#domain/grid/polygon-validity.ts";
import { ringArea } from "#domain/grid/ring-area.ts";
import type { CoordinateConverter } from "../coordinates/converter.ts";
import type { ReadContext } from "../importer.ts";
import { type AreaIdentity, type BoundaryFields, identify } from "./boundary-fields.ts";
import { type CoordinateSystem, emptyTally, type WhereTally, whereIs } from "./coordinate-system.ts";
import type { BoundarySource, RawFeature } from "./raw-feature.ts";

/** An area ready to be stored. `areaM2` is measured on the National Grid, as published areas are. */
export type AreaDraft = AreaIdentity & { number: number; polygons: PolygonRings[]; areaM2: number };

export type Survey = {
  features: number;
  /** Properties of the first features. */
  sample: Readonly<Record<string, unknown>>[];
  tally: WhereTally;
};

export type ReadPlan = {
  fields: BoundaryFields;
  system: CoordinateSystem;
  converter: CoordinateConverter;
  /** Name of a lone feature that has none of its own. */
  loneName: string | null;
};

const SAMPLE_FEATURES = 5000;
const BATCH_FEATURES = 500;
const BATCH_CORNERS = 100_000;

/** One pass over the file: what fields there are and where the coordinates lie. */
export async function surveySource(source: BoundarySource): Promise<Survey> {
  const survey: Survey = { features: 0, sample: [], tally: emptyTally() };
  for await (const { properties, geometry } of source.features()) {
    survey.features++;
    if (survey.sample.length < SAMPLE_FEATURES) survey.sample.push(properties);
    const corner = geometry.kind === "polygons" ? geometry.polygons[0]?.[0]?.[0] : undefined;
    if (corner) survey.tally[whereIs(corner)]++;
  }
  return survey;
}

/** Areas in batches, in file order. Rejections and warnings go to the context. */
export async function* readAreas(
  source: BoundarySource,
  plan: ReadPlan,
  context: Pick<ReadContext, "reject" | "warn" | "signal">,
): AsyncGenerator<AreaDraft[], void, undefined> {
  const codes = new Set<string>();
  let batch: AreaDraft[] = [];
  let corners = 0;
  for await (const raw of source.features()) {
    const checked = checkFeature(raw, plan, source.entry, codes, context);
    if (!checked) continue;
    batch.push(checked);
    corners += checked.polygons.reduce(
      (sum, rings) => sum + rings.reduce((n, ring) => n + ring.length, 0),
      0,
    );
    if (batch.length >= BATCH_FEATURES || corners >= BATCH_CORNERS) {
      yield await toWgs84(batch, plan);
      batch = [];
      corners = 0;
    }
  }
  if (batch.length > 0) yield await toWgs84(batch, plan);
}

/** Everything that can be told of a feature in its own coordinates; null if it was rejected. */
function checkFeature(
  raw: RawFeature,
  plan: ReadPlan,
  entry: string,
  codes: Set<string>,
  context: Pick<ReadContext, "reject" | "warn">,
): AreaDraft | null {
  const reject = (reason: string, detail: string): null => {
    const excerpt = JSON.stringify(raw.properties).slice(0, 200);
    context.reject({ entry, line: raw.number, reason, detail: `Feature ${raw.number}: ${detail}`, excerpt });
    return null;
  };
  const { geometry } = raw;
  if (geometry.kind === "empty") return reject("empty-geometry", "it has no geometry.");
  if (geometry.kind === "malformed") return reject("malformed-geometry", `${geometry.detail}.`);
  if (geometry.kind === "other") {
    return reject("not-a-polygon", `it is a ${geometry.type}; an area must be a Polygon or MultiPolygon.`);
  }
  const identity =
    identify(raw.properties, plan.fields, entry) ?? loneIdentity(plan.loneName, entry, context.warn);
  if (!identity) return reject("no-code-or-name", "it has neither a code nor a name.");
  const polygons: PolygonRings[] = [];
  for (const part of geometry.polygons) {
    const check = checkPolygon(part);
    if (!check.ok) return reject(check.reason, describeFault(check));
    noteRepairs(identity.name, check, context.warn);
    polygons.push(...check.polygons);
  }
  const misplaced = firstOutside(polygons, plan.system);
  if (misplaced) return reject(misplaced.reason, misplaced.detail);
  if (codes.has(identity.code)) {
    return reject("duplicate-code", `the code ${identity.code} already belongs to an earlier feature.`);
  }
  codes.add(identity.code);
  return { ...identity, number: raw.number, polygons, areaM2: gridArea(polygons, plan.system) };
}

/** A single drawn outline without properties is named after its file. */
function loneIdentity(name: string | null, entry: string, warn: (text: string) => void): AreaIdentity | null {
  if (name === null) return null;
  warn(`The only boundary of the file has no name; it was named “${name}” after the file.`);
  return identify({ name }, { code: null, name: "name", kind: null }, entry);
}

function describeFault(check: Extract<ReturnType<typeof checkPolygon>, { ok: false }>): string {
  const where = check.at ? ` at ${check.at[0]}, ${check.at[1]}` : "";
  switch (check.reason) {
    case "too-few-points":
      return "its outline has fewer than three different points.";
    case "no-extent":
      return "its outline encloses no area.";
    case "not-a-number":
      return "a coordinate is not a finite number.";
    default:
      return `its outline crosses itself${where}; a repair would change its area by ${(100 * Math.min(1, check.changedShare)).toFixed(1)} %, more than the ${100 * REPAIR_LIMIT} % allowed.`;
  }
}

function noteRepairs(
  name: string,
  check: Extract<ReturnType<typeof checkPolygon>, { ok: true }>,
  warn: (text: string) => void,
): void {
  if (check.repairs.includes("closed")) warn(`${name}: an outline was not closed; it was closed.`);
  if (check.repairs.includes("self-crossing")) {
    warn(
      `${name}: an outline crossed itself; the slip was removed (less than ${100 * REPAIR_LIMIT} % of its area).`,
    );
  }
  if (check.ringsCross) warn(`${name}: two of its outlines cross; it is repaired or rejected on import.`);
}

function firstOutside(
  polygons: readonly PolygonRings[],
  system: CoordinateSystem,
): { reason: string; detail: string } | null {
  for (const rings of polygons) {
    for (const ring of rings) {
      for (const [x, y] of ring) {
        if (system === 27700 ? isBng(x, y) : isInUk(x, y)) continue;
        if (system === 4326 && isInUk(y, x)) {
          return {
            reason: "coordinates-swapped",
            detail: `longitude and latitude are swapped at ${x}, ${y}.`,
          };
        }
        const island = Math.abs(x) < 1 && Math.abs(y) < 1 ? " (near 0, 0: a missing position)" : "";
        return { reason: "outside-uk", detail: `it lies outside the United Kingdom at ${x}, ${y}${island}.` };
      }
    }
  }
  return null;
}

/** Plan area on the National Grid, m²: outer rings less holes. The Helmert shift does not change areas. */
function gridArea(polygons: readonly PolygonRings[], system: CoordinateSystem): number {
  const project = (ring: readonly LngLat[]): readonly LngLat[] =>
    system === 27700 ? ring : ring.map(([lng, lat]) => wgs84ToBng(lng, lat));
  let total = 0;
  for (const rings of polygons) {
    for (const [i, ring] of rings.entries()) {
      total += (i === 0 ? 1 : -1) * Math.abs(ringArea(project(ring)));
    }
  }
  return total;
}

/** Converts the corners of a batch in one go. */
async function toWgs84(batch: AreaDraft[], plan: ReadPlan): Promise<AreaDraft[]> {
  if (plan.system === 4326) return batch;
  const flat: number[] = [];
  const rings = batch.flatMap(({ polygons }) => polygons.flat());
  for (const ring of rings) for (const [x, y] of ring) flat.push(x, y);
  const converted = await plan.converter.toWgs84(Float64Array.from(flat));
  let at = 0;
  const next = (): LngLat => [converted[at++] ?? Number.NaN, converted[at++] ?? Number.NaN];
  return batch.map((draft) => ({
    ...draft,
    polygons: draft.polygons.map((part) => part.map((ring) => ring.map(next))),
  }));
}
