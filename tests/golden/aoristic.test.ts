import { describe, expect, it } from "vitest";
import { aoristic } from "#domain/hotspot/aoristic.ts";
import reference from "./aoristic.json";

describe("spans around clock changes, against R's time zones minute by minute", () => {
  it("give the same hours the same weights", () => {
    const n = reference.fromMs.length;
    const { weights } = aoristic({
      fromMs: Float64Array.from(reference.fromMs),
      toMs: Float64Array.from(reference.toMs),
      group: Int32Array.from({ length: n }, (_, i) => i),
      groups: n,
    });
    reference.weights.forEach((expected, i) => {
      const week = new Float64Array(168);
      for (const [hour = 0, weight = 0] of expected) week[hour] = weight;
      week.forEach((weight, hour) => {
        expect(weights[i * 168 + hour]).toBeCloseTo(weight, 12);
      });
    });
  });
});
