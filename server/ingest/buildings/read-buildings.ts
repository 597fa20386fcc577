/** Footprints of buildings out of GeoJSON or an OpenStreetMap extract. */
import type { LngLat, PolygonRings } from "#domain/grid/h3.ts";
import { bngToWgs84, isBng } from "#domain/grid/osgb.ts";
import { textOf } from "../boundaries/boundary-fields.ts";
import { openGeoJson } from "../boundaries/geojson-source.ts";
import type { OpenedFile, ReadContext } from "../importer.ts";
import { collectOsmFeatures, type OsmFeature, type OsmShape } from "../osm/collect-features.ts";
import { classOfBuilding, heightOf } from "./building-facts.ts";

export type BuildingDraft = {
  class: string;
  name: string | null;
  reference: string | null;
  heightM: number | null;
  heightFrom: "height" | "levels" | null;
  /** A height that could not be read, as it stands. */
  unusableHeight: string | null;
  polygons: readonly PolygonRings[];
};

export type BuildingFault = { line: number; reason: string; detail: string; excerpt: string };

/** One entry of the file: a building, or why it is none. */
export type BuildingEntry = { ok: true; building: BuildingDraft } | ({ ok: false } & BuildingFault);

/** Every polygon feature. @throws ImportFailure */
export async function* geoJsonBuildings(
  file: OpenedFile,
  context: ReadContext,
): AsyncGenerator<BuildingEntry> {
  for await (const { number, properties, geometry } of openGeoJson(file, context).features()) {
    const tags = new Map(
      Object.entries(properties).map(([key, found]) => [key.toLowerCase(), textOf(found)]),
    );
    const fault = { ok: false, line: number, excerpt: JSON.stringify(properties).slice(0, 300) } as const;
    if (geometry.kind !== "polygons") {
      const detail = geometry.kind === "malformed" ? geometry.detail : "it is not an area";
      yield { ...fault, reason: "not-a-footprint", detail: `Feature ${number}: ${detail}.` };
      continue;
    }
    const polygons = inDegrees(geometry.polygons);
    if (polygons)
      yield {
        ok: true,
        building: draftOf((key) => tags.get(key), file.name, polygons, tags.get("osm_id") ?? null),
      };
    else
      yield {
        ...fault,
        reason: "outside-world",
        detail: `Feature ${number} has positions that are no degrees and no National Grid.`,
      };
  }
}

/** Every closed way and multipolygon that is tagged as a building. @throws ImportFailure */
export async function* osmBuildings(file: OpenedFile, context: ReadContext): AsyncGenerator<BuildingEntry> {
  const features = await collectOsmFeatures(
    file,
    (tags, kind) => (kind !== "node" && isBuilding(tags.get("building")) ? true : null),
    {
      signal: context.signal,
      onBytes: (bytesRead) =>
        context.onProgress({ phase: "Reading the extract", bytesRead, bytesTotal: file.bytes }),
    },
  );
  for (const [i, feature] of features.entries()) {
    const building = buildingOfOsm(feature);
    if (building) {
      yield { ok: true, building };
      continue;
    }
    yield {
      ok: false,
      line: i + 1,
      reason: "incomplete-shape",
      detail: "The extract does not hold all of its outline.",
      excerpt: `${referenceOf(feature)} ${JSON.stringify(Object.fromEntries(feature.tags))}`.slice(0, 300),
    };
  }
}

/** The building that an element is; null if the extract does not hold all of its outline. */
export function buildingOfOsm(feature: OsmFeature<unknown>): BuildingDraft | null {
  const polygons = polygonsOf(feature.shape);
  return polygons && draftOf((key) => feature.tags.get(key), "", polygons, referenceOf(feature));
}

export function isBuilding(tag: string | undefined): boolean {
  return tag !== undefined && tag !== "no" && tag !== "";
}

function polygonsOf(shape: OsmShape): PolygonRings[] | null {
  if (shape.type === "polygons") return shape.polygons;
  return shape.type === "path" && shape.closed ? [[shape.path]] : null;
}

function referenceOf({ kind, id }: OsmFeature<unknown>): string {
  return `${kind}/${id}`;
}

function draftOf(
  of: (key: string) => string | undefined,
  fileName: string,
  polygons: readonly PolygonRings[],
  reference: string | null,
): BuildingDraft {
  const { heightM, from, unusable } = heightOf(of);
  return {
    class: classOfBuilding(of("building"), fileName),
    name: of("name")?.trim().slice(0, 200) || null,
    reference,
    heightM,
    heightFrom: from,
    unusableHeight: unusable,
    polygons,
  };
}

/** Degrees as they are, National Grid metres converted; null for neither. */
function inDegrees(polygons: readonly PolygonRings[]): readonly PolygonRings[] | null {
  const [x = Number.NaN, y = Number.NaN] = polygons[0]?.[0]?.[0] ?? [];
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return polygons;
  if (!isBng(x, y)) return null;
  return polygons.map((rings) => rings.map((ring) => ring.map(([e, n]): LngLat => bngToWgs84(e, n))));
}
