import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Footprints, close in only. */
export function buildingsLayer(palette: Palette): LayerSpecification {
  return {
    id: "buildings",
    type: "fill",
    source: "buildings",
    minzoom: 14,
    paint: { "fill-color": css(palette.edge, 0.35), "fill-outline-color": css(palette.edge, 0.6) },
  };
}
