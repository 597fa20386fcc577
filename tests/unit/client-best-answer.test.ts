import { describe, expect, it } from "vitest";
import type { Placement } from "#contract/coverage.ts";
import { bestAnswer } from "../../client/screens/cameras/sites/best-answer.ts";

function answer(objective: number, bound: number, before = 0): Placement {
  const data = { sites: [], riskShare: objective, objective, before, bound, gap: 0, status: "time-limit" };
  const rest = {
    method: "",
    cost: 0,
    candidates: 0,
    views: 0,
    demandPoints: 0,
    seconds: 0,
    firstAnswerSeconds: 0,
    vetoed: 0,
    resamples: null,
    wards: null,
  };
  return { data: { ...data, ...rest } as Placement["data"], meta: {} as Placement["meta"] };
}

describe("the best of two answers", () => {
  it("one alone is the best", () => {
    expect(bestAnswer(undefined, undefined)).toBeUndefined();
    const only = answer(0.2, 0.3);
    expect(bestAnswer(only, undefined)).toBe(only);
    expect(bestAnswer(undefined, only)).toBe(only);
  });

  it("a longer search that was ended early takes nothing back: neither the plan nor the proof", () => {
    const found = bestAnswer(answer(0.2, 0.21), answer(0.19, 0.25))?.data;
    expect(found).toMatchObject({ objective: 0.2, bound: 0.21, status: "time-limit" });
    expect(found?.gap).toBeCloseTo(0.01 / 0.21, 12);
    const better = bestAnswer(answer(0.2, 0.21), answer(0.205, 0.25))?.data;
    expect(better).toMatchObject({ objective: 0.205, bound: 0.21 });
  });

  it("the gap is that of what is added to what is seen before", () => {
    expect(bestAnswer(answer(0.2, 0.3, 0.1), answer(0.2, 0.25, 0.1))?.data.gap).toBeCloseTo(1 / 3, 12);
  });

  it("where the one's bound is the other's plan, it is proven", () => {
    expect(bestAnswer(answer(0.2, 0.3), answer(0.15, 0.2))?.data).toMatchObject({
      gap: 0,
      status: "optimal",
    });
    expect(bestAnswer(answer(0.2, 0.3), answer(0.2, 0.20001))?.data.status).toBe("near-optimal");
  });
});
