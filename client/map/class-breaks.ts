/**
 * Where the classes of a map begin. Decided once from every window of the whole period, so that a colour means the
 * same at each position of the slider, at each zoom, and on both maps of a comparison.
 */

/** Lower bounds of the classes, ascending, first one the smallest value drawn in colour. At most six. */
export type ClassBreaks = readonly number[];

/** Classes that are not a bin of the scale. Bins are 1 … breaks.length; each of these looks different from them all. */
export const CLASS_ZERO = 0;
export const CLASS_SUPPRESSED = 254;
export const CLASS_UNKNOWN = 255;

/** Shares of the positive values that the classes begin at: few cells in the top classes, as hotspots are few. */
const QUANTILES = [0, 0.45, 0.7, 0.85, 0.94, 0.985] as const;

/**
 * Class breaks for positive values pooled over windows.
 * @param values positive finite values, any order; sorted in place.
 * @param whole true for counts: breaks are whole numbers and the first is 1.
 */
export function classBreaks(values: Float64Array, whole: boolean): ClassBreaks {
  if (values.length === 0) return [];
  values.sort();
  const breaks: number[] = [];
  for (const q of QUANTILES) {
    const raw = values[Math.min(values.length - 1, Math.floor(q * values.length))] ?? 0;
    const next = whole ? Math.round(raw) : roundNicely(raw);
    const last = breaks.at(-1);
    const least = last === undefined ? (whole ? 1 : next) : whole ? last + 1 : next;
    if (last !== undefined && Math.max(next, least) <= last) continue;
    const bound = Math.max(next, least);
    if (bound > (values.at(-1) ?? 0) && breaks.length > 0) break;
    breaks.push(whole && breaks.length === 0 ? 1 : bound);
  }
  return breaks;
}

/** Two significant figures below 10, otherwise steps of 1, 2 or 5 in the second figure; never more than the value. */
export function roundNicely(value: number): number {
  if (!(value > 0)) return 0;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const figures = value / magnitude;
  const step = figures < 2 ? 0.1 : figures < 5 ? 0.2 : 0.5;
  return Number((Math.floor(figures / step + 1e-9) * step * magnitude).toPrecision(2));
}

/** Class of one value: 0 for zero, 1 … n for the bins; values between zero and the first break are in bin 1. */
export function classOf(value: number | null, breaks: ClassBreaks): number {
  if (value === null || Number.isNaN(value)) return CLASS_UNKNOWN;
  if (value <= 0) return CLASS_ZERO;
  let bin = 1;
  while (bin < breaks.length && value >= (breaks[bin] ?? Number.POSITIVE_INFINITY)) bin++;
  return bin;
}

/** Classes of many values at once; NaN is unknown. */
export function classify(values: ArrayLike<number>, breaks: ClassBreaks, out: Uint8Array): Uint8Array {
  for (let i = 0; i < values.length; i++) out[i] = classOf(values[i] ?? Number.NaN, breaks);
  return out;
}
