/**
 * Which events started a chain, and which followed one near by? Labels as in ArcGIS's near-repeat classification.
 *
 * A label describes what was recorded; it does not say that one event caused the other. Chance makes followers too:
 * show labels only where the near-repeat test found a pattern.
 */
import { bucketPoints, checkPositions } from "../grid/point-buckets.ts";

/** Code of each label in `labels`. */
export const NEAR_REPEAT_LABELS = ["alone", "originator", "repeat", "near-repeat"] as const;

const ALONE = 0;
const ORIGINATOR = 1;
export const REPEAT = 2;
const NEAR_REPEAT = 3;

export type LabelRules = {
  /** Up to this distance two events are at the same place, m. */
  sameWithinM: number;
  /** Up to this distance they are near, m. */
  nearWithinM: number;
  /** Fewer days than this between the two dates count as soon after. */
  days: number;
};

/**
 * Labels every event by its earlier ones: repeat if one of them was at the same place soon before; else near-repeat
 * if one was near by soon before; else originator if a later one follows it near by; else alone. Of two events on
 * one day the first in the list counts as the earlier: the source has no order for them.
 * @param xy metres, x and y in turn.
 * @param day whole day of each event.
 * @returns one code per event, a place in `NEAR_REPEAT_LABELS`.
 * Cost: O(n + pairs within `nearWithinM`).
 * @throws RangeError for arrays of different length, or rules that are not 0 ≤ same ≤ near and days ≥ 1.
 */
export function nearRepeatLabels(xy: Float64Array, day: Int32Array, rules: LabelRules): Uint8Array {
  check(xy, day, rules);
  const { sameWithinM, nearWithinM, days } = rules;
  const buckets = bucketPoints(xy, Math.max(1, nearWithinM));
  const stretches = new Int32Array(buckets.stretchesFor(nearWithinM));
  const labels = new Uint8Array(day.length);
  for (let i = 0; i < day.length; i++) {
    const x = xy[2 * i] ?? 0;
    const y = xy[2 * i + 1] ?? 0;
    let followed = false;
    let nearest = Number.POSITIVE_INFINITY;
    const found = buckets.near(x, y, nearWithinM, stretches);
    for (let s = 0; s < found; s++) {
      for (let at = stretches[2 * s] ?? 0; at < (stretches[2 * s + 1] ?? 0); at++) {
        const j = buckets.order[at] ?? 0;
        const later = (day[j] ?? 0) - (day[i] ?? 0);
        if (j === i || Math.abs(later) >= days) continue;
        const apart = Math.hypot((buckets.x[at] ?? 0) - x, (buckets.y[at] ?? 0) - y);
        if (apart > nearWithinM) continue;
        if (later > 0 || (later === 0 && j > i)) followed = true;
        else nearest = Math.min(nearest, apart);
      }
    }
    if (nearest <= sameWithinM) labels[i] = REPEAT;
    else if (nearest <= nearWithinM) labels[i] = NEAR_REPEAT;
    else labels[i] = followed ? ORIGINATOR : ALONE;
  }
  return labels;
}

function check(xy: Float64Array, day: Int32Array, { sameWithinM, nearWithinM, days }: LabelRules): void {
  checkPositions("nearRepeatLabels", xy);
  if (xy.length !== 2 * day.length) {
    throw new RangeError(
      `nearRepeatLabels: expected x and y of ${day.length} events, got ${xy.length} numbers`,
    );
  }
  if (!(sameWithinM >= 0 && sameWithinM <= nearWithinM && Number.isFinite(nearWithinM) && days >= 1)) {
    throw new RangeError(
      `nearRepeatLabels: expected 0 ≤ same ≤ near and days ≥ 1, got ${sameWithinM}, ${nearWithinM}, ${days}`,
    );
  }
}
