/**
 * Every position at which something can happen or stand: plots beside the streets (homes and shops), kerb points
 * on the streets, and points in parks. Kept as columns because there are about 100,000 of them.
 */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { mainLines, places } from "./inputs.ts";
import { alongLine, distanceM, type Point, ringCentre, toPlane, toPosition } from "./plane.ts";
import type { Street } from "./streets.ts";
import { GREEN, INSIDE, Raster, RING, type Terrain, WATER } from "./terrain.ts";

export const HOME = 0;
export const SHOP = 1;
export const KERB = 2;
export const PARK = 3;

export type Site = {
  /** Of the stored position, so that both agree about every edge. */
  at: Point;
  /** Stored position, 6 decimals. */
  position: readonly [lng: number, lat: number];
  kind: typeof HOME | typeof SHOP | typeof KERB | typeof PARK;
  /** Index of its street, −1 in parks. */
  street: number;
  placeName: string;
  inside: boolean;
  /** Along-street unit vector and footprint half sizes of a plot; unset for kerb and park points. */
  plot: { along: Point; halfWidthM: number; halfDepthM: number } | null;
};

const PLOT_STEP_M = 17;
const KERB_STEP_M = 42;
const TAKEN = 64;
const HALF_ROAD_M: Record<Street["class"], number> = {
  motorway: 16,
  trunk: 12,
  primary: 9,
  secondary: 8,
  tertiary: 6,
  residential: 5,
};

/** Plots never overlap each other or a carriageway (checked on a 4 m raster). */
export function buildSites(terrain: Terrain, streets: readonly Street[], random: SeededRandom): Site[] {
  const occupied = new Raster(...terrain.bounds, 4);
  for (const { line, class: kind } of streets) occupied.stroke(line, HALF_ROAD_M[kind], TAKEN);
  for (const { line } of mainLines.rail) occupied.stroke(line.map(toPlane), 10, TAKEN);
  const centres = places.centres.map(({ at, sizeM }) => ({ at: toPlane(at), sizeM }));
  const sites: Site[] = [];
  streets.forEach((street, index) => {
    addKerbPoints(sites, terrain, street, index);
    if (street.class !== "motorway") addPlots(sites, terrain, occupied, centres, street, index, random);
  });
  addParkPoints(sites, terrain, random.fork("parks"));
  return sites;
}

/** Points at alternate kerbs: where a road is the border, one side is in the borough and the other is not. */
function addKerbPoints(sites: Site[], terrain: Terrain, street: Street, index: number): void {
  if (street.class === "motorway") return;
  const offset = HALF_ROAD_M[street.class] - 1;
  alongLine(street.line, KERB_STEP_M, KERB_STEP_M / 2).forEach(({ at: middle, along }, i) => {
    const side = i % 2 ? offset : -offset;
    const at: Point = [middle[0] - along[1] * side, middle[1] + along[0] * side];
    if (!(terrain.ground.get(at[0], at[1]) & (INSIDE | RING))) return;
    const position = toPosition(at);
    const inside = terrain.isInside(...position);
    sites.push({
      at: toPlane(position),
      position,
      kind: KERB,
      street: index,
      placeName: street.name,
      inside,
      plot: null,
    });
  });
}

type Centre = { at: Point; sizeM: number };

function addPlots(
  sites: Site[],
  terrain: Terrain,
  occupied: Raster,
  centres: readonly Centre[],
  street: Street,
  index: number,
  random: SeededRandom,
): void {
  const isMain = street.class !== "residential";
  for (const { at, along } of alongLine(street.line, PLOT_STEP_M, PLOT_STEP_M / 2)) {
    const inCentre = centres.some((centre) => distanceM(centre.at, at) < centre.sizeM);
    for (const side of [-1, 1]) {
      const shop = isMain && (inCentre ? random.uniform() < 0.85 : random.uniform() < 0.06);
      const halfWidthM = shop ? 7.5 : 5.5 + random.uniform() * 2;
      const halfDepthM = shop ? 8 : 4 + random.uniform();
      const setback = HALF_ROAD_M[street.class] + halfDepthM + (shop ? 3 : 6);
      const centre: Point = [at[0] - along[1] * side * setback, at[1] + along[0] * side * setback];
      const flags = terrain.ground.get(centre[0], centre[1]);
      if (!(flags & (INSIDE | RING)) || flags & (GREEN | WATER)) continue;
      const plot = { along, halfWidthM, halfDepthM };
      if (!claim(occupied, centre, plot)) continue;
      const position = toPosition(centre);
      const inside = terrain.isInside(...position);
      const kind = shop ? SHOP : HOME;
      sites.push({
        at: toPlane(position),
        position,
        kind,
        street: index,
        placeName: street.name,
        inside,
        plot,
      });
    }
  }
}

/** Marks a footprint as taken; false, and nothing marked, if any of it is taken already. */
function claim(occupied: Raster, centre: Point, plot: NonNullable<Site["plot"]>): boolean {
  let free = true;
  eachFootprintPoint(centre, plot, (x, y) => {
    if (free && occupied.get(x, y) & TAKEN) free = false;
  });
  if (free) eachFootprintPoint(centre, plot, (x, y) => occupied.set(x, y, TAKEN));
  return free;
}

/** 5 × 5 points of a footprint, its corners included: at most 4 m apart, the size of a raster cell. */
function eachFootprintPoint(
  centre: Point,
  { along, halfWidthM, halfDepthM }: NonNullable<Site["plot"]>,
  visit: (x: number, y: number) => void,
): void {
  for (let i = -2; i <= 2; i++) {
    for (let j = -2; j <= 2; j++) {
      const u = (halfWidthM * i) / 2;
      const v = (halfDepthM * j) / 2;
      visit(centre[0] + along[0] * u - along[1] * v, centre[1] + along[1] * u + along[0] * v);
    }
  }
}

/** Up to 25 fixed points in every park (gates, courts, benches), one for about 4,000 m². Countryside has none. */
function addParkPoints(sites: Site[], terrain: Terrain, random: SeededRandom): void {
  for (const park of terrain.parks) {
    if (park.class !== "park") continue;
    const [cx, cy] = ringCentre(park.ring);
    const count = Math.min(25, 4 + Math.round(parkSpanM(park.ring) / 25));
    for (let k = 0; k < count; k++) {
      const corner = park.ring[random.integerBelow(park.ring.length)] ?? [cx, cy];
      const t = Math.sqrt(random.uniform()) * 0.9;
      const at: Point = [cx + (corner[0] - cx) * t, cy + (corner[1] - cy) * t];
      const position = toPosition(at);
      const inside = terrain.isInside(...position);
      if (!inside && !(terrain.ground.get(at[0], at[1]) & RING)) continue;
      sites.push({
        at: toPlane(position),
        position,
        kind: PARK,
        street: -1,
        placeName: park.name,
        inside,
        plot: null,
      });
    }
  }
}

function parkSpanM(ring: readonly Point[]): number {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}
