/**
 * An OpenStreetMap extract as a whole, in one import: places of interest, buildings, trees, roads, railways, water and
 * parks. An element that is two things (a school that is a building) is read as two.
 */
import type { ImportOptions } from "#contract/imports.ts";
import type { LngLat, PolygonRings } from "#domain/grid/h3.ts";
import {
  insertStagedBuildings,
  repairStagedBuildings,
  type StagedBuilding,
} from "../../db/queries/buildings-load.ts";
import { livePlaces, publishPlaces } from "../../db/queries/places-load.ts";
import { heightOf } from "../buildings/building-facts.ts";
import { buildingOfOsm, isBuilding } from "../buildings/read-buildings.ts";
import { stagedOutline } from "../buildings/staged-outline.ts";
import {
  type FilePreview,
  type ImportContext,
  type Importer,
  ImportFailure,
  type ImportTotals,
  type OpenedFile,
  type ReadContext,
  type StagedImport,
} from "../importer.ts";
import { classOfTags } from "../points/place-classes.ts";
import { placeOfOsm } from "../points/read-osm-places.ts";
import { sourceKey } from "../points/source-key.ts";
import { collectOsmFeatures, type OsmFeature, type OsmKind } from "./collect-features.ts";
import { type MapRole, mapRolesOf } from "./element-roles.ts";
import type { OsmTags } from "./osm-element.ts";

type Role = MapRole | { what: "place" } | { what: "building" };
type Row = StagedBuilding & { layer: string };
type Found = { ok: true; row: Row } | { ok: false; reason: string; detail: string };
type Counts = { read: number; accepted: number; rejected: number; byLayer: Map<string, number> };

const BATCH_ROWS = 1000;
const PREVIEW_ROWS = 50;
/** Layers that an extract fills: an earlier import of the same file is replaced in all of them. */
const LAYERS = [
  "road",
  "rail",
  "water",
  "park",
  "building",
  "tree",
  "school",
  "station",
  "bus-stop",
  "forecourt",
  "licensed-premises",
];
const LABELS: Record<string, string> = {
  road: "roads and paths",
  rail: "railways",
  water: "waters",
  park: "parks",
  building: "buildings",
  tree: "trees",
  school: "schools",
  station: "stations",
  "bus-stop": "bus stops",
  forecourt: "forecourts",
  "licensed-premises": "licensed premises",
};

export const osmExtractImporter: Importer = {
  kind: "osm-extract",

  async preview(file: OpenedFile, _options: ImportOptions, context: ReadContext): Promise<FilePreview> {
    const rows: string[][] = [];
    for (const feature of await elementsOf(file, context)) {
      for (const role of feature.chosen) {
        const found = rowOf(feature, role);
        if (found.ok)
          rows.push([found.row.layer, found.row.class, found.row.name ?? "", found.row.reference ?? ""]);
      }
      if (rows.length >= PREVIEW_ROWS) break;
    }
    const columns = ["layer", "class", "name", "reference"];
    return {
      columns,
      rows: rows.slice(0, PREVIEW_ROWS),
      entries: [],
      suggestedMapping: null,
      suggestedBoundaryFields: null,
    };
  },

  async check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
    return totalsOf(await readAll(file, context, async () => undefined), options);
  },

  async stage(file: OpenedFile, options: ImportOptions, context: ImportContext): Promise<StagedImport> {
    const { sql, importId } = context;
    const counts = await readAll(file, context, async (layer, rows) =>
      insertStagedBuildings(sql, importId, layer, rows),
    );
    await repairStagedBuildings(sql, importId);
    const totals = totalsOf(counts, options);
    const key = sourceKey(file.name, totals.publisher);
    return {
      totals,
      incidents: false,
      flip: async (tx) => {
        const live = await livePlaces(tx, LAYERS);
        const replaced = live
          .filter(({ fileName, publisher }) => sourceKey(fileName, publisher) === key)
          .map(({ importId: id }) => id);
        await publishPlaces(tx, importId, [...new Set(replaced)]);
        return { replacedSlices: [] };
      },
    };
  },
};

function rolesOf(tags: OsmTags, kind: OsmKind): Role[] | null {
  if (tags.size === 0) return null;
  const roles: Role[] = [
    ...(classOfTags((key) => tags.get(key)) ? [{ what: "place" } as const] : []),
    ...(kind !== "node" && isBuilding(tags.get("building")) ? [{ what: "building" } as const] : []),
    ...mapRolesOf(tags, kind),
  ];
  return roles.length > 0 ? roles : null;
}

function elementsOf(file: OpenedFile, context: ReadContext): Promise<OsmFeature<Role[]>[]> {
  return collectOsmFeatures(file, rolesOf, {
    signal: context.signal,
    onBytes: (bytesRead) =>
      context.onProgress({ phase: "Reading the extract", bytesRead, bytesTotal: file.bytes }),
  });
}

/** @throws ImportFailure where the extract holds nothing that the map shows. */
async function readAll(
  file: OpenedFile,
  context: ReadContext,
  store: (layer: string, rows: StagedBuilding[]) => Promise<void>,
): Promise<Counts> {
  const counts: Counts = { read: 0, accepted: 0, rejected: 0, byLayer: new Map() };
  const waiting = new Map<string, StagedBuilding[]>();
  const flush = async (layer: string) => {
    context.signal.throwIfAborted();
    context.onProgress({ phase: "Reading the extract", rows: counts.read });
    await store(layer, waiting.get(layer) ?? []);
    waiting.set(layer, []);
    await context.settle?.();
  };
  for (const feature of await elementsOf(file, context)) {
    for (const role of feature.chosen) {
      counts.read++;
      const found = rowOf(feature, role);
      if (!found.ok) {
        const { ok: _, ...fault } = found;
        counts.rejected++;
        context.reject({ entry: file.name, line: counts.read, ...fault, excerpt: excerptOf(feature) });
        continue;
      }
      const { layer, ...row } = found.row;
      counts.accepted++;
      counts.byLayer.set(layer, (counts.byLayer.get(layer) ?? 0) + 1);
      const batch = waiting.get(layer) ?? [];
      batch.push(row);
      waiting.set(layer, batch);
      if (batch.length >= BATCH_ROWS) await flush(layer);
    }
  }
  for (const layer of waiting.keys()) await flush(layer);
  if (counts.accepted === 0) throw nothingFound(file.name, counts.read);
  const found = [...counts.byLayer].map(
    ([layer, n]) => `${n.toLocaleString("en-GB")} ${LABELS[layer] ?? layer}`,
  );
  context.warn(`Found: ${found.join(", ")}. An element that is two things counts twice.`);
  return counts;
}

function rowOf(feature: OsmFeature<Role[]>, role: Role): Found {
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

const INCOMPLETE: Found = {
  ok: false,
  reason: "incomplete-shape",
  detail: "The extract does not hold all of it.",
};

function placeRow({ tags, ...feature }: OsmFeature<Role[]>): Found {
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

function buildingRow(feature: OsmFeature<Role[]>): Found {
  const building = buildingOfOsm(feature);
  return building ? { ok: true, row: { layer: "building", ...stagedOutline(building) } } : INCOMPLETE;
}

function lineRow(
  feature: OsmFeature<Role[]>,
  { layer, class: kind }: Extract<MapRole, { what: "line" }>,
): Found {
  const { shape } = feature;
  if (shape.type !== "path" || shape.path.length < 2) return INCOMPLETE;
  return { ok: true, row: mapRow(feature, layer, kind, { type: "LineString", coordinates: shape.path }) };
}

function areaRow(
  feature: OsmFeature<Role[]>,
  { layer, class: kind }: Extract<MapRole, { what: "area" }>,
): Found {
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

function treeRow(feature: OsmFeature<Role[]>): Found {
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
): Row {
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

function totalsOf({ read, accepted, rejected }: Counts, options: ImportOptions): ImportTotals {
  return {
    read,
    accepted,
    rejected,
    unlocated: 0,
    period: null,
    publisher: options.publisher ?? "OpenStreetMap contributors",
    licence: options.licence ?? "ODbL 1.0",
    sourceSlug: null,
    transformMethod: null,
  };
}

function nothingFound(name: string, read: number): ImportFailure {
  return new ImportFailure({
    code: "no-features",
    title: "The extract holds nothing that the map shows",
    detail: `${name} was read to its end: ${read.toLocaleString("en-GB")} elements, none of them complete.`,
    next: "Choose an extract that covers the area, or ask for one with complete ways and relations.",
  });
}
