/** An optional base map from a PMTiles file or a style address, under our own layers. Names stay our own. */
import {
  addProtocol,
  type LayerSpecification,
  type Map as MapLibreMap,
  type StyleSpecification,
} from "maplibre-gl";
import type { Ready } from "#contract/system.ts";
import { getJsonAt } from "../api/http.ts";
import { css, type Palette } from "./palette.ts";

export type BaseMapConfig = Ready["baseMap"];

/** The first of our layers above it. */
const BELOW = "parks";
const PREFIX = "external-";

/** Adds the configured base map, if any. Resolves with what went wrong in words, or null. */
export async function addExternalBaseMap(
  map: MapLibreMap,
  config: BaseMapConfig,
  palette: Palette,
): Promise<string | null> {
  try {
    if (config.styleUrl !== null) await addStyle(map, config.styleUrl);
    else if (config.pmtilesUrl !== null) await addPmtiles(map, config.pmtilesUrl, palette);
    else return null;
    map.setPaintProperty("study-area", "fill-opacity", 0);
    map.setPaintProperty("outside-veil", "fill-opacity", 0.55);
    return null;
  } catch (error) {
    return `The configured base map could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Takes over a style's sources and its drawn layers; its labels, sprites and glyphs are left out. */
async function addStyle(map: MapLibreMap, styleUrl: string): Promise<void> {
  const style = (await getJsonAt(styleUrl)) as StyleSpecification;
  for (const [id, source] of Object.entries(style.sources)) map.addSource(PREFIX + id, source);
  for (const layer of style.layers) {
    if (layer.type === "symbol" || layer.type === "background" || !("source" in layer)) continue;
    map.addLayer({ ...layer, id: PREFIX + layer.id, source: PREFIX + String(layer.source) }, BELOW);
  }
}

/** Vector tiles of the Protomaps schema, drawn in our colours. */
async function addPmtiles(map: MapLibreMap, url: string, palette: Palette): Promise<void> {
  const { Protocol } = await import("pmtiles");
  addProtocol("pmtiles", new Protocol().tile);
  map.addSource(`${PREFIX}tiles`, { type: "vector", url: `pmtiles://${new URL(url, document.baseURI)}` });
  for (const layer of protomapsLayers(palette)) map.addLayer(layer, BELOW);
}

/** Kinds of land use that are drawn green. */
const GREEN_KINDS = [
  "park",
  "wood",
  "forest",
  "grass",
  "cemetery",
  "golf_course",
  "nature_reserve",
  "recreation_ground",
];

function protomapsLayers(palette: Palette): LayerSpecification[] {
  const source = `${PREFIX}tiles`;
  const fill = (id: string, layer: string, colour: string): LayerSpecification => ({
    id: PREFIX + id,
    type: "fill",
    source,
    "source-layer": layer,
    paint: { "fill-color": colour },
  });
  return [
    fill("earth", "earth", css(palette.surface)),
    {
      ...fill("green", "landuse", css(palette.park)),
      filter: ["in", ["get", "kind"], ["literal", GREEN_KINDS]],
    } as LayerSpecification,
    {
      ...fill("water", "water", css(palette.water)),
      filter: ["==", ["geometry-type"], "Polygon"],
    } as LayerSpecification,
    { ...fill("buildings", "buildings", css(palette.edge, 0.3)), minzoom: 14 } as LayerSpecification,
    {
      id: `${PREFIX}roads`,
      type: "line",
      source,
      "source-layer": "roads",
      paint: {
        "line-color": css(palette.edge, 0.6),
        "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 9, 0.4, 14, 1.6, 18, 9],
      },
    },
  ];
}
