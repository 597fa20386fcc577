/** The base map: our own layers, our own colours, no address outside the app. */
import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { inLayerOrder } from "./layer-order.ts";
import { buildingsLayer } from "./layers/buildings.ts";
import { cameraLayers } from "./layers/cameras.ts";
import { backgroundLayer, outsideVeilLayer, studyAreaLayer } from "./layers/ground.ts";
import { hotspotLayers } from "./layers/hotspots.ts";
import { parksLayer, waterLayers } from "./layers/nature.ts";
import { areaOutlineLayer, neighboursLayer, wardsLayer } from "./layers/outlines.ts";
import { placeLabelsLayer } from "./layers/place-labels.ts";
import { planLayers } from "./layers/plans.ts";
import { railLayer } from "./layers/rail.ts";
import { minorRoadsLayer, roadLabelsLayer, roadsLayer } from "./layers/roads.ts";
import { selectionLayers } from "./layers/selection.ts";
import type { Palette } from "./palette.ts";

/** GeoJSON sources of the map. Each is empty until its data arrives. */
export const SOURCES = [
  "area",
  "outside",
  "neighbours",
  "wards",
  "roads",
  "rail",
  "water",
  "parks",
  "buildings",
  "places",
  "hotspots",
  "views",
  "live-view",
  "plans",
  "columns",
  "cameras",
  "selection",
] as const;
export type SourceId = (typeof SOURCES)[number];

export const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** MapLibre layers in drawing order. */
export function baseLayers(palette: Palette): LayerSpecification[] {
  return inLayerOrder([
    backgroundLayer(palette),
    studyAreaLayer(palette),
    parksLayer(palette),
    ...waterLayers(palette),
    buildingsLayer(palette),
    railLayer(palette),
    minorRoadsLayer(palette),
    roadsLayer(palette),
    outsideVeilLayer(palette),
    neighboursLayer(palette),
    wardsLayer(palette),
    areaOutlineLayer(palette),
    ...hotspotLayers(palette),
    ...cameraLayers(palette),
    ...planLayers(palette),
    ...selectionLayers(palette),
    roadLabelsLayer(palette),
    placeLabelsLayer(palette),
  ]);
}

/**
 * Style without a `glyphs` address: MapLibre then draws every letter in the browser from the fonts of the page.
 * `buildings` and `roads` keep more detail than the default because they are looked at close in.
 */
export function baseStyle(palette: Palette): StyleSpecification {
  const source: GeoJSONSourceSpecification = { type: "geojson", data: EMPTY };
  return {
    version: 8,
    sources: Object.fromEntries(SOURCES.map((id) => [id, { ...source }])),
    layers: baseLayers(palette),
  };
}
