import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Trees that are counted, privacy zones, wireless links by what a check found, and buildings that do not stand yet. */
export function planLayers(palette: Palette): LayerSpecification[] {
  const isZone: ExpressionSpecification = ["has", "isZone"];
  const isBuilding: ExpressionSpecification = [
    "all",
    ["==", ["geometry-type"], "Polygon"],
    ["!", ["has", "isZone"]],
  ];
  const isLink: ExpressionSpecification = ["==", ["geometry-type"], "LineString"];
  const line = { "line-color": css(palette.ink), "line-width": 2 } as const;
  return [
    {
      id: "privacy-zones",
      type: "line",
      source: "plans",
      filter: isZone,
      paint: { "line-color": css(palette.ink), "line-width": 1.5, "line-dasharray": [4, 2] },
    },
    {
      id: "trees",
      type: "circle",
      source: "plans",
      filter: ["has", "isTree"],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 14, 1.5, 19, 7],
        "circle-color": css(palette.ink2, 0.35),
        "circle-stroke-color": css(palette.ink2),
        "circle-stroke-width": 0.6,
      },
    },
    {
      id: "planned-buildings",
      type: "fill",
      source: "plans",
      filter: isBuilding,
      paint: { "fill-color": css(palette.ink2, 0.45), "fill-outline-color": css(palette.ink) },
    },
    {
      id: "links",
      type: "line",
      source: "plans",
      filter: ["all", isLink, ["==", ["get", "status"], "clear"]],
      paint: line,
    },
    {
      id: "links-in-doubt",
      type: "line",
      source: "plans",
      filter: ["all", isLink, ["!=", ["get", "status"], "clear"]],
      paint: { ...line, "line-dasharray": [2, 2] },
    },
  ];
}
