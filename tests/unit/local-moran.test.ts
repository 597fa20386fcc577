import { describe, expect, it } from "vitest";
import { NOT_TESTED } from "#domain/hotspot/gi-star.ts";
import { generalG, moranI } from "#domain/hotspot/global-clustering.ts";
import { HIGH_HIGH, HIGH_LOW, LOW_HIGH, LOW_LOW, localMoran } from "#domain/hotspot/local-moran.ts";
import { drawnMap } from "../support/drawn-map.ts";
import { fromRows, hexagon } from "../support/hexagon.ts";

const { neighbourhood } = hexagon(4);

/** A busy district with a hole in it, and one bad venue far away. */
const DISTRICT = `
      . 1 . . .
     . . . . 2 .
    1 . 9 . . . .
   . . . . . 1 . .
  . 1 . . . 4 3 . 1
   . . . . 5 6 1 .
    . 2 . 6 . 5 .
     . . . 5 6 .
      1 . . . .`;

describe("local Moran's I", () => {
  const { counts, include } = drawnMap(DISTRICT);
  const answer = localMoran(counts, neighbourhood, { correction: "none" });
  const result = answer.ok ? answer.result : null;

  it("calls the venue high-low, the hole low-high, the busy cells around it high-high", () => {
    expect(counts[13]).toBe(9);
    expect(result?.quadrants[13]).toBe(HIGH_LOW);
    expect(result?.neighbourSum[13]).toBe(0);
    expect(counts[47]).toBe(0);
    expect(result?.clusters[47]).toBe(LOW_HIGH);
    expect(result?.clusters[40]).toBe(HIGH_HIGH);
  });

  it("calls the middle of a quiet quarter in a busy town low-low", () => {
    const busy = drawnMap(`
      9 8 7 9 8
     7 9 8 9 7 8
    9 8 7 9 8 9 7
   8 7 9 1 . 9 8 9
  9 8 7 . . 1 7 8 9
   7 9 8 . 1 9 8 7
    9 7 8 9 9 8 9
     8 9 7 8 9 7
      9 8 9 7 8`);
    const town = localMoran(busy.counts, neighbourhood);
    expect(town.ok && town.result.clusters[30]).toBe(LOW_LOW);
  });

  it("by hand: the hole's neighbours hold 33 of 60 incidents", () => {
    expect(result?.neighbourSum[47]).toBe(33);
    expect(result?.neighbours[47]).toBe(6);
    const mean = 60 / 61;
    expect(result?.mean).toBeCloseTo(mean, 14);
    const variance = [...counts].reduce((sum, x) => sum + (x - mean) ** 2, 0) / 61;
    expect(result?.localI[47]).toBeCloseTo(((0 - mean) / variance) * (33 / 6 - mean), 12);
    expect(result?.z[47]).toBeLessThan(0);
  });

  it("p is two-sided, exact, and conditional: of the 60 others the six largest hold 9 6 6 6 5 5", () => {
    // Sums of 33 and more are rarer than 1 in 10,000 and twice that is the p of the hole.
    expect(result?.p[47]).toBeLessThan(2e-4);
    expect(result?.p[47]).toBeGreaterThan(0);
  });

  it("cells outside and islands are not tested", () => {
    const holed = include.slice();
    for (const i of [1, 5, 6]) holed[i] = 0;
    const masked = localMoran(counts, neighbourhood, { include: holed });
    if (!masked.ok) throw new Error(masked.reason);
    expect([...masked.result.clusters.slice(0, 2)]).toEqual([NOT_TESTED, NOT_TESTED]);
    expect([masked.result.p[0], masked.result.z[0], masked.result.localI[1]]).toEqual(
      new Array(3).fill(Number.NaN),
    );
    expect(masked.result.tested).toBe(57);
  });

  it("the only busy cell of all has empty others: its sum cannot vary, z 0 and p 1", () => {
    const single = new Int32Array(61);
    single[30] = 7;
    const alone = localMoran(single, neighbourhood);
    expect(alone.ok && [alone.result.z[30], alone.result.p[30], alone.result.clusters[30]]).toEqual([
      0, 1, 0,
    ]);
  });

  it("refuses, with the reason, what cannot be tested exactly", () => {
    const shares = Float64Array.from(counts, (x) => x / 3);
    const wild = Float64Array.from({ length: 61 }, (_, i) => i ** 6 + 1);
    const islands = fromRows(Array.from({ length: 61 }, () => []));
    const few = new Uint8Array(61).fill(1, 0, 20);
    expect(localMoran(shares, neighbourhood)).toMatchObject({ ok: false, reason: "not-whole-numbers" });
    expect(localMoran(wild, neighbourhood)).toMatchObject({ ok: false, reason: "too-many-sums" });
    expect(localMoran(new Int32Array(61), neighbourhood)).toMatchObject({ ok: false, reason: "all-equal" });
    expect(localMoran(counts, islands)).toMatchObject({ ok: false, reason: "no-neighbours" });
    expect(localMoran(counts, neighbourhood, { include: few })).toMatchObject({
      ok: false,
      reason: "too-few-cells",
    });
  });
});

describe("clustering of the whole", () => {
  it("a chessboard of a ring of cells has Moran's I of −1", () => {
    const ring = fromRows(Array.from({ length: 8 }, (_, i) => [(i + 7) % 8, (i + 1) % 8]));
    const answer = moranI([1, 0, 1, 0, 1, 0, 1, 0], ring);
    expect(answer.ok && answer.result.statistic).toBeCloseTo(-1, 14);
    expect(answer.ok && answer.result.z).toBeLessThan(-2);
  });

  it("by hand: incidents 2 and 1 next to each other, and 1 apart: G = 2·2/(16 − 6)", () => {
    const line = fromRows([[1], [0, 2], [1, 3], [2, 4], [3]]);
    const answer = generalG([2, 1, 0, 0, 1], line);
    expect(answer.ok && answer.result.statistic).toBeCloseTo(4 / 10, 14);
    expect(answer.ok && answer.result.expected).toBeCloseTo(8 / 20, 14);
  });

  it("refuses what cannot cluster", () => {
    const line = fromRows([[1], [0, 2], [1, 3], [2, 4], [3]]);
    expect(moranI([0, 0, 0, 0, 0], line)).toEqual({ ok: false, reason: "no-incidents" });
    expect(moranI([2, 2, 2, 2, 2], line)).toEqual({ ok: false, reason: "all-equal" });
    expect(generalG([5, 0, 0, 0, 0], line)).toEqual({ ok: false, reason: "no-incidents" });
    expect(moranI([1, 2, 3], fromRows([[1], [0, 2], [1]]))).toEqual({ ok: false, reason: "too-few-cells" });
    expect(() => moranI([1, 2], line)).toThrow(/expected 5 counts, got 2/);
  });
});
