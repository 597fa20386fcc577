/**
 * Positions that occur more than once, merged. Recorded crime sits on few positions (1,022,291 burglaries of the
 * Metropolitan Police have 123,225), so whatever is summed over events is summed over positions several times faster.
 */
import { checkPositions } from "./point-buckets.ts";

export type DistinctPositions = {
  /** x and y in turn, m, in order of first appearance. */
  xy: Float64Array;
  /** Sum of the weights at each position (number of events, without weights). */
  weight: Float64Array;
  /** Number of the position of each event. */
  positionOf: Int32Array;
};

/**
 * Merges events at exactly equal coordinates. O(n).
 * @param xy metres, x and y in turn.
 * @param weights one per event, finite and not negative; null = 1 each.
 * @throws RangeError for positions that are not finite pairs, or weights of another length or sign.
 */
export function distinctPositions(xy: Float64Array, weights: Float64Array | null = null): DistinctPositions {
  checkPositions("distinctPositions", xy);
  const n = xy.length >> 1;
  if (weights) checkWeights("distinctPositions", weights, n);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, 2 * n))));
  const mask = slots.length - 1;
  const position = new Float64Array(2);
  const bits = new Uint32Array(position.buffer);
  const distinct = new Float64Array(xy.length);
  const weight = new Float64Array(n);
  const positionOf = new Int32Array(n);
  let size = 0;
  for (let i = 0; i < n; i++) {
    // Adding 0 turns −0 into 0, whose bits differ though the position does not.
    const x = (xy[2 * i] ?? 0) + 0;
    const y = (xy[2 * i + 1] ?? 0) + 0;
    position[0] = x;
    position[1] = y;
    let at = hash(bits) & mask;
    let found = (slots[at] ?? 0) - 1;
    while (found >= 0 && !(distinct[2 * found] === x && distinct[2 * found + 1] === y)) {
      at = (at + 1) & mask;
      found = (slots[at] ?? 0) - 1;
    }
    if (found < 0) {
      found = size++;
      slots[at] = size;
      distinct[2 * found] = x;
      distinct[2 * found + 1] = y;
    }
    positionOf[i] = found;
    weight[found] = (weight[found] ?? 0) + (weights ? (weights[i] ?? 0) : 1);
  }
  return { xy: distinct.slice(0, 2 * size), weight: weight.slice(0, size), positionOf };
}

/** @throws RangeError unless there is one finite weight of at least 0 for each of n things. */
export function checkWeights(caller: string, weights: Float64Array, n: number): void {
  if (weights.length !== n) throw new RangeError(`${caller}: expected ${n} weights, got ${weights.length}`);
  for (let i = 0; i < n; i++) {
    const weight = weights[i] ?? Number.NaN;
    if (!(weight >= 0 && Number.isFinite(weight))) {
      throw new RangeError(`${caller}: expected finite weights of at least 0, got ${weight} for ${i}`);
    }
  }
}

/** Mixes the 128 bits of a position. */
function hash(bits: Uint32Array): number {
  let mixed = Math.imul((bits[0] ?? 0) ^ Math.imul(bits[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed ^ (bits[2] ?? 0) ^ Math.imul(bits[3] ?? 0, 0xc2b2ae35), 0x27d4eb2f);
  return mixed ^ (mixed >>> 13);
}
