/** How often events with shuffled kinds give a log ratio of densities as far from 0 as the one observed. */
import { distinctPositions } from "../grid/distinct-positions.ts";
import { bucketPoints, checkPositions } from "../grid/point-buckets.ts";
import { seededRandom } from "../stats/seeded-random.ts";
import { checkBandwidth, type Kernel, kernelPeakPerM2, kernelReachM } from "./radial-kernel.ts";

export type RelabelTask = {
  firstXY: Float64Array;
  secondXY: Float64Array;
  at: Float64Array;
  kernel: Kernel;
  bandwidthM: number;
  delta: number;
  relabellings: number;
  seed: number;
  shouldStop: () => boolean;
};

export type RelabelAnswer =
  | { ok: true; p: Float64Array }
  | { ok: false; reason: "too-many-pairs" | "cancelled"; detail: string };

/** Kernel values of the events' positions at each place of the surface, compressed rows, per km². */
type KernelRows = { start: Int32Array; position: Int32Array; perKm2: Float64Array };

/** 120 MB, and twice that while they are collected. */
const MOST_ENTRIES = 10_000_000;

/** @returns two-sided p by position of the surface, (1 + count)/(relabellings + 1). */
export function relabelledTails(task: RelabelTask): RelabelAnswer {
  checkBandwidth("dualTolerance", task.bandwidthM);
  checkPositions("dualTolerance", task.at);
  const { firstXY, secondXY, relabellings, seed, shouldStop } = task;
  const pooled = new Float64Array(firstXY.length + secondXY.length);
  pooled.set(firstXY);
  pooled.set(secondXY, firstXY.length);
  const events = distinctPositions(pooled);
  const rows = kernelRows(events.xy, task);
  if (!rows) {
    return { ok: false, reason: "too-many-pairs", detail: `more than ${MOST_ENTRIES} kernel values` };
  }
  const firsts = firstXY.length >> 1;
  const order = events.positionOf.slice();
  const totals = rowSums(rows, events.weight);
  const observed = extremity(rows, totals, order, firsts, task.delta);
  const asExtreme = new Int32Array(observed.length);
  const random = seededRandom(seed);
  for (let draw = 0; draw < relabellings; draw++) {
    if (shouldStop()) return { ok: false, reason: "cancelled", detail: "stopped before all were drawn" };
    // The first `firsts` of a shuffled order are a random choice of which events are of the first kind.
    for (let i = 0; i < firsts; i++) {
      const j = i + random.integerBelow(order.length - i);
      const held = order[i] ?? 0;
      order[i] = order[j] ?? 0;
      order[j] = held;
    }
    const drawn = extremity(rows, totals, order, firsts, task.delta);
    for (let i = 0; i < drawn.length; i++) {
      // Sums in another order differ in their last digits: ties are ties.
      if ((drawn[i] ?? 0) >= (observed[i] ?? 0) - 1e-9) asExtreme[i] = (asExtreme[i] ?? 0) + 1;
    }
  }
  return { ok: true, p: Float64Array.from(asExtreme, (count) => (1 + count) / (relabellings + 1)) };
}

/** |log ratio| at each place, with the first `firsts` entries of `order` (positions of events) as the first kind. */
function extremity(
  rows: KernelRows,
  totals: Float64Array,
  order: Int32Array,
  firsts: number,
  delta: number,
): Float64Array {
  const count = new Float64Array(order.length);
  for (let i = 0; i < firsts; i++) {
    const position = order[i] ?? 0;
    count[position] = (count[position] ?? 0) + 1;
  }
  const seconds = order.length - firsts;
  return rowSums(rows, count).map((first, i) => {
    // Round-off must not make the rest negative.
    const second = Math.max(0, (totals[i] ?? 0) - first);
    const [f, g] = [first / firsts + delta, second / seconds + delta];
    return f === g ? 0 : Math.abs(Math.log(f / g));
  });
}

function rowSums({ start, position, perKm2 }: KernelRows, weight: Float64Array): Float64Array {
  const sums = new Float64Array(start.length - 1);
  for (let i = 0; i < sums.length; i++) {
    let sum = 0;
    const end = start[i + 1] ?? 0;
    for (let at = start[i] ?? 0; at < end; at++) sum += (perKm2[at] ?? 0) * (weight[position[at] ?? 0] ?? 0);
    sums[i] = sum;
  }
  return sums;
}

function kernelRows(eventsXY: Float64Array, { at, kernel, bandwidthM }: RelabelTask): KernelRows | null {
  const reachM = kernelReachM(kernel, bandwidthM);
  const peak = kernelPeakPerM2(kernel, bandwidthM) * 1e6;
  const perBandwidth = 1 / (bandwidthM * bandwidthM);
  const buckets = bucketPoints(eventsXY, reachM);
  const stretches = new Int32Array(buckets.stretchesFor(reachM));
  const start = new Int32Array((at.length >> 1) + 1);
  const position: number[] = [];
  const perKm2: number[] = [];
  for (let i = 0; i < at.length >> 1; i++) {
    const x = at[2 * i] ?? 0;
    const y = at[2 * i + 1] ?? 0;
    const found = buckets.near(x, y, reachM, stretches);
    for (let s = 0; s < found; s++) {
      for (let k = stretches[2 * s] ?? 0; k < (stretches[2 * s + 1] ?? 0); k++) {
        const u2 = (((buckets.x[k] ?? 0) - x) ** 2 + ((buckets.y[k] ?? 0) - y) ** 2) * perBandwidth;
        const height = kernel === "quartic" ? Math.max(0, 1 - u2) ** 2 : Math.exp(-u2 / 2);
        if (height === 0 || u2 * bandwidthM * bandwidthM > reachM * reachM) continue;
        position.push(buckets.order[k] ?? 0);
        perKm2.push(height * peak);
      }
    }
    if (position.length > MOST_ENTRIES) return null;
    start[i + 1] = position.length;
  }
  return { start, position: Int32Array.from(position), perKm2: Float64Array.from(perKm2) };
}
