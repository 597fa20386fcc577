import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Wireless links by what a check found, and buildings that do not stand yet. */
export function planLayers(palette: Palette): LayerSpecification[] {
  const isBuilding: ExpressionSpecification = ["==", ["geometry-type"], "Polygon"];
  const isLink: ExpressionSpecification = ["==", ["geometry-type"], "LineString"];
  const line = { "line-color": css(palette.ink), "line-width": 2 } as const;
  return [
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
