import type { ReactNode } from "react";
import type { Meta } from "#contract/meta.ts";
import { monthLabel, periodLabel } from "#domain/time/months.ts";
import type { Period } from "../../state/period.ts";

export type HexagonLegendProps = {
  title: string;
  periods: readonly Period[];
  /** One line on what the colours are made of. */
  note: string;
  metas: readonly Meta[];
  /** Bins or classes. */
  children: ReactNode;
};

/** Frame of every legend: unit, period, bins or classes, how they are made, source and as-of. One for all maps on the screen. */
export function HexagonLegend({ title, periods, note, metas, children }: HexagonLegendProps) {
  return (
    <section className="legend" aria-label="Legend">
      <p>
        <b>{title}</b>, {periods.map((period) => periodLabel(period.from, period.to)).join(" and ")}
      </p>
      {children}
      <p className="legend-note">
        {note} {sourceText(metas)}
      </p>
    </section>
  );
}

function sourceText(metas: readonly Meta[]): string {
  const sources = [...new Set(metas.flatMap((meta) => meta.sources.map((source) => source.publisher)))];
  const asOf = metas.map((meta) => meta.asOf).find((text) => text !== null);
  const when = asOf && /^\d{4}-\d{2}$/.test(asOf) ? monthLabel(asOf) : asOf;
  return `${sources.length > 0 ? `Source: ${sources.join(", ")}` : ""}${when ? `, as of ${when}` : ""}.`;
}
