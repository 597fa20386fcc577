/**
 * GeoJSON of roads, railways, waters, parks or trees. What a feature is its OpenStreetMap tags say; without tags the
 * file's name says it of all of them ("highways_primary.geojson", "trees.geojson").
 */
import type { LngLat } from "#domain/grid/h3.ts";
import { bngToWgs84, isBng } from "#domain/grid/osgb.ts";
import { textOf } from "../boundaries/boundary-fields.ts";
import { openGeoJson } from "../boundaries/geojson-source.ts";
import type { RawFeature } from "../boundaries/raw-feature.ts";
import { heightOf } from "../buildings/building-facts.ts";
import type { OpenedFile, ReadContext } from "../importer.ts";
import { type MapRole, mapRolesOf } from "./element-roles.ts";
import { type MapEntry, type MapFound, mapImporter } from "./map-importer.ts";

export const mapLayersImporter = mapImporter({
  kind: "map-layers",
  entries: geoJsonEntries,
  publisher: null,
  licence: null,
  next: "Choose GeoJSON of lines, areas or points with OpenStreetMap tags, or with a name that says what it holds (roads, railways, rivers, parks, trees).",
});

async function* geoJsonEntries(file: OpenedFile, context: ReadContext): AsyncGenerator<MapEntry> {
  const named = roleOfName(file.name);
  for await (const feature of openGeoJson(file, context).features()) {
    yield { found: rowOf(feature, named), excerpt: JSON.stringify(feature.properties).slice(0, 300) };
  }
}

const CLASSES = ["motorway", "trunk", "primary", "secondary", "tertiary", "residential"];

/** What a file's name says of every feature in it; null if it says nothing. */
function roleOfName(fileName: string): MapRole | null {
  const name = fileName.toLowerCase();
  if (/tree/.test(name)) return { what: "tree" };
  if (/high_?way|road|street/.test(name)) {
    const known = CLASSES.find((each) => name.includes(each));
    return { what: "line", layer: "road", class: known ?? "residential" };
  }
  if (/rail|tube|tram/.test(name)) return { what: "line", layer: "rail", class: "rail" };
  if (/river|stream|canal|waterway/.test(name)) return { what: "line", layer: "water", class: "river" };
  if (/park|garden|green/.test(name)) return { what: "area", layer: "park", class: "park" };
  if (/water|lake|pond/.test(name)) return { what: "area", layer: "water", class: "water" };
  return null;
}

function rowOf({ number, properties, geometry }: RawFeature, named: MapRole | null): MapFound {
  const tags = new Map(Object.entries(properties).map(([key, found]) => [key, textOf(found)]));
  const shape = shapeOf(geometry);
  if (!shape) return fault(number, "not-on-map", "its geometry is no point, line or area that can be read");
  const kind = shape.what === "tree" ? "node" : "way";
  const role = mapRolesOf(tags, kind).find(({ what }) => what === shape.what) ?? named;
  if (!role) return fault(number, "not-on-map", "neither its tags nor the file’s name say what it is");
  if (role.what !== shape.what)
    return fault(number, "other-shape", `it is drawn as ${WORDS[shape.what]}, expected ${WORDS[role.what]}`);
  const { heightM } = heightOf((key) => tags.get(key));
  return {
    ok: true,
    row: {
      layer: role.what === "tree" ? "tree" : role.layer,
      class: role.what === "tree" ? "tree" : role.class,
      name: tags.get("name")?.trim().slice(0, 200) || null,
      reference: tags.get("osm_id")?.slice(0, 60) || null,
      heightM: role.what === "tree" ? heightM : null,
      attributes: JSON.stringify({}),
      geometry: JSON.stringify(shape.geometry),
    },
  };
}

const WORDS = { line: "a line", area: "an area", tree: "a point" } as const;

function fault(number: number, reason: string, detail: string): MapFound {
  return { ok: false, reason, detail: `Feature ${number}: ${detail}.` };
}

type Shape = { what: MapRole["what"]; geometry: { type: string; coordinates: unknown } };

function shapeOf(geometry: RawFeature["geometry"]): Shape | null {
  if (geometry.kind === "polygons") {
    const coordinates = inDegrees(geometry.polygons);
    return coordinates && { what: "area", geometry: { type: "MultiPolygon", coordinates } };
  }
  if (geometry.kind !== "other") return null;
  const { type } = geometry;
  const coordinates = inDegrees(geometry.coordinates);
  if (coordinates === null) return null;
  if (type === "Point") return { what: "tree", geometry: { type, coordinates } };
  return type === "LineString" || type === "MultiLineString"
    ? { what: "line", geometry: { type, coordinates } }
    : null;
}

/** The same lists with positions in degrees; null for positions that are neither degrees nor National Grid. */
function inDegrees(coordinates: unknown): unknown[] | null {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return null;
  const [x, y] = coordinates;
  if (typeof x === "number" && typeof y === "number") return positionOf(x, y);
  const parts = coordinates.map(inDegrees);
  return parts.every((part) => part !== null) ? parts : null;
}

function positionOf(x: number, y: number): [number, number] | null {
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return [x, y];
  if (!isBng(x, y)) return null;
  const [lng, lat]: LngLat = bngToWgs84(x, y);
  return [lng, lat];
}
