/** Numbers of a worked sum, written so that a reader can follow them with a calculator. */

/** 12,345 · 0.366449 · 2.31e-8: six significant digits, whole numbers in full. */
export function figure(x: number): string {
  if (!Number.isFinite(x)) return "not defined";
  if (Number.isInteger(x) && Math.abs(x) < 1e12) return x.toLocaleString("en-GB");
  const size = Math.abs(x);
  if (size < 1e-4 || size >= 1e12) return x.toExponential(3);
  return x.toLocaleString("en-GB", { maximumSignificantDigits: 6 });
}

/** p as odds that need no algebra: "1 in 4,200"; null for p above a tenth, where the share itself is plainer. */
export function oneIn(p: number): string | null {
  if (!(p > 0 && p <= 0.1)) return null;
  const times = 1 / p;
  if (times < 1e6) return `1 in ${Number(times.toPrecision(2)).toLocaleString("en-GB")}`;
  if (times < 1e9) return `1 in ${Number((times / 1e6).toPrecision(2))} million`;
  return times < 1e12
    ? `1 in ${Number((times / 1e9).toPrecision(2))} billion`
    : `1 in 10^${Math.floor(Math.log10(times))}`;
}

/** "1 hexagon", "3 hexagons". */
export function hexagons(n: number): string {
  return `${n.toLocaleString("en-GB")} hexagon${n === 1 ? "" : "s"}`;
}
