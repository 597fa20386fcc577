/**
 * How good was a ranking of cells at finding what came later? Cells are taken from the top of the ranking until a
 * share of the land is used up; the question is how many later incidents fell on it. It says nothing about why,
 * nor about incidents that attention to those cells prevented.
 *
 * - hit rate  c/C: share of later incidents on the land taken
 * - PAI (c/C)/(a/A): times as many as the same amount of land picked by chance (Chainey, Tompson and Uhlig 2008,
 *   Security Journal 21)
 * - PEI: c ÷ the most that any choice of the same amount of land would have caught (Hunt 2016)
 * - RRI: share of earlier incidents on that land ÷ share of later ones (Levine 2008, Security Journal 21, turned
 *   over); above 1 = the land promised more than it kept
 *
 * Every ranking gets exactly the same land: the last cell counts by the part of it that fits.
 */

/**
 * Cells that the ranking holds to be equal: `pessimistic` takes the emptiest of them first, so that a ranking gets
 * no credit for what it did not say (as in the ptools package); `shared` gives the mean over all their orders.
 */
export type TieRule = "pessimistic" | "shared";

export type AccuracyInput = {
  /** Higher = taken earlier. Only the order matters. NaN = not ranked: taken last. */
  ranking: Float64Array;
  /** Incidents of the time that the ranking was made from, for RRI. */
  earlier: ArrayLike<number>;
  /** Incidents of the time after. */
  later: ArrayLike<number>;
  areas: ArrayLike<number>;
  /** 1 = in the study area; null = all. */
  include?: Uint8Array | null;
  /** Shares of land, each above 0 and at most 1. */
  areaShares: readonly number[];
  ties?: TieRule;
};

export type AccuracyCounts = {
  areaShare: number;
  /** Later incidents on the land taken; not whole where the last cell is taken in part. */
  hits: number;
  /** The most that any choice of as much land would have held. */
  bestHits: number;
  /** Later incidents in the study area. */
  total: number;
  /** Earlier incidents on the land taken, and in the study area. */
  earlierHits: number;
  earlierTotal: number;
};

export type AccuracyRatios = {
  hitRate: number | null;
  pai: number | null;
  pei: number | null;
  rri: number | null;
};

export type Accuracy = AccuracyCounts & AccuracyRatios;

/**
 * Accuracy of one ranking at several shares of land; rates are null where there were no later incidents.
 * O(n log n).
 * @throws RangeError for columns of unequal length, a share outside (0, 1] or an area not above 0.
 */
export function predictionAccuracy(input: AccuracyInput): Accuracy[] {
  const { ranking, earlier, later, areas, areaShares, ties = "pessimistic" } = input;
  checkColumns(input);
  const cells = includedCells(input);
  const density = Float64Array.from(ranking, (_, i) => (later[i] ?? 0) / (areas[i] ?? 1));
  const rank = ranking.map((x) => (Number.isNaN(x) ? Number.NEGATIVE_INFINITY : x));
  const picked = cells.slice().sort((a, b) => order(rank, b, a) || order(density, a, b) || a - b);
  const perfect = cells.slice().sort((a, b) => order(density, b, a));
  const block = (i: number): Block => ({
    area: areas[i] ?? 0,
    later: later[i] ?? 0,
    earlier: earlier[i] ?? 0,
  });
  const pickedBlocks = ties === "shared" ? tiedBlocks(picked, rank, block) : picked.map(block);
  const perfectBlocks = perfect.map(block);
  const all = takeTop(perfectBlocks, 1);
  return areaShares.map((areaShare) => {
    const top = takeTop(pickedBlocks, areaShare);
    const sums = {
      areaShare,
      hits: top.later,
      bestHits: takeTop(perfectBlocks, areaShare).later,
      total: all.later,
      earlierHits: top.earlier,
      earlierTotal: all.earlier,
    };
    return { ...sums, ...accuracyRatios(sums) };
  });
}

/** Hit rate, PAI, PEI and RRI of counts, perhaps pooled over several tests; null where one would divide by 0. */
export function accuracyRatios(counts: AccuracyCounts): AccuracyRatios {
  const { areaShare, hits, bestHits, total, earlierHits, earlierTotal } = counts;
  const hitRate = total > 0 ? hits / total : null;
  return {
    hitRate,
    pai: hitRate === null ? null : hitRate / areaShare,
    pei: bestHits > 0 ? hits / bestHits : null,
    rri: hitRate !== null && hitRate > 0 && earlierTotal > 0 ? earlierHits / earlierTotal / hitRate : null,
  };
}

/** Parts of a cell that are only rounding: 3 of 10 equal cells are 30 % of the land although 0.1 × 3 > 0.3. */
const ROUNDING = 1e-9;

/** Land with what happened on it: one cell, or several that a ranking holds to be equal. */
type Block = { area: number; later: number; earlier: number };

/** Sums over the first blocks that make up a share of all land, the last of them in part. */
function takeTop(blocks: readonly Block[], areaShare: number): Block {
  let budget = 0;
  for (const block of blocks) budget += block.area;
  budget *= areaShare;
  const sums = { area: 0, later: 0, earlier: 0 };
  for (const block of blocks) {
    const room = (budget - sums.area) / block.area;
    if (room <= ROUNDING) break;
    const part = room >= 1 - ROUNDING ? 1 : room;
    sums.area += part * block.area;
    sums.later += part * block.later;
    sums.earlier += part * block.earlier;
  }
  return sums;
}

function tiedBlocks(picked: readonly number[], rank: Float64Array, block: (i: number) => Block): Block[] {
  const blocks: Block[] = [];
  let last: number | undefined;
  for (const i of picked) {
    const { area, later, earlier } = block(i);
    const open = blocks.at(-1);
    if (open && rank[i] === last) {
      open.area += area;
      open.later += later;
      open.earlier += earlier;
    } else blocks.push({ area, later, earlier });
    last = rank[i];
  }
  return blocks;
}

function order(values: Float64Array, a: number, b: number): number {
  const x = values[a] ?? 0;
  const y = values[b] ?? 0;
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

function includedCells({ ranking, include = null }: AccuracyInput): number[] {
  const cells: number[] = [];
  for (let i = 0; i < ranking.length; i++) if (!include || include[i] === 1) cells.push(i);
  return cells;
}

function checkColumns({ ranking, earlier, later, areas, include = null, areaShares }: AccuracyInput): void {
  for (const column of [earlier, later, areas, include]) {
    if (column && column.length !== ranking.length) {
      throw new RangeError(
        `predictionAccuracy: ranking of ${ranking.length} cells, another column of ${column.length}`,
      );
    }
  }
  for (let i = 0; i < areas.length; i++) {
    if (!((areas[i] ?? 0) > 0)) {
      throw new RangeError(`predictionAccuracy: expected areas above 0, got ${areas[i]} for cell ${i}`);
    }
  }
  for (const share of areaShares) {
    if (!(share > 0 && share <= 1)) {
      throw new RangeError(`predictionAccuracy: expected shares above 0 and at most 1, got ${share}`);
    }
  }
}
