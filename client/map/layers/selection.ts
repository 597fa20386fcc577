import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** The chosen hexagon: the accent inside a halo, visible on every class. */
export function selectionLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: "selection-halo",
      type: "line",
      source: "selection",
      paint: { "line-color": css(palette.surface), "line-width": 6 },
    },
    {
      id: "selection",
      type: "line",
      source: "selection",
      layout: { "line-join": "round" },
      paint: {
        "line-color": css(palette.accent),
        "line-width": ["match", ["get", "role"], "selected", 3, 2],
        "line-opacity": ["match", ["get", "role"], "selected", 1, 0.75],
      },
    },
  ];
}
