/** One line of the benchmark report. */
export type BenchRow = {
  name: string;
  figure: number;
  unit: string;
  /** What it is held against: a target of the design, or a peer measured in the same run. */
  limit?: { name: string; figure: number };
};

/** `name  figure unit  (limit name: figure, ratio r)`; the ratio is figure ÷ limit. */
export function formatRow(row: BenchRow): string {
  const figure = `${round(row.figure)} ${row.unit}`;
  if (!row.limit) return `${row.name.padEnd(64)} ${figure}`;
  const ratio = row.limit.figure === 0 ? "–" : (row.figure / row.limit.figure).toFixed(2);
  return `${row.name.padEnd(64)} ${figure.padEnd(16)} ${row.limit.name}: ${round(row.limit.figure)}, ratio ${ratio}`;
}

/** Value below which a share `p` of the values lies (nearest rank). Empty input is a programmer's error. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
  if (found === undefined) throw new RangeError("percentile: expected at least one value, got none");
  return found;
}

function round(figure: number): string {
  if (Number.isInteger(figure)) return figure.toLocaleString("en-GB");
  return figure.toLocaleString("en-GB", { maximumSignificantDigits: 3 });
}
