/** What an element of an OpenStreetMap extract is to us: one element can be several things at once. */
import type { OsmKind } from "./collect-features.ts";
import type { OsmTags } from "./osm-element.ts";

export type LineLayer = "road" | "rail" | "water";
export type AreaLayer = "water" | "park";

/** A part of the map that an element is. */
export type MapRole =
  | { what: "line"; layer: LineLayer; class: string }
  | { what: "area"; layer: AreaLayer; class: string }
  | { what: "tree" };

/** Ways for vehicles and people, by the class that the map draws them in. */
const ROAD_CLASSES: Record<string, string> = {
  motorway: "motorway",
  motorway_link: "motorway",
  trunk: "trunk",
  trunk_link: "trunk",
  primary: "primary",
  primary_link: "primary",
  secondary: "secondary",
  secondary_link: "secondary",
  tertiary: "tertiary",
  tertiary_link: "tertiary",
  residential: "residential",
  unclassified: "residential",
  living_street: "residential",
  service: "service",
  pedestrian: "pedestrian",
  footway: "path",
  path: "path",
  cycleway: "path",
  steps: "path",
  bridleway: "path",
  track: "track",
};

const RAIL_CLASSES: Record<string, string> = {
  rail: "rail",
  light_rail: "rail",
  narrow_gauge: "rail",
  tram: "rail",
  subway: "tube",
};
const WATERWAYS = new Set(["river", "stream", "canal", "drain", "ditch"]);
const PARKS: Record<string, string> = {
  park: "park",
  garden: "park",
  recreation_ground: "park",
  nature_reserve: "countryside",
  common: "countryside",
};

/** Roles of an element by its tags; none for what the map does not show. */
export function mapRolesOf(tags: OsmTags, kind: OsmKind): MapRole[] {
  if (kind === "node") return tags.get("natural") === "tree" ? [{ what: "tree" }] : [];
  return [...(kind === "way" ? lineRoles(tags) : []), ...areaRoles(tags)];
}

function lineRoles(tags: OsmTags): MapRole[] {
  const road = ROAD_CLASSES[tags.get("highway") ?? ""];
  const rail = RAIL_CLASSES[tags.get("railway") ?? ""];
  const water = tags.get("waterway") ?? "";
  const isArea = tags.get("area") === "yes";
  return [
    ...(road && !isArea ? [{ what: "line", layer: "road", class: road } as const] : []),
    ...(rail ? [{ what: "line", layer: "rail", class: rail } as const] : []),
    ...(WATERWAYS.has(water) ? [{ what: "line", layer: "water", class: water } as const] : []),
  ];
}

function areaRoles(tags: OsmTags): MapRole[] {
  const isWater = tags.get("natural") === "water" || tags.get("waterway") === "riverbank";
  const park = PARKS[tags.get("leisure") ?? ""] ?? PARKS[tags.get("landuse") ?? ""];
  return [
    ...(isWater ? [{ what: "area", layer: "water", class: tags.get("water") ?? "water" } as const] : []),
    ...(park ? [{ what: "area", layer: "park", class: park } as const] : []),
  ];
}
