import { describe, expect, it } from "vitest";
import { nearRepeat } from "#domain/hotspot/near-repeat.ts";
import { poissonUpperTail } from "#domain/stats/poisson.ts";
import reference from "./near-repeat.json";

const xy = Float64Array.from(reference.x.flatMap((x, i) => [x, reference.y[i] ?? 0]));
const answer = nearRepeat({ xy, day: Int32Array.from(reference.day), permutations: 4999, seed: 4 });
const bands = answer.ok ? answer.result.bands : [];

describe("Knox table of 120 events, against R", () => {
  it("pairs, expectation and Poisson p are those of surveillance::knox, with its P(X > n) made P(X ≥ n)", () => {
    expect(bands).toHaveLength(20);
    bands.forEach((band, i) => {
      expect(band.observed).toBe(reference.observed[i]);
      expect(band.analytic?.expected).toBeCloseTo(reference.expected[i] ?? 0, 10);
      expect(band.analytic?.poissonP).toBeCloseTo(reference.poissonAtLeast[i] ?? 0, 12);
      const more = poissonUpperTail(band.observed + 1, band.analytic?.expected ?? 0);
      expect(more).toBeCloseTo(reference.poissonMore[i] ?? 0, 12);
      expect(reference.poissonMore[i]).toBeLessThan(band.analytic?.poissonP ?? 0);
    });
  });

  it("mean and p of permutations agree with 20,000 permutations of the dates in R", () => {
    bands.forEach((band, i) => {
      const sd = reference.permutedSd[i] ?? 0;
      expect(Math.abs(band.expected - (reference.permutedMean[i] ?? 0))).toBeLessThan(
        4.5 * sd * Math.sqrt(1 / 4999 + 1 / 20_000),
      );
      const p = (reference.permutedAtLeast[i] ?? 0) / reference.draws;
      const error = Math.sqrt((p * (1 - p) + 1e-4) * (1 / 4999 + 1 / 20_000));
      expect(Math.abs(band.p - p)).toBeLessThan(4.5 * error + 1 / 5000);
    });
  });

  it("the standard deviation by formula is that of the permutations", () => {
    bands.forEach((band, i) => {
      expect(Math.abs((band.analytic?.sd ?? 0) / (reference.permutedSd[i] ?? 1) - 1)).toBeLessThan(0.025);
    });
  });
});
