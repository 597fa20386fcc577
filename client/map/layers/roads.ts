import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Roads over the hexagons, as thin lines that let the colour through; small roads appear on zooming in. */
export function roadsLayer(palette: Palette): LayerSpecification {
  return {
    id: "roads",
    type: "line",
    source: "roads",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": css(palette.ink2),
      "line-opacity": [
        "interpolate",
        ["linear"],
        ["zoom"],
        10,
        byRoadClass(0.3, 0.16, 0),
        13,
        byRoadClass(0.42, 0.3, 0.16),
        15,
        0.4,
      ],
      "line-width": [
        "interpolate",
        ["exponential", 1.6],
        ["zoom"],
        10,
        byRoadClass(1.1, 0.7, 0.3),
        14,
        byRoadClass(2.2, 1.5, 0.8),
        17,
        byRoadClass(6, 4, 2.4),
      ],
    },
  };
}

/** A number by class of road: main, through, and all others. */
function byRoadClass(main: number, through: number, other: number) {
  return [
    "match",
    ["get", "class"],
    ["motorway", "trunk", "primary", "main", "a-road"],
    main,
    ["secondary", "tertiary", "b-road", "high-street", "distributor"],
    through,
    other,
  ] as unknown as number;
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
