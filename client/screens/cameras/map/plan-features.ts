/** Wireless links and planned buildings as shapes for the map. Pure. */
import type { LinkCheck } from "#contract/links.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";

/**
 * @param zones privacy zones, and trees that are counted, as the map features give them.
 * @param checks what is known of the links; one that is not checked yet is in doubt.
 */
export function planFeatures(
  { links, buildings }: Pick<ScenarioDocument, "links" | "buildings">,
  checks: readonly Pick<LinkCheck, "id" | "status">[],
  zones: readonly GeoJSON.Feature[],
  trees: readonly GeoJSON.Feature[],
): GeoJSON.FeatureCollection {
  const status = new Map(checks.map((check) => [check.id, check.status]));
  return {
    type: "FeatureCollection",
    features: [
      ...links.map(({ id, from, to }): GeoJSON.Feature => {
        const coordinates = [from.position, to.position].map(([lng, lat]) => [lng, lat]);
        return {
          type: "Feature",
          properties: { status: status.get(id) ?? "unknown" },
          geometry: { type: "LineString", coordinates },
        };
      }),
      ...plannedFootprints(buildings),
      ...zones.map((zone) => ({ ...zone, properties: { isZone: true } })),
      ...trees.map((tree) => ({ ...tree, properties: { isTree: true } })),
    ],
  };
}

/** Footprints with `heightM`, as those of standing buildings. */
export function plannedFootprints(buildings: ScenarioDocument["buildings"]): GeoJSON.Feature[] {
  return buildings.map(({ ring, heightM }) => ({
    type: "Feature",
    properties: { heightM },
    geometry: { type: "Polygon", coordinates: [ring.map(([lng, lat]) => [lng, lat])] },
  }));
}
