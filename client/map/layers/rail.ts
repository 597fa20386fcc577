import type { LayerSpecification } from "maplibre-gl";
import { css, type Palette } from "../palette.ts";

export function railLayer(palette: Palette): LayerSpecification {
  return {
    id: "rail",
    type: "line",
    source: "rail",
    paint: { "line-color": css(palette.edge), "line-width": 1.4, "line-dasharray": [5, 2] },
  };
}
