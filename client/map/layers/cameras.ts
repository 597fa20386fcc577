import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Opacity of the bands of a view, finest detail first. */
const BAND_OPACITY = [0.62, 0.46, 0.3, 0.16];
/** Columns are too many to be told apart farther out. */
const COLUMNS_ZOOM = 15;

/** Views in bands of detail, posts, and cameras with the way they look. */
export function cameraLayers(palette: Palette): LayerSpecification[] {
  return [...views("views", palette), ...views("live-view", palette), dimmed(palette), ...posts(palette)];
}

/** A veil over what trees leave little of. */
function dimmed(palette: Palette): LayerSpecification {
  return {
    id: "live-view-dimmed",
    type: "fill",
    source: "live-view",
    filter: ["has", "isDimmed"],
    paint: { "fill-color": css(palette.surface), "fill-opacity": 0.6, "fill-antialias": false },
  };
}

/** Features have `band` (0 the finest) and `role` (estate, planned, selected). */
function views(source: "views" | "live-view", palette: Palette): LayerSpecification[] {
  const ink: ExpressionSpecification = [
    "case",
    ["!=", ["get", "role"], "estate"],
    css(palette.accent),
    css(palette.ink2),
  ];
  return [
    {
      id: `${source}-fill`,
      type: "fill",
      source,
      paint: {
        "fill-color": ink,
        "fill-opacity": ["at", ["min", ["get", "band"], 4], ["literal", [...BAND_OPACITY, 0]]],
        "fill-antialias": false,
      },
    },
    {
      id: `${source}-line`,
      type: "line",
      source,
      filter: ["==", ["get", "band"], 9],
      paint: {
        "line-color": ink,
        "line-width": source === "live-view" ? 1.6 : 0.8,
      },
    },
  ];
}

function posts(palette: Palette): LayerSpecification[] {
  return [
    {
      id: "columns",
      type: "circle",
      source: "columns",
      minzoom: COLUMNS_ZOOM,
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 15, 1.2, 19, 3.5],
        "circle-color": css(palette.unknown),
      },
    },
    {
      id: "camera-facing",
      type: "line",
      source: "cameras",
      filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-cap": "round" },
      paint: { "line-color": css(palette.ink), "line-width": 2 },
    },
    {
      id: "camera-dots",
      type: "circle",
      source: "cameras",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": [
          "interpolate",
          ["linear"],
          ["zoom"],
          10,
          ["case", ["==", ["get", "role"], "estate"], 2.5, 4],
          17,
          ["case", ["==", ["get", "role"], "handle"], 5, 7],
        ],
        "circle-color": ["case", ["get", "known"], css(palette.surface), "rgba(0,0,0,0)"],
        "circle-stroke-width": ["case", ["==", ["get", "role"], "selected"], 4, 2.5],
        "circle-stroke-color": [
          "case",
          ["==", ["get", "role"], "removed"],
          css(palette.unknown),
          ["==", ["get", "role"], "estate"],
          css(palette.ink),
          css(palette.accent),
        ],
        "circle-stroke-opacity": ["case", ["==", ["get", "role"], "removed"], 0.5, 1],
      },
    },
    {
      id: "camera-labels",
      type: "symbol",
      source: "cameras",
      minzoom: 14.5,
      filter: ["all", ["==", ["geometry-type"], "Point"], ["has", "label"]],
      layout: {
        "text-field": ["get", "label"],
        "text-font": ["Sightline Label"],
        "text-size": 12,
        "text-offset": [0, -1.25],
        "text-optional": true,
      },
      paint: {
        "text-color": css(palette.ink),
        "text-halo-color": css(palette.surface),
        "text-halo-width": 2,
      },
    },
  ];
}
