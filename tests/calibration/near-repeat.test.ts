/** How often do near-repeat, relabelling and proximity tests cry wolf on events without a pattern? */
import { describe, expect, it } from "vitest";
import { dualTolerance } from "#domain/hotspot/dual-density.ts";
import { nearRepeat } from "#domain/hotspot/near-repeat.ts";
import { proximity } from "#domain/hotspot/proximity.ts";
import { poissonUpperTail } from "#domain/stats/poisson.ts";
import { type SeededRandom, seededRandom } from "#domain/stats/seeded-random.ts";

const LEVEL = 0.05;

/** Bounds four standard errors about the level: a right test passes them but for one time in ten thousand. */
const most = (trials: number) => LEVEL + 4 * Math.sqrt((LEVEL * (1 - LEVEL)) / trials);
const least = (trials: number) => LEVEL - 4 * Math.sqrt((LEVEL * (1 - LEVEL)) / trials);

/** Clustered places and seasonal dates that know nothing of each other. */
function unrelated(n: number, random: SeededRandom) {
  const xy = new Float64Array(2 * n);
  const day = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const town = random.integerBelow(4);
    xy[2 * i] = town * 900 + 250 * random.normal();
    xy[2 * i + 1] = (town % 2) * 900 + 250 * random.normal();
    day[i] = Math.floor(random.uniform() * 200 + 165 * random.uniform() * random.uniform());
  }
  return { xy, day };
}

describe("near-repeat test on places and dates that know nothing of each other", () => {
  const TRIALS = 300;
  const answers = Array.from({ length: TRIALS }, (_, trial) => {
    const random = seededRandom(20_260_711).fork(`trial ${trial}`);
    const answer = nearRepeat({ ...unrelated(150, random), permutations: 199, seed: trial });
    if (!answer.ok) throw new Error(answer.reason);
    return answer.result;
  });

  it("p ≤ .05 in a band comes about one time in twenty, and the formula's mean is the permutations'", () => {
    for (const band of [4, 9, 14, 19]) {
      const rejected = answers.filter(({ bands }) => (bands[band]?.p ?? 1) <= LEVEL).length;
      expect(rejected / TRIALS).toBeLessThanOrEqual(most(TRIALS));
      // Counts come in whole numbers: p at most .05, not exactly.
      expect(rejected / TRIALS).toBeGreaterThanOrEqual(least(TRIALS) - 0.01);
      const apart = answers.map(({ bands }) => {
        const [found, exact] = [bands[band]?.expected ?? 0, bands[band]?.analytic];
        return (found - (exact?.expected ?? 0)) / ((exact?.sd ?? 1) / Math.sqrt(199));
      });
      const meanSquare = apart.reduce((sum, z) => sum + z * z, 0) / TRIALS;
      expect(Math.abs(meanSquare - 1)).toBeLessThan(0.35);
    }
  });

  it("a pattern is claimed on fewer than one map in twenty", () => {
    const claimed = answers.filter(({ pattern }) => pattern !== "none").length;
    expect(claimed / TRIALS).toBeLessThanOrEqual(most(TRIALS));
  });

  it("Poisson P(X ≥ observed) stays within the level, P(X > observed) of other software does not", () => {
    const bands = answers.flatMap((answer) => answer.bands.slice(4));
    const rejected = (extra: number) =>
      bands.filter(
        ({ observed, analytic }) => poissonUpperTail(observed + extra, analytic?.expected ?? 0) <= LEVEL,
      ).length / bands.length;
    expect(rejected(0)).toBeLessThanOrEqual(most(TRIALS));
    expect(rejected(1)).toBeGreaterThan(1.2 * rejected(0));
  });
});

describe("near-repeat test on strong repeats without near repeats", () => {
  it("cries wolf near by, and does not once repeats are left out", () => {
    const TRIALS = 150;
    let [withRepeats, without] = [0, 0];
    for (let trial = 0; trial < TRIALS; trial++) {
      const random = seededRandom(20_260_712).fork(`trial ${trial}`);
      const { xy, day } = unrelated(80, random);
      // Every place is hit again within three days.
      const twice = {
        xy: Float64Array.of(...xy, ...xy),
        day: Int32Array.of(...day, ...day.map((d) => d + random.integerBelow(4))),
      };
      const near = (leaveOutRepeats: boolean) => {
        const answer = nearRepeat({ ...twice, permutations: 199, seed: trial, leaveOutRepeats });
        return answer.ok && (answer.result.bands[4]?.p ?? 1) <= LEVEL ? 1 : 0;
      };
      withRepeats += near(false);
      without += near(true);
    }
    expect(withRepeats / TRIALS).toBeGreaterThan(most(TRIALS));
    expect(without / TRIALS).toBeLessThanOrEqual(most(TRIALS));
  });
});

describe("relabelling test on one kind of event called two", () => {
  it("p ≤ .05 at a place comes about one time in twenty", () => {
    const TRIALS = 400;
    let rejected = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      const random = seededRandom(20_260_713).fork(`trial ${trial}`);
      const answer = dualTolerance({
        firstXY: unrelated(80, random).xy,
        secondXY: unrelated(120, random).xy,
        at: Float64Array.of(900, 900),
        kernel: "quartic",
        bandwidthM: 500,
        delta: 1e-3,
        seed: trial,
      });
      if (answer.ok && (answer.result.p[0] ?? 1) <= LEVEL) rejected++;
    }
    expect(rejected / TRIALS).toBeLessThanOrEqual(most(TRIALS));
    expect(rejected / TRIALS).toBeGreaterThanOrEqual(least(TRIALS));
  });
});

describe("proximity test on incidents dealt to comparison positions at random", () => {
  it("p ≤ .05 comes at most one time in twenty", () => {
    const TRIALS = 1000;
    const random = seededRandom(20_260_714);
    const comparisonXY = unrelated(2000, random).xy;
    const featuresXY = unrelated(15, random).xy;
    let rejected = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      const incidentsXY = Float64Array.from({ length: 120 });
      for (let i = 0; i < incidentsXY.length; i += 2) {
        const chosen = random.integerBelow(2000);
        incidentsXY[i] = comparisonXY[2 * chosen] ?? 0;
        incidentsXY[i + 1] = comparisonXY[2 * chosen + 1] ?? 0;
      }
      const comparison = { xy: comparisonXY, weights: null, meaning: "where they were dealt" };
      const answer = proximity({ incidentsXY, featuresXY, withinM: 100, comparison });
      if (answer.ok && (answer.result.p ?? 1) <= LEVEL) rejected++;
    }
    expect(rejected / TRIALS).toBeLessThanOrEqual(most(TRIALS));
    expect(rejected / TRIALS).toBeGreaterThan(0.01);
  });
});
