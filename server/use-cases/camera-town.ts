/** The buildings around an area or a position, ready for views to be worked out among them. */
import { z } from "zod";
import type { LngLat } from "#domain/grid/h3.ts";
import type { AnalysisInput } from "../analysis/analyses.ts";
import { type PackedFootprints, packFootprints } from "../analysis/packed-footprints.ts";
import { BoundedCache } from "../db/bounded-cache.ts";
import type { Reader } from "../db/read-model.ts";
import { nextTurn } from "../next-turn.ts";

type TownTask = AnalysisInput<"camera-coverage">["town"];
type Box = readonly [west: number, south: number, east: number, north: number];

const positionSchema = z.tuple([z.number(), z.number()]).rest(z.number());
const shapeSchema = z.union([
  z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(positionSchema)) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(z.array(positionSchema))) }),
]);

/** Words of a building's class that mean somebody lives there, and those that tell nothing. */
export const HOME_CLASSES = [
  "house",
  "flats",
  "residential",
  "apartments",
  "terrace",
  "detached",
  "semidetached_house",
  "semi_detached",
  "bungalow",
  "dormitory",
  "cabin",
  "houseboat",
] as const;
const HOMES: ReadonlySet<string> = new Set(HOME_CLASSES);
const UNTOLD = new Set(["", "yes", "building", "other", "unknown"]);

const METRES_PER_DEGREE = 111_320;
const ROWS_PER_TURN = 2000;
/** Rings of some boroughs' buildings, bytes. */
const CACHE_BYTES = 256 * 2 ** 20;

/** Buildings as they were read last, by dataset version and box. Shared by everybody who asks. */
const packed = new BoundedCache<PackedFootprints>(CACHE_BYTES);

/** The town in a box of degrees, widened by `marginM` metres. */
export async function readTown(
  reader: Reader,
  box: Box,
  marginM: number,
  planned: TownTask["planned"] = [],
): Promise<TownTask> {
  const [west, south, east, north] = widen(box, marginM);
  const version = await reader.version();
  const key = [version, ...[west, south, east, north].map((degrees) => degrees.toFixed(6))].join(" ");
  const origin: LngLat = [(west + east) / 2, (south + north) / 2];
  const known = packed.get(key);
  if (known) return { key, origin, footprints: known, planned };
  const footprints = await pack(await reader.footprintsIn([west, south, east, north]));
  packed.set(key, footprints, footprints.lngLat.byteLength + footprints.heightM.byteLength);
  return { key, origin, footprints, planned };
}

function widen([west, south, east, north]: Box, marginM: number): Box {
  const lat = marginM / METRES_PER_DEGREE;
  const lng = lat / Math.cos((((south + north) / 2) * Math.PI) / 180);
  return [west - lng, south - lat, east + lng, north + lat];
}

async function pack(rows: Awaited<ReturnType<Reader["footprintsIn"]>>): Promise<PackedFootprints> {
  const shapes: LngLat[][][] = [];
  for (const [i, text] of rows.shapes.entries()) {
    if (i % ROWS_PER_TURN === ROWS_PER_TURN - 1) await nextTurn();
    const shape = shapeSchema.parse(JSON.parse(text));
    const rings = shape.type === "Polygon" ? shape.coordinates : shape.coordinates.flat();
    shapes.push(rings.map((ring) => ring.map(([lng, lat]): LngLat => [lng, lat])));
  }
  return packFootprints(shapes, rows.heightM, rows.classes.map(homeOf));
}

function homeOf(kind: string): number {
  if (HOMES.has(kind)) return 1;
  return UNTOLD.has(kind) ? 2 : 0;
}
