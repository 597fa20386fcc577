/**
 * Easting and northing to WGS84 for a whole import. The database does it where its PROJ has Ordnance Survey's
 * OSTN15 grid (centimetres); elsewhere the seven-parameter Helmert transformation does (2–5 m). Which of the two
 * is stored with the import.
 */
import { bngToWgs84, HELMERT_METHOD } from "#domain/grid/osgb.ts";
import { transformBngInDatabase } from "../../db/queries/coordinates.ts";
import type { Queryable } from "../../db/sql.ts";

/** Interleaved pairs: x0, y0, x1, y1, … */
export type Pairs = Float64Array;

export type CoordinateConverter = {
  method: string;
  /** Easting–northing pairs (m) → longitude–latitude pairs (degrees). */
  toWgs84(pairs: Pairs): Promise<Pairs>;
};

export const OSTN15_METHOD = "OSTN15 (PostGIS)";

/**
 * Points from Ordnance Survey's OSTN15 test file (TP01 Scilly, TP09 Lambeth, TP20 Leeds, TP38 Fair Isle), on which
 * a Helmert transformation is 1–4 m off. © Crown copyright Ordnance Survey 2016, BSD licence.
 */
export const OSTN15_PROBES: readonly { bng: readonly [number, number]; wgs84: readonly [number, number] }[] =
  [
    { bng: [91492.146, 11318.804], wgs84: [-6.29977752014, 49.9222639373] },
    { bng: [530624.974, 178388.464], wgs84: [-0.1199255718, 51.4893656495] },
    { bng: [422242.186, 433818.701], wgs84: [-1.66379168242, 53.8002151963] },
    { bng: [421300.525, 1072147.239], wgs84: [-1.62516966058, 59.5347079446] },
  ];

const PROBE_TOLERANCE_M = 0.05;
const BATCH_PAIRS = 20_000;

/** Converts without a database. */
export const helmertConverter: CoordinateConverter = {
  method: HELMERT_METHOD,
  toWgs84: async (pairs) => {
    const out = new Float64Array(pairs.length);
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const [lng, lat] = bngToWgs84(pairs[i] ?? 0, pairs[i + 1] ?? 0);
      out[i] = lng;
      out[i + 1] = lat;
    }
    return out;
  },
};

type Transform = (pairs: Pairs) => Promise<Pairs>;

/** The best converter for a database: its own where it reproduces OSTN15's published test points to 5 cm. */
export async function chooseConverter(sql: Queryable): Promise<CoordinateConverter> {
  return converterFor((pairs) => transformBngInDatabase(sql, pairs));
}

/** As `chooseConverter`, for any way of transforming pairs. A transform that fails is not used. */
export async function converterFor(transform: Transform): Promise<CoordinateConverter> {
  const offM = await worstOffsetM(transform);
  if (offM === null || offM > PROBE_TOLERANCE_M) return helmertConverter;
  return { method: OSTN15_METHOD, toWgs84: (pairs) => inBatches(pairs, transform) };
}

/** Largest distance from the published test points, m; null if the database cannot transform at all. */
export async function worstOffsetM(transform: Transform): Promise<number | null> {
  const found = await transform(Float64Array.from(OSTN15_PROBES.flatMap(({ bng }) => bng))).catch(() => null);
  if (!found) return null;
  const offsets = OSTN15_PROBES.map(({ wgs84: [lng, lat] }, i) => {
    const metresPerDegree = 111_320;
    const dx = ((found[2 * i] ?? NaN) - lng) * metresPerDegree * Math.cos((lat * Math.PI) / 180);
    const dy = ((found[2 * i + 1] ?? NaN) - lat) * metresPerDegree;
    return Math.hypot(dx, dy);
  });
  const worst = Math.max(...offsets);
  return Number.isFinite(worst) ? worst : null;
}

async function inBatches(pairs: Pairs, transform: Transform): Promise<Pairs> {
  const out = new Float64Array(pairs.length);
  for (let from = 0; from < pairs.length; from += 2 * BATCH_PAIRS) {
    out.set(await transform(pairs.subarray(from, from + 2 * BATCH_PAIRS)), from);
  }
  return out;
}
