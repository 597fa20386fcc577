/** The busiest cells without sorting all of them. */

/**
 * Indexes of the `k` largest positive values among the cells that `include` marks with 1, largest first; equal
 * values in order of index, so that the ranking is the same every time. O(n log k).
 */
export function topCells(values: ArrayLike<number>, include: Uint8Array, k: number): Uint32Array {
  const heap: number[] = [];
  const before = (a: number, b: number) => {
    const difference = (values[a] ?? 0) - (values[b] ?? 0);
    return difference === 0 ? b < a : difference < 0;
  };
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!(value > 0) || include[i] !== 1) continue;
    if (heap.length < k) {
      heap.push(i);
      siftUp(heap, before);
    } else if (value > (values[heap[0] ?? 0] ?? 0)) {
      heap[0] = i;
      siftDown(heap, before);
    }
  }
  return Uint32Array.from(heap.sort((a, b) => (before(a, b) ? 1 : -1)));
}

type Before = (a: number, b: number) => boolean;

function siftUp(heap: number[], before: Before): void {
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at] ?? 0, heap[parent] ?? 0)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function siftDown(heap: number[], before: Before): void {
  let at = 0;
  for (;;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && before(heap[child] ?? 0, heap[least] ?? 0)) least = child;
    }
    if (least === at) return;
    swap(heap, at, least);
    at = least;
  }
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a] ?? 0;
  heap[a] = heap[b] ?? 0;
  heap[b] = kept;
}
