import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Names of places. Glyphs are drawn in the browser from the app's own font; none is fetched. */
export function placeLabelsLayer(palette: Palette): LayerSpecification {
  return {
    id: "place-labels",
    type: "symbol",
    source: "places",
    layout: {
      "text-field": ["coalesce", ["get", "name"], ""],
      "text-font": ["Sightline Label"],
      "text-size": ["interpolate", ["linear"], ["zoom"], 9, 11, 12, 12.5, 15, 15],
      "text-max-width": 8,
      "text-padding": 6,
      "symbol-sort-key": ["coalesce", ["get", "rank"], 9],
    },
    paint: {
      "text-color": css(palette.ink),
      "text-halo-color": css(palette.land, 0.95),
      "text-halo-width": 1.8,
      "text-halo-blur": 0.4,
    },
  };
}
