import { describe, expect, it } from "vitest";
import { countHistogram, largestSums } from "#domain/hotspot/count-histogram.ts";
import { exactSumTable, type SumTable } from "#domain/hotspot/exact-sum-table.ts";
import { visitLeftOutSums } from "#domain/hotspot/left-out-sums.ts";
import { sampledSumTable } from "#domain/hotspot/sampled-sum-table.ts";

function tableOf(counts: number[], size: number): SumTable {
  const histogram = countHistogram(counts);
  const table = histogram && exactSumTable(histogram, size);
  if (!table) throw new Error("no table");
  return table;
}

describe("exact sums of cells drawn at random", () => {
  it("two of the cells 0 0 1 3: the six pairs hold 0, 1, 1, 3, 3, 4", () => {
    const table = tableOf([0, 0, 1, 3], 2);
    expect([0, 1, 2, 3, 4, 5].map((sum) => table.upperTail(2, sum))).toEqual(
      [6, 5, 3, 3, 1, 0].map((pairs) => expect.closeTo(pairs / 6, 14)),
    );
    expect([0, 1, 2, 3, 4, 5].map((sum) => table.lowerTail(2, sum))).toEqual(
      [1, 3, 3, 5, 6, 6].map((pairs) => expect.closeTo(pairs / 6, 14)),
    );
    expect(table.smallestSumWithUpperTail(2, 0.5)).toBe(3);
    expect(table.smallestSumWithUpperTail(2, 0.16)).toBeNull();
    expect(table.largestSumWithLowerTail(2, 0.5)).toBe(1);
    expect(table.largestSumWithLowerTail(2, 0.16)).toBeNull();
  });

  it("harm in days keeps its unit: 10, 30 and 375 days have a table as long as 0, 4 and 73", () => {
    const histogram = countHistogram([10, 10, 30, 375]);
    expect(histogram).toMatchObject({ n: 4, origin: 10, unit: 5, steps: [0, 4, 73], cells: [2, 1, 1] });
    const table = tableOf([10, 10, 30, 375], 2);
    expect(table.upperTail(2, 405)).toBeCloseTo(1 / 6, 14);
    expect(table.upperTail(2, 386)).toBeCloseTo(1 / 6, 14);
    expect(table.upperTail(2, 385)).toBeCloseTo(3 / 6, 14);
    expect(table.lowerTail(2, 20)).toBeCloseTo(1 / 6, 14);
    expect(table.smallestSumWithUpperTail(2, 0.2)).toBe(405);
  });

  it("shares of incidents have no exact table", () => {
    expect(countHistogram([0.5, 1, 2])).toBeNull();
  });

  it("weights too different for a table are left to sampling", () => {
    const histogram = countHistogram(Array.from({ length: 3000 }, (_, i) => (i * i * 7919) % 1_000_003));
    expect(histogram && exactSumTable(histogram, 7)).toBeNull();
  });

  it("half a million cells and 37 at a time stay within the mass of 1", () => {
    const counts = Int32Array.from({ length: 500_000 }, (_, i) => (i % 997 === 0 ? i % 41 : i % 3));
    const histogram = countHistogram(counts);
    if (!histogram) throw new Error("no histogram");
    const table = exactSumTable(histogram, 37);
    const largest = largestSums(histogram, 37)[37] ?? 0;
    expect(table?.upperTail(37, 0)).toBe(1);
    expect(table?.upperTail(37, largest)).toBeGreaterThan(0);
    expect(table?.upperTail(37, largest)).toBeLessThan(1e-90);
    expect(table?.upperTail(37, largest + 1)).toBe(0);
  });

  it("asking for more cells than there are is refused", () => {
    const histogram = countHistogram([1, 2, 3]);
    expect(() => histogram && exactSumTable(histogram, 4)).toThrow(/size from 1 to 3, got 4/);
    expect(() => histogram && visitLeftOutSums(histogram, 3, () => {})).toThrow(/size from 1 to 2, got 3/);
  });

  it("largest sums: of 5 3 3 0 they are 5, 8, 11, 11", () => {
    const histogram = countHistogram([3, 0, 5, 3]);
    expect(histogram && [...largestSums(histogram, 4)]).toEqual([0, 5, 8, 11, 11]);
  });
});

describe("sums of the other cells", () => {
  it("beside the cell that holds 3, two of 0 0 1 hold 0 or 1", () => {
    const histogram = countHistogram([0, 0, 1, 3]);
    const seen = new Map<number, number>();
    const done =
      histogram && visitLeftOutSums(histogram, 2, (count, others) => seen.set(count, others.upperTail(2, 1)));
    expect(done).toBe(true);
    expect(seen.get(3)).toBeCloseTo(2 / 3, 14);
    expect(seen.get(1)).toBeCloseTo(2 / 3, 14);
    expect(seen.get(0)).toBeCloseTo(1, 14);
  });

  it("a single huge count leaves no trace in the sums of the others", () => {
    const histogram = countHistogram([...new Array(50).fill(0), 1, 1, 2, 1000]);
    const tails: number[] = [];
    if (histogram) {
      visitLeftOutSums(histogram, 3, (count, others) => {
        if (count === 1000) tails.push(others.upperTail(3, 5), others.upperTail(3, 4));
      });
    }
    expect(tails[0]).toBe(0);
    expect(tails[1]).toBeCloseTo(1 / ((53 * 52 * 51) / 6), 18);
  });
});

describe("sampled sums", () => {
  const weights = Float64Array.from({ length: 400 }, (_, i) => ((i * i) % 17) / 4);

  it("agree with the exact table within four standard errors", () => {
    const draws = 20_000;
    const sampled = sampledSumTable(weights, [7], draws, 11);
    const exact = tableOf(
      [...weights].map((w) => w * 4),
      7,
    );
    for (const sum of [5, 10, 14, 18, 21]) {
      const p = exact.upperTail(7, sum * 4);
      expect(Math.abs(sampled.upperTail(7, sum) - p)).toBeLessThan(
        4 * Math.sqrt((p * (1 - p)) / draws) + 1 / draws,
      );
    }
  });

  it("p is (b + 1)/(draws + 1) and never 0; the same seed gives the same table", () => {
    const [one, two, other] = [11, 11, 12].map((seed) => sampledSumTable(weights, [3, 7], 999, seed));
    expect(one?.upperTail(7, 1e9)).toBe(1 / 1000);
    expect(one?.lowerTail(7, -1)).toBe(1 / 1000);
    expect(one?.upperTail(7, 0)).toBe(1);
    const tails = (table: SumTable | undefined) => [8, 12, 16].map((sum) => table?.upperTail(7, sum));
    expect(tails(one)).toEqual(tails(two));
    expect(tails(one)).not.toEqual(tails(other));
  });

  it("a sum added up in another order counts as equal", () => {
    const tenths = Float64Array.from({ length: 30 }, () => 0.1);
    const table = sampledSumTable(tenths, [3], 99, 1);
    expect(table.upperTail(3, 0.30000000000000004)).toBe(1);
    expect(table.lowerTail(3, 0.3 - 5e-17)).toBe(1);
  });

  it("sizes that were not asked for, too many cells and no draws are refused", () => {
    expect(() => sampledSumTable(weights, [7], 99, 1).upperTail(5, 1)).toThrow(/one of the sizes 7, got 5/);
    expect(() => sampledSumTable(weights, [401], 99, 1)).toThrow(RangeError);
    expect(() => sampledSumTable(weights, [3], 0, 1)).toThrow(RangeError);
  });
});
