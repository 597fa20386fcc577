/** Ways to rank cells for a back-test, from the counts of the months before. */
import type { Neighbourhood } from "../grid/neighbourhood.ts";
import type { RankingMethod } from "./back-test.ts";
import { giStar } from "./gi-star.ts";
import { sumMonths } from "./month-counts.ts";

const YEAR_MONTHS = 12;

/** Cells by their own count in the last 12 months before the origin: what most partnerships do by hand. */
export const lastYearsCounts: RankingMethod = {
  id: "last-year",
  rank: ({ months }) => Float64Array.from(sumMonths(months.slice(-YEAR_MONTHS), months[0]?.length ?? 0)),
};

/**
 * Cells by how unlikely their neighbourhood is by chance: exact p of Gi*, smallest first, equal ones by local sum.
 * All cells are left unranked where the test is refused (no incidents, for example).
 */
export function giStarRanking(
  neighbourhood: Neighbourhood,
  include: Uint8Array | null = null,
): RankingMethod {
  return {
    id: "gi-star",
    rank: ({ months }) => {
      const counts = sumMonths(months, neighbourhood.cellCount);
      const answer = giStar(counts, neighbourhood, { tail: "hot", correction: "none", include });
      if (!answer.ok) return new Float64Array(counts.length).fill(Number.NaN);
      return byPThenLocalSum(answer.result.p, answer.result.localSum);
    },
  };
}

/** 0 for the last group of equals, 1 for the one before, …; NaN where p is NaN. O(n log n). */
function byPThenLocalSum(p: Float64Array, localSum: Float64Array): Float64Array {
  const tested: number[] = [];
  for (let i = 0; i < p.length; i++) if (!Number.isNaN(p[i])) tested.push(i);
  const byRank = (a: number, b: number) =>
    (p[b] ?? 0) - (p[a] ?? 0) || (localSum[a] ?? 0) - (localSum[b] ?? 0);
  tested.sort(byRank);
  const ranking = new Float64Array(p.length).fill(Number.NaN);
  let rank = 0;
  tested.forEach((cell, k) => {
    const before = tested[k - 1];
    if (before !== undefined && byRank(before, cell) !== 0) rank++;
    ranking[cell] = rank;
  });
  return ranking;
}
