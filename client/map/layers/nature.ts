import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

export function parksLayer(palette: Palette): LayerSpecification {
  return { id: "parks", type: "fill", source: "parks", paint: { "fill-color": css(palette.park) } };
}

/** Lakes and reservoirs, and streams as lines. */
export function waterLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: "water",
      type: "fill",
      source: "water",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": css(palette.water) },
    },
    {
      id: "water-lines",
      type: "line",
      source: "water",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": css(palette.water), "line-width": 1.6 },
    },
  ];
}
