import { useMemo } from "react";
import { monthLabel, periodLabel } from "#domain/time/months.ts";
import { sequentialColours } from "../../../map/colour-scales.ts";
import { ScaleBins } from "../../../map/legends/scale-bins.tsx";
import { documentPalette } from "../../../map/palette.ts";
import { useTheme } from "../../../ui/theme.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import type { Level } from "../model/view-features.ts";
import type { RiskGrid } from "./risk-grid.ts";

export type CameraLegendProps = { model: CamerasModel; bands: readonly Level[]; risk: RiskGrid | null };

/** What the bands, the hexagons and the dots mean, where they come from, and what they do not know. */
export function CameraLegend({ model, bands, risk }: CameraLegendProps) {
  const { theme } = useTheme();
  // The document's colours change with the theme.
  const palette = useMemo(() => documentPalette(), [theme]);
  const { state, category, period, surroundings } = model;
  const colours = sequentialColours(palette, risk?.breaks.length ?? 0);
  const breaks = risk?.breaks ?? [];
  return (
    <section className="legend camera-legend" aria-label="Legend">
      <p>
        <b>In view at</b>, px/m (IEC 62676-4:{state.edition})
      </p>
      <ol className="band-keys">
        {bands.map(({ id, label, pxPerM }, band) => (
          <li key={id}>
            <i data-band={band} />
            <span>
              {label} {pxPerM}
            </span>
          </li>
        ))}
      </ol>
      {risk && category && period ? (
        <>
          <p>
            <b>{category.label} per hexagon</b>, {periodLabel(period.from, period.to)}
          </p>
          <ScaleBins
            bins={breaks.map((least, i) => ({
              colour: colours[i] ?? palette.ink,
              text: i === breaks.length - 1 ? `${least}+` : String(least),
            }))}
          />
        </>
      ) : null}
      <p className="legend-note">
        Green: planned or chosen; grey: today’s. Empty rings: direction or lens not on record. Broken
        outlines: privacy zones. {viewNote(surroundings, state.viewport?.zoom ?? 0)} Terrain is not known.
        Trees, if counted, are grey dots; what they dim of the chosen camera’s view is paler.{" "}
        {period ? `As of ${monthLabel(period.to)}.` : ""}
      </p>
    </section>
  );
}

function viewNote(surroundings: CamerasModel["surroundings"], zoom: number): string {
  if (!surroundings) return zoom < 14 ? "Zoom in to see views and columns." : "Buildings are on their way.";
  if (surroundings.buildings === 0) return "No buildings are imported here: nothing blocks these views.";
  return "Buildings without a known height block the view.";
}
