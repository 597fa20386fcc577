/**
 * How much harm was recorded in each cell, by a table that says how much one offence of each kind counts?
 *
 * Answers what the table's unit says (days of prison for the Cambridge Crime Harm Index, pounds or points for
 * others): a weighting somebody published, not a measurement of suffering. One rare offence can outweigh hundreds of
 * common ones, so every cell says how much of its harm rests on its two gravest incidents, and the result says how
 * many incidents the table covers at all: the rest count as nothing, which is a gap and not a judgement.
 * Reference: Sherman, Neyroud & Neyroud 2016, Policing 10, 171–183.
 */

/** Incidents of one category by cell. */
export type CategoryCounts = { category: string; counts: Int32Array };

export type Harm = {
  /** Harm by cell, in the table's unit; whole numbers (and an Int32Array) if all weights used are whole. */
  harm: Int32Array | Float64Array;
  /** Share of the cell's harm from its two gravest incidents; 0 where there is no harm. */
  graveTwoShare: Float64Array;
  /** 1 = at least half of the cell's harm rests on two incidents: one later reclassification would undo it. */
  drivenByTwo: Uint8Array;
  total: number;
  /** Incidents in all categories, those whose category has a weight, and the share of these (0 of none). */
  incidents: number;
  covered: number;
  coveredShare: number;
  /** Categories with incidents and no weight, most incidents first. */
  withoutWeight: { category: string; incidents: number }[];
};

const DRIVEN_SHARE = 0.5;
const LARGEST_INT32 = 2 ** 31 - 1;

/**
 * Harm by cell: Σ over categories of count × weight.
 * @param categories each category once, counts by cell in one order.
 * @param weights weight of one incident by category id; 0 is a weight (harmless), absent is not.
 * Cost: O(categories × cells).
 * @throws RangeError for counts of different length or below 0, a category twice, or a weight that is not finite and
 *   at least 0.
 */
export function harmByCell(
  categories: readonly CategoryCounts[],
  weights: ReadonlyMap<string, number>,
): Harm {
  check(categories, weights);
  const tally = emptyTally(categories[0]?.counts.length ?? 0);
  const withoutWeight: Harm["withoutWeight"] = [];
  let [incidents, covered] = [0, 0];
  // Gravest category first: the first two incidents met in a cell are its gravest.
  const byGravity = [...categories].sort(
    (a, b) => (weights.get(b.category) ?? -1) - (weights.get(a.category) ?? -1),
  );
  for (const { category, counts } of byGravity) {
    const n = counts.reduce((total, count) => total + count, 0);
    const weight = weights.get(category);
    incidents += n;
    if (weight === undefined && n > 0) withoutWeight.push({ category, incidents: n });
    if (weight === undefined) continue;
    covered += n;
    addCategory(tally, counts, weight);
  }
  withoutWeight.sort((a, b) => b.incidents - a.incidents || (a.category < b.category ? -1 : 1));
  const { harm } = tally;
  const graveTwoShare = tally.graveTwo.map((grave, i) => (harm[i] ? Math.min(1, grave / (harm[i] ?? 1)) : 0));
  return {
    harm: wholeIfPossible(harm),
    graveTwoShare,
    drivenByTwo: Uint8Array.from(graveTwoShare, (share) => (share >= DRIVEN_SHARE ? 1 : 0)),
    total: harm.reduce((sum, h) => sum + h, 0),
    incidents,
    covered,
    coveredShare: incidents === 0 ? 0 : covered / incidents,
    withoutWeight,
  };
}

/** By cell: harm so far, the part of it from the first two incidents met, and how many of those are still to come. */
type Tally = { harm: Float64Array; graveTwo: Float64Array; graveLeft: Uint8Array };

function emptyTally(cells: number): Tally {
  return {
    harm: new Float64Array(cells),
    graveTwo: new Float64Array(cells),
    graveLeft: new Uint8Array(cells).fill(2),
  };
}

function addCategory({ harm, graveTwo, graveLeft }: Tally, counts: Int32Array, weight: number): void {
  for (let i = 0; i < harm.length; i++) {
    const count = counts[i] ?? 0;
    const grave = Math.min(count, graveLeft[i] ?? 0);
    harm[i] = (harm[i] ?? 0) + count * weight;
    graveTwo[i] = (graveTwo[i] ?? 0) + grave * weight;
    graveLeft[i] = (graveLeft[i] ?? 0) - grave;
  }
}

/**
 * Weights rounded to whole numbers of the unit, for the exact test of clusters, which needs whole counts.
 * @returns the rounded table, and by how much of itself the weight that changed most did (0.02 = 2 %). A weight below
 *   ½ becomes 0 and has then changed by all of itself: choose another unit or the drawn test instead.
 * @throws RangeError for a weight that is not finite and at least 0.
 */
export function wholeWeights(weights: ReadonlyMap<string, number>): {
  weights: Map<string, number>;
  largestChange: number;
} {
  check([], weights);
  const whole = new Map<string, number>();
  let largestChange = 0;
  for (const [category, weight] of weights) {
    const rounded = Math.round(weight);
    whole.set(category, rounded);
    if (weight > 0) largestChange = Math.max(largestChange, Math.abs(rounded - weight) / weight);
  }
  return { weights: whole, largestChange };
}

function wholeIfPossible(harm: Float64Array): Int32Array | Float64Array {
  const isWhole = harm.every((h) => Number.isInteger(h) && h <= LARGEST_INT32);
  return isWhole ? Int32Array.from(harm) : harm;
}

function check(categories: readonly CategoryCounts[], weights: ReadonlyMap<string, number>): void {
  const cells = categories[0]?.counts.length ?? 0;
  const seen = new Set<string>();
  for (const { category, counts } of categories) {
    if (counts.length !== cells) {
      throw new RangeError(`harmByCell: expected ${cells} counts of ${category}, got ${counts.length}`);
    }
    if (seen.has(category))
      throw new RangeError(`harmByCell: expected each category once, got ${category} twice`);
    seen.add(category);
    const negative = counts.find((count) => count < 0);
    if (negative !== undefined) {
      throw new RangeError(`harmByCell: expected counts of at least 0, got ${negative} of ${category}`);
    }
  }
  for (const [category, weight] of weights) {
    if (!(weight >= 0 && Number.isFinite(weight))) {
      throw new RangeError(`harmByCell: expected weights of at least 0, got ${weight} for ${category}`);
    }
  }
}
