import { describe, expect, it } from "vitest";
import { type BackTestInput, backTest, bestByPei, type RankingMethod } from "#domain/hotspot/back-test.ts";
import { CHANCE } from "#domain/hotspot/pooled-accuracy.ts";
import { predictionAccuracy } from "#domain/hotspot/prediction-accuracy.ts";
import { giStarRanking, lastYearsCounts } from "#domain/hotspot/ranking-methods.ts";
import { hexagon } from "../support/hexagon.ts";

const CELLS = 100;

/** Every month: three incidents in cell 7, one in a cell that wanders. */
const month = (t: number) => {
  const counts = new Int32Array(CELLS);
  counts[7] = 3;
  counts[(20 + 13 * t) % CELLS] = 1;
  return counts;
};
const series = (n: number) => Array.from({ length: n }, (_, t) => month(t));
const areas = new Float64Array(CELLS).fill(13_200);
const backwards: RankingMethod = {
  id: "backwards",
  rank: ({ months }) => lastYearsCounts.rank({ months, from: 0, to: 0 }).map((n) => -n),
};

function run(rest: Partial<BackTestInput> = {}) {
  const answer = backTest({
    months: series(48),
    areas,
    methods: [lastYearsCounts, backwards],
    baseline: "last-year",
    ...rest,
  });
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
}

describe("rolling-origin back-test", () => {
  it("moves on by the months tested, so that no later incident counts twice; oldest first", () => {
    const { origins } = run();
    expect(origins.map(({ at }) => at)).toEqual([12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45]);
    expect(origins.every(({ total }) => total === 12)).toBe(true);
  });

  it("takes the newest origins where there are more than asked for", () => {
    expect(run({ maxOrigins: 3 }).origins.map(({ at }) => at)).toEqual([39, 42, 45]);
  });

  it("the steady cell is found by last year's counts: 1 % of the land holds 9 of 12", () => {
    const row = run().rows.find(({ method, areaShare }) => method === "last-year" && areaShare === 0.01);
    expect(row).toMatchObject({ hits: 108, total: 144, bestHits: 108, pei: 1, overBaseline: null });
    expect(row?.hitRate.share).toBeCloseTo(0.75, 12);
    expect(row?.pai).toBeCloseTo(75, 9);
  });

  it("chance holds its share of the land, exactly, and has no interval", () => {
    for (const row of run().rows.filter(({ method }) => method === CHANCE)) {
      expect(row.hitRate).toEqual({ share: row.areaShare, low: null, high: null });
      expect(row.hits).toBeCloseTo(row.areaShare * row.total, 12);
      expect(row.pai).toBeCloseTo(1, 12);
      expect(row.rri).toBeCloseTo(1, 12);
    }
  });

  it("a method is compared with the baseline on the same land and the same months", () => {
    const row = run().rows.find(({ method, areaShare }) => method === "backwards" && areaShare === 0.01);
    expect(row?.overBaseline?.share).toBeCloseTo(-0.75, 12);
    expect(row?.overBaseline?.high).toBeLessThan(0);
  });

  it("a method sees the months before the origin alone", () => {
    const seen: [number, number, number][] = [];
    const curious: RankingMethod = {
      id: "curious",
      rank: ({ months, from, to }) => {
        seen.push([from, to, months.length]);
        return new Float64Array(CELLS);
      },
    };
    run({ methods: [curious], baseline: null, maxOrigins: 2, trainMonths: 6 });
    expect(seen).toEqual([
      [36, 42, 6],
      [39, 45, 6],
    ]);
  });

  it("the best method is that with the highest PEI; chance is not a method", () => {
    expect(bestByPei(run().rows, 0.02)).toBe("last-year");
    expect(bestByPei([], 0.02)).toBeNull();
  });

  it("the same seed gives the same intervals, and fewer than six origins give none", () => {
    expect(run({ seed: 5 }).rows).toEqual(run({ seed: 5 }).rows);
    expect(run({ maxOrigins: 5 }).rows[0]?.hitRate).toEqual({ share: 0.75, low: null, high: null });
  });
});

describe("what a back-test cannot answer", () => {
  it("fewer months than training and test need", () => {
    const answer = backTest({ months: series(14), areas, methods: [lastYearsCounts] });
    expect(answer).toEqual({ ok: false, reason: "too-few-months", detail: "needs 15 months, has 14" });
  });

  it("origins with a month that was not published are left out and counted", () => {
    const months = series(48).map((counts, t) => (t === 20 ? null : counts));
    const { origins, skipped } = run({ months });
    expect(origins.map(({ at }) => at)).toEqual([12, 15, 33, 36, 39, 42, 45]);
    expect(skipped).toBe(5);
  });

  it("no stretch without a gap", () => {
    const months = series(40).map((counts, t) => (t % 8 === 0 ? null : counts));
    expect(backTest({ months, areas, methods: [lastYearsCounts] })).toMatchObject({
      ok: false,
      reason: "gap-months",
    });
  });

  it("no later incident at all", () => {
    const months = series(24).map((counts, t) => (t < 12 ? counts : new Int32Array(CELLS)));
    expect(backTest({ months, areas, methods: [lastYearsCounts], maxOrigins: 1 })).toMatchObject({
      ok: false,
      reason: "no-later-incidents",
    });
  });

  it("an origin without later incidents adds nothing and makes nothing undefined", () => {
    const months = series(48).map((counts, t) => (t >= 45 ? new Int32Array(CELLS) : counts));
    const { origins, rows } = run({ months });
    expect(origins.at(-1)).toEqual({ at: 45, total: 0 });
    expect(rows.every(({ hitRate, pai }) => Number.isFinite(hitRate.share) && Number.isFinite(pai))).toBe(
      true,
    );
  });

  it("mistakes of the caller are refused", () => {
    expect(() => run({ methods: [] })).toThrow(RangeError);
    expect(() => run({ methods: [{ ...lastYearsCounts, id: CHANCE }], baseline: null })).toThrow(RangeError);
    expect(() => run({ baseline: "kde" })).toThrow("got kde");
    expect(() => run({ trainMonths: 0 })).toThrow(RangeError);
    const short = { id: "short", rank: () => new Float64Array(3) };
    expect(() => run({ methods: [short], baseline: null })).toThrow("short ranked 3 cells, expected 100");
  });
});

describe("accuracy of one ranking", () => {
  const of = (ranking: number[], later: number[], rest = {}) =>
    predictionAccuracy({
      ranking: Float64Array.from(ranking),
      earlier: ranking.map(() => 1),
      later,
      areas: ranking.map(() => 1),
      areaShares: [0.25],
      ...rest,
    })[0];

  it("equals are taken emptiest first: a ranking that says nothing catches nothing", () => {
    expect(of([1, 1, 1, 1], [4, 0, 0, 0])?.hits).toBe(0);
  });

  it("or shared: a ranking that says nothing is as good as chance", () => {
    expect(of([1, 1, 1, 1], [4, 0, 0, 0], { ties: "shared" })?.hits).toBe(1);
  });

  it("cells without a rank come last", () => {
    expect(of([Number.NaN, 0, -5, Number.NaN], [9, 2, 1, 9])?.hits).toBe(2);
  });

  it("small cells let more of them fit: land counts, not the number of cells", () => {
    const found = of([4, 3, 2, 1], [2, 2, 2, 2], { areas: [1, 1, 3, 3] });
    expect(found?.hits).toBe(4);
  });

  it("a cell that fits in part counts in part", () => {
    expect(of([2, 1], [6, 0])?.hits).toBe(3);
  });

  it("cells outside the study area are neither picked nor counted", () => {
    const found = of([9, 3, 2, 1, 0], [50, 3, 0, 0, 1], { include: Uint8Array.of(0, 1, 1, 1, 1) });
    expect([found?.hits, found?.total]).toEqual([3, 4]);
  });

  it("without later incidents the rates are unknown, not 0", () => {
    expect(of([2, 1, 0, 0], [0, 0, 0, 0])).toMatchObject({
      hits: 0,
      hitRate: null,
      pai: null,
      pei: null,
      rri: null,
    });
  });

  it("columns, areas and shares that make no sense are refused", () => {
    expect(() => of([1, 2], [1])).toThrow(RangeError);
    expect(() => of([1, 2], [1, 2], { areas: [1, 0] })).toThrow(RangeError);
    expect(() => of([1, 2], [1, 2], { areaShares: [2] })).toThrow(RangeError);
  });
});

describe("ranking by Gi*", () => {
  const { neighbourhood, places } = hexagon(5);
  const at = (q: number, r: number) => places.findIndex((place) => place.q === q && place.r === r);
  const counts = Int32Array.from(places, () => 0);
  for (const i of [at(0, 0), at(1, 0), at(0, 1)]) counts[i] = 4;
  counts[at(-4, 0)] = 5;

  it("puts a cluster before a single busy cell", () => {
    const ranking = giStarRanking(neighbourhood).rank({ months: [counts], from: 0, to: 1 });
    expect(ranking[at(0, 0)]).toBeGreaterThan(ranking[at(-4, 0)] ?? 0);
    expect(ranking[at(0, 0)]).toBe(Math.max(...ranking));
  });

  it("holds cells with the same p and local sum to be equal", () => {
    const ranking = giStarRanking(neighbourhood).rank({ months: [counts], from: 0, to: 1 });
    expect(ranking[at(4, -3)]).toBe(ranking[at(3, -3)]);
  });

  it("leaves all unranked where nothing can be tested", () => {
    const ranking = giStarRanking(neighbourhood).rank({
      months: [new Int32Array(places.length)],
      from: 0,
      to: 1,
    });
    expect(ranking.every(Number.isNaN)).toBe(true);
  });
});
