import { describe, expect, test } from "vitest";
import { nullCalibration } from "../../client/screens/method/null-calibration.ts";

describe("trial on maps of pure chance", () => {
  const trial = nullCalibration();

  test("the exact test raises a false alarm on at most one map in ten", () => {
    expect(trial.maps).toBe(100);
    expect(trial.flaggedExact).toBeLessThanOrEqual(10);
  });

  test("the normal approximation raises one on most maps of sparse counts", () => {
    expect(trial.flaggedNormal).toBeGreaterThan(trial.maps / 2);
    expect(trial.falseHexagonsNormal).toBeGreaterThanOrEqual(trial.flaggedNormal);
  });

  test("the same seed gives the same answer, and says which seed it was", () => {
    expect(nullCalibration(10, 0.05, 7)).toEqual(nullCalibration(10, 0.05, 7));
    expect(nullCalibration(1, 0.05, 7).seed).toBe(7);
    expect(nullCalibration(10, 0.05, 7)).not.toEqual({ ...nullCalibration(10, 0.05, 8), seed: 7 });
  });

  test("other seeds do not make the exact test's false alarms common", () => {
    const flagged = [11, 12, 13].map((seed) => nullCalibration(40, 0.05, seed).flaggedExact);
    // Level 0.05, 120 maps: more than 14 has a chance below 1 in 1,000.
    expect(flagged.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(14);
  });

  test("maps without any incident raise no alarm and break nothing", () => {
    expect(nullCalibration(3, 0, 1)).toMatchObject({ flaggedExact: 0, flaggedNormal: 0 });
  });
});
