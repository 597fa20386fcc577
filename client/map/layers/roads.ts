import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

const MAIN = ["motorway", "trunk", "primary"];
const THROUGH = ["secondary", "tertiary"];

/** Through roads over the hexagons, as thin lines that let the colour through. */
export function roadsLayer(palette: Palette): LayerSpecification {
  return {
    id: "roads",
    type: "line",
    source: "roads",
    filter: ["in", ["get", "class"], ["literal", [...MAIN, ...THROUGH]]],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": css(palette.ink2),
      "line-opacity": ["interpolate", ["linear"], ["zoom"], 10, byClass(0.3, 0.16), 13, byClass(0.42, 0.3)],
      "line-width": [
        "interpolate",
        ["exponential", 1.6],
        ["zoom"],
        10,
        byClass(1.1, 0.7),
        14,
        byClass(2.2, 1.5),
        17,
        byClass(6, 4),
      ],
    },
  };
}

/** All other roads, from where single streets can be made out. */
export function minorRoadsLayer(palette: Palette): LayerSpecification {
  return {
    id: "minor-roads",
    type: "line",
    source: "roads",
    minzoom: 12,
    filter: ["!", ["in", ["get", "class"], ["literal", [...MAIN, ...THROUGH]]]],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": css(palette.ink2),
      "line-opacity": ["interpolate", ["linear"], ["zoom"], 12, 0.1, 15, 0.4],
      "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 12, 0.5, 14, 0.8, 17, 2.4],
    },
  };
}

function byClass(main: number, through: number): ExpressionSpecification {
  return ["match", ["get", "class"], MAIN, main, through];
}

/** Names along roads, close in. */
export function roadLabelsLayer(palette: Palette): LayerSpecification {
  return {
    id: "road-labels",
    type: "symbol",
    source: "roads",
    minzoom: 14,
    filter: ["has", "name"],
    layout: {
      "symbol-placement": "line",
      "text-field": ["coalesce", ["get", "name"], ""],
      "text-font": ["Sightline Label"],
      "text-size": 11,
    },
    paint: {
      "text-color": css(palette.ink2),
      "text-halo-color": css(palette.surface, 0.85),
      "text-halo-width": 1.4,
    },
  };
}
