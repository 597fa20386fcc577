/**
 * The one list of what is drawn over what, bottom first. A configured base map goes between `study-area` and `parks`. A layer that is not in it cannot be added to the map, so
 * that nobody finds out by chance what covers what.
 */

export const LAYER_ORDER = [
  { id: "background", engine: "maplibre" },
  { id: "study-area", engine: "maplibre" },
  { id: "parks", engine: "maplibre" },
  { id: "water", engine: "maplibre" },
  { id: "water-lines", engine: "maplibre" },
  { id: "buildings", engine: "maplibre" },
  { id: "hexagons", engine: "deck" },
  { id: "hexagon-marks", engine: "deck" },
  { id: "rail", engine: "maplibre" },
  { id: "minor-roads", engine: "maplibre" },
  { id: "roads", engine: "maplibre" },
  { id: "outside-veil", engine: "maplibre" },
  { id: "views-fill", engine: "maplibre" },
  { id: "views-line", engine: "maplibre" },
  { id: "live-view-fill", engine: "maplibre" },
  { id: "live-view-dimmed", engine: "maplibre" },
  { id: "live-view-line", engine: "maplibre" },
  { id: "trees", engine: "maplibre" },
  { id: "planned-buildings", engine: "maplibre" },
  { id: "privacy-zones", engine: "maplibre" },
  { id: "neighbours", engine: "maplibre" },
  { id: "wards", engine: "maplibre" },
  { id: "area-outline", engine: "maplibre" },
  { id: "hotspot-outlines", engine: "maplibre" },
  { id: "selection-halo", engine: "maplibre" },
  { id: "selection", engine: "maplibre" },
  { id: "columns", engine: "maplibre" },
  { id: "links", engine: "maplibre" },
  { id: "links-in-doubt", engine: "maplibre" },
  { id: "road-labels", engine: "maplibre" },
  { id: "place-labels", engine: "maplibre" },
  { id: "hotspot-ranks", engine: "maplibre" },
  { id: "camera-facing", engine: "maplibre" },
  { id: "camera-dots", engine: "maplibre" },
  { id: "camera-labels", engine: "maplibre" },
] as const satisfies readonly { id: string; engine: "maplibre" | "deck" }[];

export type LayerId = (typeof LAYER_ORDER)[number]["id"];

/**
 * Position of a layer in the order.
 * @throws RangeError for a layer that is not listed.
 */
export function layerPosition(id: string): number {
  const at = LAYER_ORDER.findIndex((layer) => layer.id === id);
  if (at < 0)
    throw new RangeError(`layerPosition: expected a layer of LAYER_ORDER, got ${JSON.stringify(id)}`);
  return at;
}

/**
 * The next MapLibre layer above a layer: what a deck.gl layer has to be put before. undefined = on top of all.
 * @throws RangeError for a layer that is not listed.
 */
export function beforeIdOf(id: LayerId): string | undefined {
  return LAYER_ORDER.slice(layerPosition(id) + 1).find((layer) => layer.engine === "maplibre")?.id;
}

/**
 * Layers in drawing order.
 * @throws RangeError if one of them is not listed, or is listed twice in the argument.
 */
export function inLayerOrder<T extends { id: string }>(layers: readonly T[]): T[] {
  const ids = new Set(layers.map((layer) => layer.id));
  if (ids.size < layers.length) throw new RangeError("inLayerOrder: a layer is given twice");
  return [...layers].sort((a, b) => layerPosition(a.id) - layerPosition(b.id));
}
