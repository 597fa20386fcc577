/** How much of a count sits on positions that many incidents share? */
import type { PairCounts } from "../db/pair-counts.ts";

/** From this many incidents on, a position counts as shared. */
const SHARED_FROM = 5;

/** Share (0–1) of incidents on positions that at least `SHARED_FROM` of them use; null without incidents. */
export function sharedPositionShare(pairs: readonly PairCounts[]): number | null {
  const perPosition = positionTotals(pairs);
  let all = 0;
  let shared = 0;
  for (const n of perPosition.values()) {
    all += n;
    if (n >= SHARED_FROM) shared += n;
  }
  return all === 0 ? null : shared / all;
}

/** Incidents by number of the position, over all pairs. */
export function positionTotals(pairs: readonly PairCounts[]): Map<number, number> {
  let largest = -1;
  for (const { index } of pairs) for (const at of index) if (at > largest) largest = at;
  const totals = new Int32Array(largest + 1);
  for (const { index, n } of pairs) {
    for (let k = 0; k < index.length; k++) {
      const at = index[k] ?? 0;
      totals[at] = (totals[at] ?? 0) + (n[k] ?? 0);
    }
  }
  const found = new Map<number, number>();
  for (const [at, n] of totals.entries()) if (n > 0) found.set(at, n);
  return found;
}
