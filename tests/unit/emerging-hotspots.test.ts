import { describe, expect, it } from "vitest";
import { type EmergingInput, emergingHotspots } from "#domain/hotspot/emerging.ts";
import { classifyEmerging } from "#domain/hotspot/emerging-class.ts";
import { hexagon } from "../support/hexagon.ts";

/*
 * A hexagon of 217 hexagons (radius 8), one incident on every seventh, and a cluster of seven around the middle:
 *
 *        · · ·
 *       · # # ·        # = 6 incidents while the cluster is on
 *      · # # # ·
 *       · # # ·
 *        · · ·
 */
const { places, neighbourhood } = hexagon(8);
const middle = places.findIndex(({ q, r }) => q === 0 && r === 0);
const cluster = places.flatMap(({ q, r }, i) =>
  Math.max(Math.abs(q), Math.abs(r), Math.abs(q + r)) <= 1 ? [i] : [],
);

/** One step: background everywhere, and so many incidents in each cell of the cluster. */
function step(inCluster: number, t = 0): Int32Array {
  const counts = Int32Array.from(places, (_, i) => ((i + 3 * t) % 7 === 0 ? 1 : 0));
  for (const i of cluster) counts[i] = inCluster;
  return counts;
}

function run(inCluster: readonly number[], rest: Partial<EmergingInput> = {}) {
  const counts = inCluster.map((n, t) => step(n, t));
  const answer = emergingHotspots({ counts, stepDays: null, neighbourhood, ...rest });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.result;
}

const OFF = 0;
const ON = 6;
const rest = [OFF, OFF, OFF, OFF, OFF, OFF, OFF, OFF, OFF];

describe("emerging hotspots of a planted cluster", () => {
  it("first hot in the last step: new", () => {
    const { classes, hotSteps, hotShare, lastHot } = run([...rest, ON]);
    expect(classes[middle]).toBe("new");
    expect([hotSteps[middle], hotShare[middle], lastHot[middle]]).toEqual([1, 0.1, 1]);
  });

  it("hot all along and growing: intensifying, with a slope in incidents of the neighbourhood per step", () => {
    const { classes, trendZ, senSlope } = run([6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(classes[middle]).toBe("intensifying");
    expect(trendZ[middle]).toBeGreaterThan(1.96);
    expect(senSlope[middle]).toBeCloseTo(7, 12);
  });

  it("hot all along and even: persistent", () => {
    expect(run(new Array(10).fill(ON)).classes[middle]).toBe("persistent");
  });

  it("hot until the last step but one: historical", () => {
    const { classes, lastHot } = run([...new Array(9).fill(ON), OFF]);
    expect([classes[middle], lastHot[middle]]).toEqual(["historical", 0]);
  });

  it("cells far from it have no class, and no trend is worked out for them", () => {
    const { classes, trendP, hotShare } = run(new Array(10).fill(ON));
    expect([classes[0], hotShare[0]]).toEqual(["none", 0]);
    expect(trendP[0]).toBeNaN();
  });

  it("months of unequal length are compared per day: 31 in 31 days is no more than 28 in 28", () => {
    const lengths = [31, 28, 31, 28, 31, 28, 31, 28, 31, 28];
    const stepped = run(
      lengths.map((d) => d),
      { stepDays: lengths },
    );
    expect(stepped.senSlope[middle]).toBeCloseTo(0, 9);
    expect(stepped.stepsPerYear).toBeCloseTo(365.25 / 29.5, 9);
  });
});

describe("Esri's way", () => {
  it("the step before counts too: the cluster is still hot one step after it ended", () => {
    const inCluster = [...rest, ON, OFF];
    expect(run(inCluster).lastHot[middle]).toBe(0);
    expect(run(inCluster, { mode: "esri" }).lastHot[middle]).toBe(1);
  });

  it("a rise everywhere makes later steps hot; against its own step nothing is", () => {
    const counts = Array.from({ length: 10 }, (_, t) =>
      Int32Array.from(places, (_, i) => ((i + t) % 5 === 0 ? 1 : 0) + (t >= 8 ? 4 : 0)),
    );
    const input = { counts, stepDays: null, neighbourhood };
    const hotAtLast = (mode: "per-step" | "esri") => {
      const answer = emergingHotspots({ ...input, mode });
      if (!answer.ok) throw new Error(answer.reason);
      return answer.result.lastHot.reduce((sum, hot) => sum + hot, 0);
    };
    expect(hotAtLast("per-step")).toBe(0);
    expect(hotAtLast("esri")).toBe(places.length);
  });

  it("a study area too small to test is refused in the same way", () => {
    const small = hexagon(2);
    const counts = Array.from({ length: 10 }, () => Int32Array.from(small.places, (_, i) => i % 3));
    for (const mode of ["per-step", "esri"] as const) {
      const answer = emergingHotspots({ counts, stepDays: null, neighbourhood: small.neighbourhood, mode });
      expect(answer).toMatchObject({ ok: false, reason: "too-few-cells" });
    }
  });
});

describe("cold spots", () => {
  it("are not looked for unless asked", () => {
    const dense = Array.from({ length: 10 }, () => {
      const counts = Int32Array.from(places, (_, i) => 5 + (i % 3));
      for (const i of cluster) counts[i] = 0;
      return counts;
    });
    const input = { counts: dense, stepDays: null, neighbourhood };
    const hot = emergingHotspots(input);
    const both = emergingHotspots({ ...input, tails: "both" });
    if (!hot.ok || !both.ok) throw new Error("refused");
    expect(hot.result.coldSteps[middle]).toBe(0);
    expect(both.result.coldSteps[middle]).toBe(10);
    expect([both.result.classes[middle], both.result.temperatures[middle]]).toEqual(["persistent", "cold"]);
  });

  it("cannot be found where incidents are so few that an empty neighbourhood is nothing unusual", () => {
    const { coldSteps } = run(new Array(10).fill(ON), { tails: "both" });
    expect(coldSteps.every((n) => n === 0)).toBe(true);
  });

  it("looking for them does not change which steps are hot", () => {
    const inCluster = [OFF, ON, ON, OFF, ON, ON, ON, ON, OFF, ON];
    expect(run(inCluster, { tails: "both" }).hotSteps).toEqual(run(inCluster).hotSteps);
  });
});

describe("what cannot be answered", () => {
  it("fewer than ten steps", () => {
    const counts = Array.from({ length: 9 }, () => step(ON));
    expect(emergingHotspots({ counts, stepDays: null, neighbourhood })).toEqual({
      ok: false,
      reason: "too-few-steps",
      detail: "10 steps are needed, there are 9.",
    });
  });

  it("no incidents in any step", () => {
    const counts = Array.from({ length: 10 }, () => new Int32Array(places.length));
    for (const mode of ["per-step", "esri"] as const) {
      expect(emergingHotspots({ counts, stepDays: null, neighbourhood, mode })).toMatchObject({
        ok: false,
        reason: "no-incidents",
      });
    }
  });

  it("a single empty step is named and nothing is hot in it", () => {
    const counts = new Array(10)
      .fill(ON)
      .map((n, t) => (t === 4 ? new Int32Array(places.length) : step(n, t)));
    const answer = emergingHotspots({ counts, stepDays: null, neighbourhood });
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.result.emptySteps).toEqual([4]);
    expect(answer.result.hotSteps[middle]).toBe(9);
  });

  it("lengths that do not fit the steps are a mistake of the caller", () => {
    expect(() => run(new Array(10).fill(ON), { stepDays: [28] })).toThrow(RangeError);
    expect(() => classifyEmerging([], null)).toThrow(RangeError);
  });

  it("cells outside the study area are not tested and have no figures", () => {
    const include = Uint8Array.from(places, (_, i) => (i === middle ? 0 : 1));
    const { tested, classes, hotShare } = run(new Array(10).fill(ON), { include });
    expect([tested[middle], classes[middle]]).toEqual([0, "none"]);
    expect(hotShare[middle]).toBeNaN();
  });
});
