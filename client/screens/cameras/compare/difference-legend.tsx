import { useMemo } from "react";
import { CHANGE, lookOf } from "../../../map/class-schemes.ts";
import { HexagonSwatch } from "../../../map/legends/hexagon-swatch.tsx";
import { documentPalette } from "../../../map/palette.ts";
import { useTheme } from "../../../ui/theme.ts";

export type DifferenceLegendProps = {
  from: string;
  to: string;
  counts: { more: number; less: number; same: number };
};

/** What the hexagons of a comparison mean: one sign, the second minus the first. */
export function DifferenceLegend({ from, to, counts }: DifferenceLegendProps) {
  const { theme } = useTheme();
  // The document's colours change with the theme.
  const palette = useMemo(() => documentPalette(), [theme]);
  const keys = [
    { cls: CHANGE.more, text: `more of it in view (${counts.more})` },
    { cls: CHANGE.less, text: `less (${counts.less})` },
    { cls: CHANGE.noClearChange, text: `as much (${counts.same})` },
  ];
  return (
    <section className="legend camera-legend" aria-label="Legend">
      <p>
        <b>
          {to} − {from}
        </b>
        , ground of each hexagon in view
      </p>
      <ul className="difference-keys">
        {keys.map(({ cls, text }) => (
          <li key={text}>
            <HexagonSwatch look={lookOf({ kind: "change" }, cls, palette)} palette={palette} />
            {text}
          </li>
        ))}
      </ul>
      <p className="legend-note">
        Only hexagons with recorded incidents that either looks into. Differences under half a point count as
        none.
      </p>
    </section>
  );
}
