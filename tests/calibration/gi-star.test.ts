/**
 * How often do the tests cry wolf? Maps on which incidents fall at random, so that every significant cell is false.
 */
import { describe, expect, it } from "vitest";
import { expectedCount } from "#domain/hotspot/expected-count.ts";
import { giStar } from "#domain/hotspot/gi-star.ts";
import { localMoran } from "#domain/hotspot/local-moran.ts";
import { adjust } from "#domain/stats/false-discovery-rate.ts";
import { twoSidedNormalP } from "#domain/stats/normal.ts";
import { type SeededRandom, seededRandom } from "#domain/stats/seeded-random.ts";
import { hexagon } from "../support/hexagon.ts";

const MAPS = 200;
const { neighbourhood } = hexagon(25);
const CELLS = neighbourhood.cellCount;
const LEVEL = 0.05;

/** A Poisson count by inversion; for small means. */
function poissonCount(random: SeededRandom, mean: number): number {
  let count = 0;
  let term = Math.exp(-mean);
  for (let u = random.uniform() - term; u > 0; u -= term) {
    count++;
    term *= mean / count;
  }
  return count;
}

function randomMap(random: SeededRandom, mean: number): Int32Array {
  return Int32Array.from({ length: CELLS }, () => poissonCount(random, mean));
}

/** Share of random maps with at least one cell significant. */
function falseAlarms(mean: number, anyFlagged: (counts: Int32Array) => boolean): number {
  const random = seededRandom(20_260_701).fork(`mean ${mean}`);
  let flagged = 0;
  for (let map = 0; map < MAPS; map++) if (anyFlagged(randomMap(random, mean))) flagged++;
  return flagged / MAPS;
}

const flaggedBy =
  (tail: "hot" | "cold" | "two-sided") =>
  (counts: Int32Array): boolean => {
    const answer = giStar(counts, neighbourhood, { tail });
    return answer.ok && answer.result.q.some((q) => q <= LEVEL);
  };

/** What most tools do: z, normal p, BH. */
function flaggedByNormalP(counts: Int32Array): boolean {
  const answer = giStar(counts, neighbourhood);
  return answer.ok && adjust(answer.result.z.map(twoSidedNormalP), "bh").some((q) => q <= LEVEL);
}

/** 5 % of 200 maps, with room for chance: at most 10 % (binomial P < .002). */
const MOST = 0.1;

describe("on 1,951 cells without any hot spot", () => {
  it.each([0.02, 0.05, 0.2, 1, 5])(
    "at %s incidents per cell, exact BH flags any cell in at most a tenth of maps",
    (mean) => {
      expect(falseAlarms(mean, flaggedBy("hot"))).toBeLessThanOrEqual(MOST);
    },
  );

  it.each([0.2, 1, 5])(
    "at %s incidents per cell, so do the two-sided test and the one for cold spots",
    (mean) => {
      expect(falseAlarms(mean, flaggedBy("two-sided"))).toBeLessThanOrEqual(MOST);
      expect(falseAlarms(mean, flaggedBy("cold"))).toBeLessThanOrEqual(MOST);
    },
  );

  it("the normal approximation flags a cell in more than 19 maps of 20 at .05 incidents per cell", () => {
    expect(falseAlarms(0.05, flaggedByNormalP)).toBeGreaterThan(0.95);
  });

  it.each([0.05, 1])("at %s incidents per cell, exact local Moran with BH stays within a tenth", (mean) => {
    const flagged = (counts: Int32Array) => {
      const answer = localMoran(counts, neighbourhood);
      return answer.ok && answer.result.q.some((q) => q <= LEVEL);
    };
    expect(falseAlarms(mean, flagged)).toBeLessThanOrEqual(MOST);
  });

  it("Holm stays within a tenth", () => {
    const flagged = (counts: Int32Array) => {
      const answer = giStar(counts, neighbourhood, { correction: "holm" });
      return answer.ok && answer.result.q.some((q) => q <= LEVEL);
    };
    expect(falseAlarms(0.2, flagged)).toBeLessThanOrEqual(MOST);
  });
});

describe("single p values under the null", () => {
  it.each([0.05, 0.5, 3])(
    "at %s incidents per cell, a cell named beforehand has p ≤ α in no more than a share α of maps",
    (mean) => {
      const maps = 2000;
      const random = seededRandom(7).fork(`single ${mean}`);
      const { neighbourhood: small } = hexagon(6);
      const found = { hot: [0, 0, 0], "two-sided": [0, 0, 0] };
      const levels = [0.01, 0.05, 0.2];
      for (let map = 0; map < maps; map++) {
        const counts = Int32Array.from({ length: small.cellCount }, () => poissonCount(random, mean));
        for (const tail of ["hot", "two-sided"] as const) {
          const answer = giStar(counts, small, { tail });
          const p = answer.ok ? (answer.result.p[63] ?? 1) : 1;
          for (const [l, level] of levels.entries())
            if (p <= level) found[tail][l] = (found[tail][l] ?? 0) + 1;
        }
      }
      for (const tail of ["hot", "two-sided"] as const) {
        for (const [l, level] of levels.entries()) {
          const share = (found[tail][l] ?? 0) / maps;
          expect(share).toBeLessThanOrEqual(level + 3.5 * Math.sqrt((level * (1 - level)) / maps));
        }
      }
    },
  );

  it("p is not timid either: at 3 incidents per cell, α = .2 is used to at least .15", () => {
    const random = seededRandom(8);
    const { neighbourhood: small } = hexagon(6);
    let low = 0;
    for (let map = 0; map < 1000; map++) {
      const answer = giStar(
        Int32Array.from({ length: small.cellCount }, () => poissonCount(random, 3)),
        small,
      );
      if (answer.ok && (answer.result.p[63] ?? 1) <= 0.2) low++;
    }
    expect(low / 1000).toBeGreaterThan(0.15);
  });
});

describe("expected counts, incidents falling in proportion to exposure", () => {
  it("any cell flagged in at most a tenth of maps", () => {
    const random = seededRandom(99).fork("exposure");
    const exposure = Float64Array.from({ length: CELLS }, () => 5 + 400 * random.uniform() ** 3);
    const mean = exposure.reduce((a, b) => a + b, 0) / CELLS;
    let flagged = 0;
    for (let map = 0; map < MAPS; map++) {
      const counts = Int32Array.from(exposure, (e) => poissonCount(random, (0.5 * e) / mean));
      const answer = expectedCount({ counts, exposure, neighbourhood });
      if (answer.ok && answer.result.q.some((q) => q <= LEVEL)) flagged++;
    }
    expect(flagged / MAPS).toBeLessThanOrEqual(MOST);
  });
});
