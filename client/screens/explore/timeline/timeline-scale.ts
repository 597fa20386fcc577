/** Geometry of the monthly histogram: months to pixels and back. Pure. */

export type TimelineScale = {
  width: number;
  height: number;
  months: number;
  /** Left edge of a month's bar, px. */
  x: (month: number) => number;
  barWidth: number;
  /** Height of a bar, px. */
  barHeight: (n: number) => number;
  /** Month under a position, clamped to the data. */
  monthAt: (x: number) => number;
};

/** Scale for so many months in a box of so many px, with the highest bar at full height. */
export function timelineScale(width: number, height: number, totals: ArrayLike<number>): TimelineScale {
  const months = Math.max(1, totals.length);
  let highest = 1;
  for (let m = 0; m < totals.length; m++) highest = Math.max(highest, totals[m] ?? 0);
  const step = width / months;
  return {
    width,
    height,
    months,
    x: (month) => month * step,
    barWidth: Math.max(1, step - Math.min(2, step * 0.28)),
    barHeight: (n) => (n <= 0 ? 0 : Math.max(1, (n / highest) * height)),
    monthAt: (x) => Math.min(months - 1, Math.max(0, Math.floor(x / step))),
  };
}

/** Window after dragging: a handle moves one end, the body moves both, elsewhere a new one is drawn. */
export function dragWindow(
  mode: "from" | "to" | "body" | "draw",
  start: { from: number; to: number; at: number },
  at: number,
  months: number,
): { from: number; to: number } {
  switch (mode) {
    case "from":
      return { from: Math.min(at, start.to), to: start.to };
    case "to":
      return { from: start.from, to: Math.max(at, start.from) };
    case "draw":
      return { from: Math.min(start.at, at), to: Math.max(start.at, at) };
    case "body": {
      const by = Math.max(-start.from, Math.min(months - 1 - start.to, at - start.at));
      return { from: start.from + by, to: start.to + by };
    }
  }
}
