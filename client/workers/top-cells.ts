/** The first cells in some order without sorting all of them. */

/** Whether cell `a` comes after cell `b`. */
export type ComesAfter = (a: number, b: number) => boolean;

/**
 * Indexes of the `k` largest positive values among the cells that `include` marks with 1, largest first; equal
 * values in order of index, so that the ranking is the same every time. O(n log k).
 */
export function topCells(values: ArrayLike<number>, include: Uint8Array, k: number): Uint32Array {
  const isListed = (i: number) => include[i] === 1 && (values[i] ?? 0) > 0;
  return firstCells(values.length, isListed, k, (a, b) => (values[a] ?? 0) < (values[b] ?? 0));
}

/** The first `k` of the listed cells in an order; cells alike in it come in order of index. O(n log k). */
export function firstCells(
  cells: number,
  isListed: (cell: number) => boolean,
  k: number,
  comesAfter: ComesAfter,
): Uint32Array {
  const heap: number[] = [];
  // The last of the cells kept so far is on top of the heap.
  const isWorse: ComesAfter = (a, b) => comesAfter(a, b) || (!comesAfter(b, a) && b < a);
  for (let i = 0; i < cells; i++) {
    if (!isListed(i)) continue;
    if (heap.length < k) {
      heap.push(i);
      siftUp(heap, isWorse);
    } else if (k > 0 && isWorse(heap[0] ?? 0, i)) {
      heap[0] = i;
      siftDown(heap, isWorse);
    }
  }
  return Uint32Array.from(heap.sort((a, b) => (isWorse(a, b) ? 1 : -1)));
}

function siftUp(heap: number[], isWorse: ComesAfter): void {
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(heap[at] ?? 0, heap[parent] ?? 0)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function siftDown(heap: number[], isWorse: ComesAfter): void {
  let at = 0;
  for (;;) {
    let worst = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && isWorse(heap[child] ?? 0, heap[worst] ?? 0)) worst = child;
    }
    if (worst === at) return;
    swap(heap, at, worst);
    at = worst;
  }
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a] ?? 0;
  heap[a] = heap[b] ?? 0;
  heap[b] = kept;
}
