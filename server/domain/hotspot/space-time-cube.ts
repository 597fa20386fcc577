/**
 * Esri's way to call a step hot, with exact p: the neighbourhood in the step and the one before it (the first step by
 * itself) against the counts of all cells in all steps, dealt out at random. Where incidents rise everywhere, later
 * steps are hot and earlier ones cold.
 *
 * Reference: ArcGIS Pro, How Emerging Hot Spot Analysis works (neighbourhood time step 1, global window: entire cube).
 */
import { adjust } from "../stats/false-discovery-rate.ts";
import { countHistogram } from "./count-histogram.ts";
import {
  isOfStudyArea,
  noIncidents,
  type StatesAnswer,
  type StatesInput,
  type StepStates,
  testedCells,
} from "./emerging-states.ts";
import { exactSumTable, type SumTable } from "./exact-sum-table.ts";
import { giStar } from "./gi-star.ts";
import { type LocalSums, localSums } from "./local-sums.ts";
import { sampledSumTable } from "./sampled-sum-table.ts";

const ALPHA = 0.05;
/** Where weights are too varied for an exact table. */
const DRAWS = 99_999;
const SEED = 1;

/** Hot or cold against the whole cube, q ≤ .05 inside each step. Cost: O(steps · cells · neighbours + table). */
export function cubeStates(input: StatesInput): StatesAnswer {
  const { counts, neighbourhood, include, tails } = input;
  const [first] = counts;
  const checked = first ? giStar(first, neighbourhood, { include }) : null;
  if (checked && !checked.ok && isOfStudyArea(checked.reason)) return checked;
  const cube = cubeCounts(counts, include);
  const moments = momentsOf(cube);
  if (moments.sd === 0) return noIncidents(counts.length);
  const bySteps = counts.map((step) => localSums(step, neighbourhood, include));
  const table = cubeTable(cube, bySteps[0]?.testedBySize ?? []);
  const tested = testedCells(neighbourhood, include);
  const z: Float64Array[] = [];
  const found: StepStates = { states: [], localSums: bySteps.map((s) => s.sum), z, tested, emptySteps: [] };
  for (const [t, step] of bySteps.entries()) {
    const window = twoSteps(step, bySteps[t - 1] ?? null, tested);
    const states = new Int8Array(tested.length);
    markTail(states, window, moments.mean, table.upperTail, 1);
    if (tails === "both") markTail(states, window, moments.mean, table.lowerTail, -1);
    found.states.push(states);
    z.push(window.sum.map((sum, i) => zOf(sum, window.size[i] ?? 0, moments)));
  }
  return { ok: true, result: found };
}

/** Sums over the neighbourhood in one or two steps, and how many counts each is made of; NaN and 0 where not tested. */
type Window = { sum: Float64Array; size: Uint8Array };

function twoSteps(step: LocalSums, before: LocalSums | null, tested: Uint8Array): Window {
  const sum = step.sum.map((s, i) => (tested[i] ? s + (before?.sum[i] ?? 0) : Number.NaN));
  const size = step.neighbours.map((k, i) => (tested[i] ? (k + 1) * (before ? 2 : 1) : 0));
  return { sum, size };
}

/** Counts of the study area's cells in all steps. */
function cubeCounts(
  counts: readonly (Int32Array | Float64Array)[],
  include: Uint8Array | null,
): Float64Array {
  const cells = counts[0]?.length ?? 0;
  const cube = new Float64Array(cells * counts.length);
  let n = 0;
  for (const step of counts) {
    for (let i = 0; i < cells; i++) if (!include || include[i]) cube[n++] = step[i] ?? 0;
  }
  return cube.subarray(0, n);
}

type Moments = { n: number; mean: number; sd: number };

function momentsOf(cube: Float64Array): Moments {
  const n = cube.length;
  const mean = cube.reduce((sum, count) => sum + count, 0) / n;
  const allEqual = cube.every((count) => count === cube[0]);
  const variance = cube.reduce((sum, count) => sum + (count - mean) ** 2, 0) / n;
  return { n, mean, sd: allEqual ? 0 : Math.sqrt(variance) };
}

/** z of a sum of `size` of the cube's counts; NaN where there is none. */
function zOf(sum: number, size: number, { n, mean, sd }: Moments): number {
  return (sum - size * mean) / (sd * Math.sqrt((size * (n - size)) / (n - 1)));
}

function cubeTable(cube: Float64Array, testedBySize: readonly number[]): SumTable {
  const sizes = testedBySize.flatMap((cells, size) => (cells > 0 ? [size, 2 * size] : []));
  const histogram = countHistogram(cube);
  const exact = histogram ? exactSumTable(histogram, Math.max(...sizes)) : null;
  return exact ?? sampledSumTable(cube, sizes, DRAWS, SEED);
}

/** Marks with `mark` what is significant in one tail of the step. */
function markTail(
  states: Int8Array,
  { sum, size }: Window,
  mean: number,
  tail: (size: number, sum: number) => number,
  mark: 1 | -1,
): void {
  const p = sum.map((s, i) => (size[i] ? tail(size[i] ?? 1, s) : Number.NaN));
  const q = adjust(p, "bh");
  for (let i = 0; i < states.length; i++) {
    const excess = (sum[i] ?? 0) - (size[i] ?? 0) * mean;
    if ((q[i] ?? 1) <= ALPHA && excess * mark > 0) states[i] = mark;
  }
}
