/** The demo borough, its wards, small areas and named places; wards and small areas tile the borough exactly. */
import type { AreaKind } from "#contract/areas.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { outline, places, wardInputs } from "./inputs.ts";
import { distanceM, nearestPart, type Point, ringAreaM2, toLngLat, toPlane } from "./plane.ts";
import { HOME, type Site } from "./sites.ts";
import type { Terrain } from "./terrain.ts";

export const DEMO_BOROUGH_CODE = "E09000003";
export const DEMO_BOROUGH_NAME = "Barnet (demo)";

export type DemoArea = {
  code: string;
  kind: AreaKind;
  name: string;
  parentCode: string | null;
  /** Open outer ring, degrees; no demo area has holes or parts. */
  ring: LngLat[];
  areaM2: number;
};

export type SmallArea = DemoArea & { kind: "lsoa"; wardCode: string; centre: Point; homes: number };

export type DemoAreas = {
  all: DemoArea[];
  smallAreas: SmallArea[];
  /** Index in `smallAreas` of the small area that holds a point of the borough. */
  smallAreaAt(at: Point): number;
};

/** Builds all areas; small areas are sized so that each ward's homes are shared about evenly among them. */
export function buildAreas(terrain: Terrain, sites: readonly Site[], random: SeededRandom): DemoAreas {
  const centres = wardInputs.map(({ centre }) => toPlane(centre));
  const homesByWard = wardInputs.map((): Point[] => []);
  for (const site of sites) {
    if (site.inside && site.kind === HOME) homesByWard[nearestIndex(centres, site.at)]?.push(site.at);
  }
  const wards: DemoArea[] = [];
  const smallAreas: SmallArea[] = [];
  const firstOfWard: number[] = [];
  wardInputs.forEach((ward, w) => {
    const code = `DEMO-W${String(w + 1).padStart(2, "0")}`;
    const centre = centres[w] ?? [0, 0];
    const ring = nearestPart(terrain.boroughRing, centre, allBut(centres, w));
    wards.push(demoArea(code, "ward", ward.name, DEMO_BOROUGH_CODE, ring));
    firstOfWard.push(smallAreas.length);
    const homes = homesByWard[w] ?? [];
    const means = clusterCentres(homes, ward.smallAreas, random);
    means.forEach((mean, k) => {
      // Shaped like a real small area's name, of which the part before the code is the authority.
      const letter = String.fromCharCode(65 + k);
      const name = `${DEMO_BOROUGH_NAME} ${String(w + 1).padStart(3, "0")}${letter}`;
      const smallCode = `DEMO-L${String(smallAreas.length + 1).padStart(3, "0")}`;
      const part = nearestPart(ring, mean, allBut(means, k));
      smallAreas.push({
        ...demoArea(smallCode, "lsoa", name, DEMO_BOROUGH_CODE, part),
        kind: "lsoa",
        wardCode: code,
        centre: mean,
        homes: homes.filter((home) => nearestIndex(means, home) === k).length,
      });
    });
  });
  const borough = demoArea(
    DEMO_BOROUGH_CODE,
    "local-authority",
    DEMO_BOROUGH_NAME,
    null,
    outline.ring.map(toPlane),
  );
  const named = places.areas.map(({ code, kind, name, ring }) =>
    demoArea(code, kind, name, DEMO_BOROUGH_CODE, ring.map(toPlane)),
  );
  const smallAreaAt = (at: Point): number => {
    const w = nearestIndex(centres, at);
    const first = firstOfWard[w] ?? 0;
    const end = firstOfWard[w + 1] ?? smallAreas.length;
    let best = first;
    for (let k = first + 1; k < end; k++) {
      if (distanceM(centreOf(k), at) < distanceM(centreOf(best), at)) best = k;
    }
    return best;
  };
  const centreOf = (k: number): Point => smallAreas[k]?.centre ?? [0, 0];
  return {
    all: [{ ...borough, ring: [...outline.ring] }, ...wards, ...smallAreas, ...named],
    smallAreas,
    smallAreaAt,
  };
}

function demoArea(
  code: string,
  kind: AreaKind,
  name: string,
  parentCode: string | null,
  ring: readonly Point[],
): DemoArea {
  return { code, kind, name, parentCode, ring: ring.map(toLngLat), areaM2: ringAreaM2(ring) };
}

/** k-means of the homes (Lloyd, 12 rounds, at most 500 homes looked at), started from random homes. */
function clusterCentres(homes: readonly Point[], count: number, random: SeededRandom): Point[] {
  if (homes.length < count) throw new RangeError(`clusterCentres: ${homes.length} homes for ${count} areas`);
  const sample = Array.from({ length: Math.min(500, homes.length) }, () => {
    return homes[random.integerBelow(homes.length)] ?? ([0, 0] as Point);
  });
  let means = sample.slice(0, count);
  for (let round = 0; round < 12; round++) {
    const totals = means.map(() => ({ x: 0, y: 0, n: 0 }));
    for (const home of sample) {
      const total = totals[nearestIndex(means, home)];
      if (!total) continue;
      total.x += home[0];
      total.y += home[1];
      total.n++;
    }
    means = means.map((mean, k): Point => {
      const total = totals[k];
      return total?.n ? [total.x / total.n, total.y / total.n] : mean;
    });
  }
  return means;
}

function nearestIndex(points: readonly Point[], at: Point): number {
  let best = 0;
  let nearest = Infinity;
  points.forEach((point, i) => {
    const distance = (point[0] - at[0]) ** 2 + (point[1] - at[1]) ** 2;
    if (distance < nearest) {
      nearest = distance;
      best = i;
    }
  });
  return best;
}

function allBut(points: readonly Point[], index: number): Point[] {
  return points.filter((_, i) => i !== index);
}
