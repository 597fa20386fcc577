import { type Aoristic, aoristic, type Spread } from "#domain/hotspot/aoristic.ts";

export type HoursTask = {
  /** Epoch ms; NaN = not known, not given. */
  fromMs: Float64Array;
  toMs: Float64Array;
  /** 1 where the source's two times contradict each other: left out. */
  contradicts: Uint8Array;
  spread: Spread;
};

/** Incidents by hour of the week; spans of more than 28 days are left out. See the kernel. */
export function hoursOfWeek({ fromMs, toMs, contradicts, spread }: HoursTask): Aoristic {
  const ends = toMs.map((to, i) => (contradicts[i] === 1 ? Number.NEGATIVE_INFINITY : to));
  return aoristic({ fromMs, toMs: ends, spread, excludeOver28Days: true });
}
