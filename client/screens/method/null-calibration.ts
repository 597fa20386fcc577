/** What a test finds where there is nothing to find: maps of pure chance, tested our way and the usual way. */
import { axialHexagon } from "#domain/grid/axial-hexagon.ts";
import { giStar } from "#domain/hotspot/gi-star.ts";
import { giZ } from "#domain/hotspot/gi-z.ts";
import { adjust } from "#domain/stats/false-discovery-rate.ts";
import { twoSidedNormalP } from "#domain/stats/normal.ts";
import { type SeededRandom, seededRandom } from "#domain/stats/seeded-random.ts";

export type NullCalibration = {
  maps: number;
  hexagons: number;
  meanPerHexagon: number;
  seed: number;
  /** Maps on which at least one hexagon was called significant at q ≤ 0.05. */
  flaggedExact: number;
  flaggedNormal: number;
  /** Hexagons called significant by the normal approximation, over all maps. */
  falseHexagonsNormal: number;
};

const RADIUS = 25;
const LEVEL = 0.05;

/** Draws Poisson maps and counts false alarms. About 3 ms a map. */
export function nullCalibration(maps = 100, meanPerHexagon = 0.05, seed = 20_261_124): NullCalibration {
  const { places, neighbourhood } = axialHexagon(RADIUS);
  const random = seededRandom(seed);
  let flaggedExact = 0;
  let flaggedNormal = 0;
  let falseHexagonsNormal = 0;
  for (let map = 0; map < maps; map++) {
    const counts = Int32Array.from(places, () => poissonDraw(random, meanPerHexagon));
    const exact = giStar(counts, neighbourhood);
    if (exact.ok && exact.result.q.some((q) => q <= LEVEL)) flaggedExact++;
    const normal = adjust(giZ(counts, neighbourhood, "gi-star").map(twoSidedNormalP), "bh");
    const found = normal.filter((q) => q <= LEVEL).length;
    falseHexagonsNormal += found;
    if (found > 0) flaggedNormal++;
  }
  return {
    maps,
    hexagons: places.length,
    meanPerHexagon,
    seed,
    flaggedExact,
    flaggedNormal,
    falseHexagonsNormal,
  };
}

/** Poisson count by multiplying uniforms (Knuth); for small means. */
function poissonDraw(random: SeededRandom, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.uniform();
  let count = 0;
  while (product > limit) {
    count++;
    product *= random.uniform();
  }
  return count;
}
