/**
 * Rolling-origin back-test: had we drawn this map then, how much of the following months' crime would have fallen
 * on its top cells? Each origin ranks cells from the months before it alone and is scored on the months after it.
 *
 * It measures where incidents were recorded later, not what patrols there would have prevented. Origins follow each
 * other without overlap of their test months, so that no later incident counts twice; their training months do
 * overlap, and the intervals (bootstrap over origins) take origins as independent: with few of them, or with a slow
 * drift, they are somewhat too narrow.
 */
import { sumMonths } from "./month-counts.ts";
import { CHANCE, type PooledAccuracy, poolAccuracy } from "./pooled-accuracy.ts";
import { type Accuracy, predictionAccuracy, type TieRule } from "./prediction-accuracy.ts";

/** All that a method may know: the months before the origin, oldest first, and where they lie in the series. */
export type Training = { months: readonly Int32Array[]; from: number; to: number };

/**
 * A way to rank cells. `rank` gives a figure for each cell, higher = picked earlier; only the order counts, NaN = not
 * ranked. It must not look at months from `to` on.
 */
export type RankingMethod = { id: string; rank: (training: Training) => Float64Array };

export type BackTestInput = {
  /** Counts of every cell by month, oldest first, without jumps; null = month not published. */
  months: readonly (Int32Array | null)[];
  /** True land of each cell, any unit. */
  areas: Float64Array;
  /** 1 = in the study area; null = all. */
  include?: Uint8Array | null;
  methods: readonly RankingMethod[];
  /** Method that the others are compared with. */
  baseline?: string | null;
  trainMonths?: number;
  testMonths?: 1 | 2 | 3;
  areaShares?: readonly number[];
  /** Newest origins used. */
  maxOrigins?: number;
  ties?: TieRule;
  seed?: number;
  bootstrapSamples?: number;
};

/** One test: month `at` is the first tested; months are indexes into the input. */
export type Origin = { at: number; total: number };

export type BackTestAnswer =
  | {
      ok: true;
      /** Oldest first. */
      origins: Origin[];
      /** Origins left out because a month of theirs was not published. */
      skipped: number;
      trainMonths: number;
      testMonths: number;
      rows: PooledAccuracy[];
      ties: TieRule;
      seed: number;
      bootstrapSamples: number;
    }
  | {
      ok: false;
      reason: "too-few-months" | "gap-months" | "no-later-incidents";
      detail: string;
    };

/**
 * Back-tests methods over the newest origins. O(origins · methods · n log n) beside the methods themselves.
 * @throws RangeError for no method, a repeated or reserved id, an unknown baseline, month columns of unequal length
 * or whole numbers below 1 where months, origins or samples are asked for.
 */
export function backTest(input: BackTestInput): BackTestAnswer {
  const plan = { ...DEFAULTS, ...input };
  checkPlan(plan);
  const { origins, skipped } = findOrigins(plan);
  if (origins.length === 0) return refuse(plan, skipped);
  const tests = origins.map((at) => testOrigin(plan, at));
  const totals = tests.map(([first]) => first?.[0]?.total ?? 0);
  if (totals.every((total) => total === 0)) {
    return {
      ok: false,
      reason: "no-later-incidents",
      detail: `no incident in any of ${origins.length} test periods of ${plan.testMonths} months`,
    };
  }
  const { methods, areaShares, baseline, bootstrapSamples, seed } = plan;
  const methodIds = methods.map(({ id }) => id);
  return {
    ok: true,
    origins: origins.map((at, o) => ({ at, total: totals[o] ?? 0 })),
    skipped,
    trainMonths: plan.trainMonths,
    testMonths: plan.testMonths,
    rows: poolAccuracy({ methodIds, areaShares, tests, baseline, bootstrapSamples, seed }),
    ties: plan.ties,
    seed,
    bootstrapSamples,
  };
}

/** Method with the highest PEI at a share of land, the first of equals; null if no method has one. */
export function bestByPei(rows: readonly PooledAccuracy[], areaShare: number): string | null {
  let best: PooledAccuracy | null = null;
  for (const row of rows) {
    if (row.method === CHANCE || row.areaShare !== areaShare || row.pei === null) continue;
    if (best === null || row.pei > (best.pei ?? 0)) best = row;
  }
  return best?.method ?? null;
}

const DEFAULTS = {
  include: null,
  baseline: null,
  trainMonths: 12,
  testMonths: 3,
  areaShares: [0.01, 0.02, 0.05],
  maxOrigins: 24,
  ties: "pessimistic",
  seed: 1,
  bootstrapSamples: 999,
} as const;

type Plan = Required<BackTestInput>;

/** Newest first would be natural to search; the answer is oldest first. */
function findOrigins({ months, trainMonths, testMonths, maxOrigins }: Plan): {
  origins: number[];
  skipped: number;
} {
  const origins: number[] = [];
  let skipped = 0;
  for (let at = months.length - testMonths; at >= trainMonths; at -= testMonths) {
    if (origins.length === maxOrigins) break;
    if (months.slice(at - trainMonths, at + testMonths).includes(null)) skipped++;
    else origins.push(at);
  }
  return { origins: origins.reverse(), skipped };
}

function refuse({ months, trainMonths, testMonths }: Plan, skipped: number): BackTestAnswer {
  const needed = trainMonths + testMonths;
  if (skipped > 0) {
    return {
      ok: false,
      reason: "gap-months",
      detail: `no ${needed} months in a row without one that was not published`,
    };
  }
  return { ok: false, reason: "too-few-months", detail: `needs ${needed} months, has ${months.length}` };
}

/** Accuracy by method, then by share of land. */
function testOrigin(plan: Plan, at: number): Accuracy[][] {
  const { months, areas, include, methods, trainMonths, testMonths, areaShares, ties } = plan;
  const from = at - trainMonths;
  const training = published(months.slice(from, at));
  const earlier = sumMonths(training, areas.length);
  const later = sumMonths(published(months.slice(at, at + testMonths)), areas.length);
  return methods.map(({ id, rank }) => {
    const ranking = rank({ months: training, from, to: at });
    if (ranking.length !== areas.length) {
      throw new RangeError(`backTest: ${id} ranked ${ranking.length} cells, expected ${areas.length}`);
    }
    return predictionAccuracy({ ranking, earlier, later, areas, include, areaShares, ties });
  });
}

function published(months: readonly (Int32Array | null)[]): Int32Array[] {
  return months.filter((counts) => counts !== null);
}

function checkPlan({ methods, baseline, trainMonths, testMonths, maxOrigins, bootstrapSamples }: Plan): void {
  const ids = methods.map(({ id }) => id);
  if (ids.length === 0 || new Set([...ids, CHANCE]).size !== ids.length + 1) {
    throw new RangeError(`backTest: expected methods with ids of their own, got ${JSON.stringify(ids)}`);
  }
  if (baseline !== null && !ids.includes(baseline)) {
    throw new RangeError(`backTest: expected a baseline among ${ids.join(", ")}, got ${baseline}`);
  }
  for (const n of [trainMonths, testMonths, maxOrigins, bootstrapSamples]) {
    if (!Number.isInteger(n) || n < 1) {
      throw new RangeError(`backTest: expected whole numbers of months, origins and samples, got ${n}`);
    }
  }
}
