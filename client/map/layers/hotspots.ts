import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Outlines of the listed places with their numbers in the list. */
export function hotspotLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: "hotspot-outlines",
      type: "line",
      source: "hotspots",
      filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-cap": "round" },
      paint: { "line-color": css(palette.ink), "line-width": 1.8 },
    },
    {
      id: "hotspot-ranks",
      type: "symbol",
      source: "hotspots",
      filter: ["==", ["geometry-type"], "Point"],
      layout: {
        "text-field": ["to-string", ["get", "rank"]],
        "text-font": ["Sightline Label"],
        "text-size": 14,
        "text-allow-overlap": true,
        "symbol-sort-key": ["get", "rank"],
      },
      paint: {
        "text-color": css(palette.ink),
        "text-halo-color": css(palette.surface),
        "text-halo-width": 2.2,
      },
    },
  ];
}
