import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

/** Land beyond the study area. */
export function backgroundLayer(palette: Palette): LayerSpecification {
  return { id: "background", type: "background", paint: { "background-color": css(palette.land) } };
}

/** Ground of the study area. */
export function studyAreaLayer(palette: Palette): LayerSpecification {
  return { id: "study-area", type: "fill", source: "area", paint: { "fill-color": css(palette.surface) } };
}

/** Covers what lies beyond the boundary, where only the incidents inside are counted. */
export function outsideVeilLayer(palette: Palette): LayerSpecification {
  return {
    id: "outside-veil",
    type: "fill",
    source: "outside",
    paint: { "fill-color": css(palette.land), "fill-opacity": 0.86, "fill-antialias": false },
  };
}
