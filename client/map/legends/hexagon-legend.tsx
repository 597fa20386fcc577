import type { Meta } from "#contract/meta.ts";
import { monthLabel, periodLabel } from "#domain/time/months.ts";
import { formatCount, formatRate } from "../../state/format.ts";
import type { Period } from "../../state/period.ts";
import type { Measure } from "../../state/url-state.ts";
import type { ClassBreaks } from "../class-breaks.ts";
import { sequentialColours } from "../colour-scales.ts";
import { css, type Palette } from "../palette.ts";

export type HexagonLegendProps = {
  title: string;
  measure: Measure;
  breaks: ClassBreaks;
  palette: Palette;
  periods: readonly Period[];
  /** Months of the windows that the scale holds for; null = for everything up to any month. */
  windowMonths: number | null;
  metas: readonly Meta[];
  /** Kinds of cell on the map now that are not a number, so that only those are explained. */
  shows: { unknown: boolean; buffer: boolean };
};

/** Unit, bins, period, source, as-of and known limits of the hexagons. One for all maps on the screen. */
export function HexagonLegend(props: HexagonLegendProps) {
  const { title, measure, breaks, palette, periods, windowMonths, metas } = props;
  const colours = sequentialColours(palette, breaks.length);
  return (
    <section className="legend" aria-label="Legend">
      <p>
        <b>{title}</b>, {periods.map((period) => periodLabel(period.from, period.to)).join(" and ")}
      </p>
      {breaks.length === 0 ? <p className="legend-note">None recorded in any month of the data.</p> : null}
      <ol className="legend-bins" style={{ gridTemplateColumns: `repeat(${breaks.length}, 1fr)` }}>
        {breaks.map((bound, i) => (
          <li key={bound}>
            <i style={{ background: css(colours[i] ?? palette.ink) }} />
            <span>{binText(measure, breaks, i)}</span>
          </li>
        ))}
      </ol>
      <LegendKeys shows={props.shows} measure={measure} />
      <p className="legend-note">
        Scale fixed for {scaleText(windowMonths)}. {sourceText(metas)}
      </p>
    </section>
  );
}

function scaleText(windowMonths: number | null): string {
  if (windowMonths === null) return "the whole of the data";
  return windowMonths === 1 ? "every month of the data" : `every ${windowMonths} months of the data`;
}

function LegendKeys({ shows, measure }: Pick<HexagonLegendProps, "shows" | "measure">) {
  return (
    <ul className="legend-keys">
      <li>
        <i className="key key-zero" /> none recorded
      </li>
      {shows.unknown ? (
        <li>
          <i className="key key-unknown" />{" "}
          {measure.startsWith("per-1000") ? "too few people for a rate" : "not known"}
        </li>
      ) : null}
      {shows.buffer ? (
        <li>
          <i className="key key-buffer" /> beyond the boundary
        </li>
      ) : null}
    </ul>
  );
}

/** Lower bound of a bin; the last one is open. */
function binText(measure: Measure, breaks: ClassBreaks, i: number): string {
  const bound = breaks[i] ?? 0;
  const text = measure === "count" ? formatCount(bound) : i === 0 ? "> 0" : formatRate(bound);
  return i === breaks.length - 1 && breaks.length > 1 ? `${text}+` : text;
}

function sourceText(metas: readonly Meta[]): string {
  const sources = [...new Set(metas.flatMap((meta) => meta.sources.map((source) => source.publisher)))];
  const asOf = metas.map((meta) => meta.asOf).find((text) => text !== null);
  const when = asOf && /^\d{4}-\d{2}$/.test(asOf) ? monthLabel(asOf) : asOf;
  return `${sources.length > 0 ? `Source: ${sources.join(", ")}` : ""}${when ? `, as of ${when}` : ""}.`;
}
