/**
 * An OpenStreetMap extract as a whole, in one import: places of interest, buildings, trees, roads, railways, water and
 * parks. An element that is two things (a school that is a building) is read as two.
 */
import type { LngLat, PolygonRings } from "#domain/grid/h3.ts";
import { heightOf } from "../buildings/building-facts.ts";
import { buildingOfOsm, isBuilding } from "../buildings/read-buildings.ts";
import { stagedOutline } from "../buildings/staged-outline.ts";
import type { OpenedFile, ReadContext } from "../importer.ts";
import { classOfTags } from "../points/place-classes.ts";
import { placeOfOsm } from "../points/read-osm-places.ts";
import { collectOsmFeatures, type OsmFeature, type OsmKind } from "./collect-features.ts";
import { type MapRole, mapRolesOf } from "./element-roles.ts";
import { type MapEntry, type MapFound, type MapRow, mapImporter } from "./map-importer.ts";
import type { OsmTags } from "./osm-element.ts";

type Role = MapRole | { what: "place" } | { what: "building" };

export const osmExtractImporter = mapImporter({
  kind: "osm-extract",
  entries: osmEntries,
  publisher: "OpenStreetMap contributors",
  licence: "ODbL 1.0",
  next: "Choose an extract that covers the area, or ask for one with complete ways and relations.",
});

async function* osmEntries(file: OpenedFile, context: ReadContext): AsyncGenerator<MapEntry> {
  const features = await collectOsmFeatures(file, rolesOf, {
    signal: context.signal,
    onBytes: (bytesRead) =>
      context.onProgress({ phase: "Reading the extract", bytesRead, bytesTotal: file.bytes }),
  });
  for (const feature of features) {
    for (const role of feature.chosen) yield { found: rowOf(feature, role), excerpt: excerptOf(feature) };
  }
}

function rolesOf(tags: OsmTags, kind: OsmKind): Role[] | null {
  if (tags.size === 0) return null;
  const roles: Role[] = [
    ...(classOfTags((key) => tags.get(key)) ? [{ what: "place" } as const] : []),
    ...(kind !== "node" && isBuilding(tags.get("building")) ? [{ what: "building" } as const] : []),
    ...mapRolesOf(tags, kind),
  ];
  return roles.length > 0 ? roles : null;
}

function rowOf(feature: OsmFeature<Role[]>, role: Role): MapFound {
  switch (role.what) {
    case "place":
      return placeRow(feature);
    case "building":
      return buildingRow(feature);
    case "line":
      return lineRow(feature, role);
    case "area":
      return areaRow(feature, role);
    case "tree":
      return treeRow(feature);
  }
}

const INCOMPLETE: MapFound = {
  ok: false,
  reason: "incomplete-shape",
  detail: "The extract does not hold all of it.",
};

function placeRow({ tags, ...feature }: OsmFeature<Role[]>): MapFound {
  const chosen = classOfTags((key) => tags.get(key));
  const place = chosen && placeOfOsm({ ...feature, tags, chosen });
  if (!place) return INCOMPLETE;
  if (!place.ok) return place;
  const { layer, class: kind, name, reference, attributes, position } = place.draft;
  return {
    ok: true,
    row: {
      layer,
      class: kind,
      name,
      reference,
      heightM: null,
      attributes: JSON.stringify(attributes),
      geometry: JSON.stringify({ type: "Point", coordinates: position }),
    },
  };
}

function buildingRow(feature: OsmFeature<Role[]>): MapFound {
  const building = buildingOfOsm(feature);
  return building ? { ok: true, row: { layer: "building", ...stagedOutline(building) } } : INCOMPLETE;
}

function lineRow(
  feature: OsmFeature<Role[]>,
  { layer, class: kind }: Extract<MapRole, { what: "line" }>,
): MapFound {
  const { shape } = feature;
  if (shape.type !== "path" || shape.path.length < 2) return INCOMPLETE;
  return { ok: true, row: mapRow(feature, layer, kind, { type: "LineString", coordinates: shape.path }) };
}

function areaRow(
  feature: OsmFeature<Role[]>,
  { layer, class: kind }: Extract<MapRole, { what: "area" }>,
): MapFound {
  const { shape } = feature;
  const polygons: readonly PolygonRings[] | null =
    shape.type === "polygons"
      ? shape.polygons
      : shape.type === "path" && shape.closed
        ? [[shape.path]]
        : null;
  if (!polygons) return INCOMPLETE;
  return { ok: true, row: mapRow(feature, layer, kind, { type: "MultiPolygon", coordinates: polygons }) };
}

function treeRow(feature: OsmFeature<Role[]>): MapFound {
  const { shape, tags } = feature;
  if (shape.type !== "point") return INCOMPLETE;
  const { heightM } = heightOf((key) => tags.get(key));
  const crownM = Number(tags.get("diameter_crown")?.replace(/\s*m$/, "") ?? Number.NaN);
  const attributes = crownM > 0 && crownM <= 40 ? { crownRadiusM: crownM / 2 } : {};
  const row = mapRow(feature, "tree", tags.get("leaf_cycle") ?? "tree", {
    type: "Point",
    coordinates: shape.position,
  });
  return { ok: true, row: { ...row, heightM, attributes: JSON.stringify(attributes) } };
}

type Geometry = { type: string; coordinates: LngLat | readonly LngLat[] | readonly PolygonRings[] };

function mapRow(
  { kind, id, tags }: OsmFeature<Role[]>,
  layer: string,
  className: string,
  geometry: Geometry,
): MapRow {
  const ref = tags.get("ref");
  return {
    layer,
    class: className.slice(0, 60),
    name: (tags.get("name") ?? ref)?.trim().slice(0, 200) || null,
    reference: `${kind}/${id}`,
    heightM: null,
    attributes: JSON.stringify(ref ? { ref: ref.slice(0, 60) } : {}),
    geometry: JSON.stringify(geometry),
  };
}

function excerptOf({ kind, id, tags }: OsmFeature<Role[]>): string {
  return `${kind}/${id} ${JSON.stringify(Object.fromEntries(tags))}`.slice(0, 300);
}
