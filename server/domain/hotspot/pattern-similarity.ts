/**
 * Are two patterns alike? Share of areas whose part of all incidents did not change significantly between two sets
 * (two periods, two crime types): Andresen's S-index. 1 = no area differs. It compares shares, not levels.
 *
 * With few incidents no area can differ significantly and S is near 1 whatever the patterns: read it together with
 * the number of incidents, and prefer `sWithIncidents`, which leaves empty areas out.
 *
 * References: Andresen 2009, "Testing for similarity in area-based spatial patterns", Applied Geography 29; Wheeler,
 * Steenbeek and Andresen 2018, Transactions in GIS 22 (tests of proportions and correction for many areas in place
 * of Monte Carlo).
 */
import { chiSquareUpperTail } from "../stats/chi-square.ts";
import { conditionalBinomial } from "../stats/compare-counts.ts";
import { adjust, type Correction } from "../stats/false-discovery-rate.ts";

export type SimilarityInput = {
  /** Whole counts by area. */
  first: ArrayLike<number>;
  second: ArrayLike<number>;
  /** 1 = in the study area; null = all. */
  include?: Uint8Array | null;
  /** binomial (default) is exact for small counts; chi-square is the usual one, with Yates's correction. */
  test?: "binomial" | "chi-square";
  correction?: Correction;
};

export type Similarity = {
  /** Share of areas without significant change, of all areas and of those with incidents in either set. */
  s: number;
  sWithIncidents: number;
  areas: number;
  areasWithIncidents: number;
  /** Areas whose share rose or fell from first to second, q ≤ .05. */
  rose: number;
  fell: number;
  /** By area: 1 rose, −1 fell, 0 neither. */
  classes: Int8Array;
  /** By area; NaN = no incidents in either set, or outside. */
  p: Float64Array;
  q: Float64Array;
};

export type SimilarityAnswer =
  | { ok: true; result: Similarity }
  | { ok: false; reason: "no-areas" | "no-incidents-first" | "no-incidents-second" };

const ALPHA = 0.05;

/**
 * S-index of two sets of counts over the same areas.
 * @throws RangeError for columns of unequal length or counts that are not whole and ≥ 0.
 */
export function patternSimilarity(input: SimilarityInput): SimilarityAnswer {
  const { first, second, include = null, test = "binomial", correction = "bh" } = input;
  const n = first.length;
  if (second.length !== n || (include && include.length !== n)) {
    throw new RangeError(`patternSimilarity: columns of ${n} and ${second.length} areas`);
  }
  const areas: number[] = [];
  for (let i = 0; i < n; i++) if (!include || include[i] === 1) areas.push(i);
  if (areas.length === 0) return { ok: false, reason: "no-areas" };
  const totals = [first, second].map((counts) => areas.reduce((sum, i) => sum + (counts[i] ?? 0), 0));
  const [firstTotal = 0, secondTotal = 0] = totals;
  if (firstTotal === 0) return { ok: false, reason: "no-incidents-first" };
  if (secondTotal === 0) return { ok: false, reason: "no-incidents-second" };
  const p = new Float64Array(n).fill(Number.NaN);
  const pOf = test === "binomial" ? conditionalBinomial : yatesP;
  for (const i of areas) {
    const a = first[i] ?? 0;
    const b = second[i] ?? 0;
    if (a + b > 0) p[i] = pOf(a, b, firstTotal, secondTotal) ?? 1;
  }
  const q = adjust(p, correction);
  const classes = new Int8Array(n);
  for (const i of areas) {
    if ((q[i] ?? 1) > ALPHA || Number.isNaN(q[i])) continue;
    classes[i] = Math.sign((second[i] ?? 0) / secondTotal - (first[i] ?? 0) / firstTotal);
  }
  return { ok: true, result: { ...indexes(classes, p, areas.length), classes, p, q } };
}

function indexes(
  classes: Int8Array,
  p: Float64Array,
  areas: number,
): Omit<Similarity, "classes" | "p" | "q"> {
  const areasWithIncidents = p.reduce((sum, pHere) => sum + (Number.isNaN(pHere) ? 0 : 1), 0);
  const rose = classes.reduce((sum, c) => sum + (c > 0 ? 1 : 0), 0);
  const fell = classes.reduce((sum, c) => sum + (c < 0 ? 1 : 0), 0);
  const changed = rose + fell;
  return {
    s: 1 - changed / areas,
    sWithIncidents: 1 - changed / areasWithIncidents,
    areas,
    areasWithIncidents,
    rose,
    fell,
  };
}

/** χ² test that a of A and b of B are the same proportion, Yates-corrected as R's `prop.test`; 1 if all are in it. */
function yatesP(a: number, b: number, firstTotal: number, secondTotal: number): number {
  const n = firstTotal + secondTotal;
  const inside = a + b;
  const outside = n - inside;
  if (outside === 0) return 1;
  const expected = (inside * firstTotal) / n;
  const difference = Math.abs(a - expected);
  const corrected = difference - Math.min(0.5, difference);
  const perUnit = (1 / firstTotal + 1 / secondTotal) * (1 / inside + 1 / outside);
  return chiSquareUpperTail(corrected ** 2 * perUnit * n, 1);
}
