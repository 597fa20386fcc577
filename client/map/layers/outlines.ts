import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Boundary of the areas that are looked at. */
export function areaOutlineLayer(palette: Palette): LayerSpecification {
  return {
    id: "area-outline",
    type: "line",
    source: "area",
    layout: { "line-join": "round" },
    paint: {
      "line-color": css(palette.ink2),
      "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1.2, 14, 2.4],
    },
  };
}

/** Boundaries of the areas around. */
export function neighboursLayer(palette: Palette): LayerSpecification {
  return {
    id: "neighbours",
    type: "line",
    source: "neighbours",
    paint: { "line-color": css(palette.edge, 0.55), "line-width": 0.8 },
  };
}

/** Ward boundaries, thin and broken so that they stay behind the hexagons. */
export function wardsLayer(palette: Palette): LayerSpecification {
  return {
    id: "wards",
    type: "line",
    source: "wards",
    paint: {
      "line-color": css(palette.edge),
      "line-dasharray": [3, 2.5],
      "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.6, 14, 1.2],
    },
  };
}
