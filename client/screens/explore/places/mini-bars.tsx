import { monthLabel } from "#domain/time/months.ts";
import type { Period } from "../../../state/period.ts";

export type MiniBarsProps = { rows: readonly { month: string; n: number }[]; shown: Period; label: string };

/** A small bar per month, the ones shown on the map in the accent, with the highest and the ends in words. */
export function MiniBars({ rows, shown, label }: MiniBarsProps) {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last || rows.length < 2) return null;
  const most = Math.max(1, ...rows.map((row) => row.n));
  const width = 100 / rows.length;
  const peak = rows.find((row) => row.n === most);
  const words = `${label}: ${monthLabel(first.month)} to ${monthLabel(last.month)}, most in ${peak ? monthLabel(peak.month) : "–"} (${most}).`;
  return (
    <figure className="mini-bars">
      <svg viewBox="0 0 100 26" preserveAspectRatio="none" role="img" aria-label={words}>
        {rows.map((row, i) => (
          <rect
            key={row.month}
            className={row.month >= shown.from && row.month <= shown.to ? "bar-chosen" : ""}
            x={i * width}
            width={width * 0.78}
            y={26 - (row.n / most) * 26}
            height={(row.n / most) * 26}
          />
        ))}
      </svg>
      <figcaption>
        <span>{monthLabel(first.month)}</span>
        <span>most {most}</span>
        <span>{monthLabel(last.month)}</span>
      </figcaption>
    </figure>
  );
}
