import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { significanceThreshold } from "#domain/hotspot/attainable.ts";
import { countHistogram } from "#domain/hotspot/count-histogram.ts";
import { exactSumTable } from "#domain/hotspot/exact-sum-table.ts";
import { type GiStar, type GiStarOptions, giStar } from "#domain/hotspot/gi-star.ts";
import { giZ } from "#domain/hotspot/gi-z.ts";
import { visitLeftOutSums } from "#domain/hotspot/left-out-sums.ts";
import { localMoran } from "#domain/hotspot/local-moran.ts";
import { sampledSumTable } from "#domain/hotspot/sampled-sum-table.ts";
import { adjust, type Correction, sortedTested } from "#domain/stats/false-discovery-rate.ts";
import { fromRows, hexagon } from "../support/hexagon.ts";

const { neighbourhood } = hexagon(4);
const CELLS = 61;
const corrections = fc.constantFrom<Correction[]>("bh", "by", "holm", "none");
const tails = fc.constantFrom("hot", "cold", "two-sided");
/** Mostly empty maps with a few busy cells, as crime is. */
const maps = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(3) }, fc.nat(40)),
    {
      minLength: CELLS,
      maxLength: CELLS,
    },
  )
  .filter((counts) => counts.some((count) => count !== counts[0]))
  .map((counts) => Int32Array.from(counts));

function test(counts: Int32Array | Float64Array, options: GiStarOptions = {}): GiStar {
  const answer = giStar(counts, neighbourhood, options);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.result;
}

/** Sums of every choice of `size` of the counts. */
function allSums(counts: readonly number[], size: number): number[] {
  if (size === 0) return [0];
  return counts.flatMap((count, i) => allSums(counts.slice(i + 1), size - 1).map((rest) => count + rest));
}

describe("sums of cells drawn at random", () => {
  const fewCounts = fc.array(fc.oneof(fc.nat(3), fc.nat(30)), { minLength: 2, maxLength: 9 });

  it("have the shares that counting every choice gives", () => {
    fc.assert(
      fc.property(fewCounts, fc.integer({ min: 1, max: 9 }), fc.nat(90), (counts, wanted, sum) => {
        const size = Math.min(wanted, counts.length);
        const sums = allSums(counts, size);
        const histogram = countHistogram(counts);
        const table = histogram && exactSumTable(histogram, size);
        const share = (test: (s: number) => boolean) => sums.filter(test).length / sums.length;
        expect(table?.upperTail(size, sum)).toBeCloseTo(
          share((s) => s >= sum),
          12,
        );
        expect(table?.lowerTail(size, sum)).toBeCloseTo(
          share((s) => s <= sum),
          12,
        );
        for (const p of [0.04999, 0.33333]) {
          const hot = sums.filter((s) => share((other) => other >= s) <= p);
          const cold = sums.filter((s) => share((other) => other <= s) <= p);
          expect(table?.smallestSumWithUpperTail(size, p)).toBe(hot.length ? Math.min(...hot) : null);
          expect(table?.largestSumWithLowerTail(size, p)).toBe(cold.length ? Math.max(...cold) : null);
        }
      }),
    );
  });

  it("without one cell are those of a table made of the others", () => {
    fc.assert(
      fc.property(maps, fc.integer({ min: 1, max: 7 }), fc.nat(60), (counts, size, sum) => {
        const histogram = countHistogram(counts);
        if (!histogram) throw new Error("no histogram");
        visitLeftOutSums(histogram, size, (count, others) => {
          const rest = [...counts];
          rest.splice(rest.indexOf(count), 1);
          const restHistogram = countHistogram(rest);
          const table = restHistogram && exactSumTable(restHistogram, size);
          const expected = table?.upperTail(size, sum) ?? Number.NaN;
          expect(Math.abs(others.upperTail(size, sum) - expected)).toBeLessThanOrEqual(1e-12 * expected);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("sampled: the sums named for a p are the first that have it", () => {
    const weights = fc.array(
      fc.integer({ min: 0, max: 40 }).map((w) => w / 10),
      { minLength: 5, maxLength: 30 },
    );
    fc.assert(
      fc.property(
        weights,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0.01, 0.05, 0.2),
        (all, size, p) => {
          const table = sampledSumTable(Float64Array.from(all), [size], 99, 5);
          const sum = table.smallestSumWithUpperTail(size, p);
          if (sum !== null) expect(table.upperTail(size, sum)).toBeLessThanOrEqual(p + 1e-12);
          if (sum !== null) expect(table.upperTail(size, sum - 1e-6)).toBeLessThanOrEqual(1);
          const cold = table.largestSumWithLowerTail(size, p);
          if (cold !== null) expect(table.lowerTail(size, cold)).toBeLessThanOrEqual(p + 1e-12);
          const largest = [...all]
            .sort((a, b) => b - a)
            .slice(0, size)
            .reduce((a, b) => a + b, 0);
          if (sum === null) expect(table.upperTail(size, largest)).toBeGreaterThan(p);
          if (sum !== null) expect(sum).toBeLessThanOrEqual(largest + 1e-9);
        },
      ),
    );
  });
});

describe("Gi*", () => {
  it("z is that of the general formula, and depends on scale no more than p does", () => {
    fc.assert(
      fc.property(maps, fc.integer({ min: 2, max: 400 }), (counts, factor) => {
        const [plain, scaled] = [test(counts), test(counts.map((count) => count * factor))];
        giZ(counts, neighbourhood, "gi-star").forEach((z, i) => {
          expect(plain.z[i]).toBeCloseTo(z, 9);
          expect(scaled.z[i]).toBeCloseTo(z, 9);
        });
        expect(scaled.p).toEqual(plain.p);
        expect(scaled.classes).toEqual(plain.classes);
      }),
    );
  });

  it("renaming the cells renames the answers and nothing else", () => {
    fc.assert(
      fc.property(
        maps,
        fc.shuffledSubarray([...Array(CELLS).keys()], { minLength: CELLS }),
        (counts, order) => {
          const place = new Int32Array(CELLS);
          for (const [i, old] of order.entries()) place[old] = i;
          const rows = order.map((old) => {
            const row = neighbourhood.index.slice(neighbourhood.start[old], neighbourhood.start[old + 1]);
            return [...row].map((j) => place[j] ?? 0);
          });
          const renamed = giStar(
            Int32Array.from(order, (old) => counts[old] ?? 0),
            fromRows(rows),
          );
          const plain = test(counts);
          if (!renamed.ok) throw new Error(renamed.reason);
          for (const [i, old] of order.entries()) {
            expect(renamed.result.p[i]).toBe(plain.p[old]);
            expect(renamed.result.classes[i]).toBe(plain.classes[old]);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("p is a matter of the local sum alone: a larger sum of as many cells never has a larger p", () => {
    fc.assert(
      fc.property(maps, (counts) => {
        const { p, localSum, neighbours } = test(counts);
        for (const [i, here] of p.entries()) {
          for (const [j, there] of p.entries()) {
            if (neighbours[i] === neighbours[j] && (localSum[i] ?? 0) >= (localSum[j] ?? 0)) {
              expect(here).toBeLessThanOrEqual(there);
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("p(hot) + p(cold) = 1 + P(T = S), two-sided is twice the smaller", () => {
    fc.assert(
      fc.property(maps, (counts) => {
        const [hot, cold, both] = [
          test(counts),
          test(counts, { tail: "cold" }),
          test(counts, { tail: "two-sided" }),
        ];
        for (let i = 0; i < CELLS; i++) {
          const [up = 0, down = 0] = [hot.p[i], cold.p[i]];
          expect(up + down).toBeGreaterThan(1 - 1e-12);
          expect(both.p[i]).toBe(Math.min(1, 2 * Math.min(up, down)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("nothing is NaN or out of range, and a class never contradicts its sum", () => {
    fc.assert(
      fc.property(maps, tails, corrections, (counts, tail, correction) => {
        const result = test(counts, { tail, correction });
        for (let i = 0; i < CELLS; i++) {
          const [p = -1, q = -1, z = Number.NaN, level = 9] = [
            result.p[i],
            result.q[i],
            result.z[i],
            result.classes[i],
          ];
          expect(p > 0 && p <= 1 && q >= p * (1 - 1e-12) && q <= 1 && Number.isFinite(z)).toBe(true);
          if (level > 0) expect(result.localSum[i]).toBeGreaterThan(result.expected[i] ?? 0);
          if (level < 0) expect(result.localSum[i]).toBeLessThan(result.expected[i] ?? 0);
          if (tail === "hot") expect(level).toBeGreaterThanOrEqual(0);
          if (tail === "cold") expect(level).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it("the smallest sums it names have the p that it says", () => {
    fc.assert(
      fc.property(maps, tails, (counts, tail) => {
        const result = test(counts, { tail });
        for (const row of result.attainable) {
          expect(row.smallestHotP).toBeGreaterThan(0);
          for (const [i, sum] of result.localSum.entries()) {
            if ((result.neighbours[i] ?? 0) + 1 !== row.size) continue;
            expect(sum).toBeLessThanOrEqual(row.largestSum);
            expect(sum).toBeGreaterThanOrEqual(row.smallestSum);
            if (tail === "cold" || (tail === "two-sided" && sum <= (result.expected[i] ?? 0))) continue;
            const isLow = (result.p[i] ?? 1) <= 0.05 && sum > (result.expected[i] ?? 0);
            expect(row.hotSumAtP05 !== null && sum >= row.hotSumAtP05).toBe(isLow);
          }
        }
      }),
    );
  });
});

describe("what could have been significant", () => {
  const level = 0.05;

  it("a p above the threshold, in the place of any that was not significant, never is; one at it is", () => {
    const pValues = fc.array(
      fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.05, noNaN: true })),
      {
        minLength: 1,
        maxLength: 25,
      },
    );
    fc.assert(
      fc.property(pValues, corrections, fc.nat(24), (all, correction, which) => {
        const p = Float64Array.from(all);
        const i = which % p.length;
        const before = adjust(p, correction)[i] ?? 0;
        if (before <= level) return;
        const threshold = significanceThreshold(sortedTested(p), correction);
        const own = p[i] ?? 0;
        const withP = (value: number) => {
          p[i] = value;
          return (adjust(p, correction)[i] ?? 1) <= level * (1 + 1e-12);
        };
        if (threshold < 1) expect(withP(Math.min(1, threshold * 1.0001 + 1e-12))).toBe(false);
        if (own > threshold) expect(withP(threshold * 0.999999)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("a cell that could not, does not with any sum that the area's counts allow", () => {
    fc.assert(
      fc.property(maps, corrections, fc.nat(CELLS - 1), (counts, correction, i) => {
        const result = test(counts, { correction });
        const row = result.attainable.find(({ size }) => size === (result.neighbours[i] ?? 0) + 1);
        const p = result.p.slice();
        p[i] = row?.smallestHotP ?? 1;
        const could = (adjust(p, correction)[i] ?? 1) <= level;
        if (result.couldBeSignificant[i] === 0) expect(could).toBe(false);
        else if ((result.p[i] ?? 0) > level) expect(could).toBe(true);
      }),
    );
  });
});

describe("local Moran's I", () => {
  it("z is that of Gi with the sign of the cell's own deviation; p lies in (0, 1]; quadrants name the signs", () => {
    fc.assert(
      fc.property(maps, (counts) => {
        const answer = localMoran(counts, neighbourhood);
        if (!answer.ok) throw new Error(answer.reason);
        const { z, p, localI, mean, quadrants, clusters, neighbourSum, neighbours } = answer.result;
        giZ(counts, neighbourhood, "gi").forEach((zGi, i) => {
          expect(z[i]).toBeCloseTo(Math.sign((counts[i] ?? 0) - mean) * zGi, 9);
          expect((p[i] ?? 0) > 0 && (p[i] ?? 2) <= 1).toBe(true);
          const isAlike = Math.sign(localI[i] ?? 0) === 1;
          const around = (neighbourSum[i] ?? 0) / (neighbours[i] ?? 1) - mean;
          if (Math.abs(around) > 1e-9) expect(quadrants[i] === 1 || quadrants[i] === 2).toBe(isAlike);
          if (clusters[i] !== 0) expect(clusters[i]).toBe(quadrants[i]);
        });
      }),
      { numRuns: 40 },
    );
  });
});
