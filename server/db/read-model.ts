/**
 * The one way to read the database. Whoever asks states the audience the answer is for; what an audience may not
 * see is refused here, whatever the route. Use cases and routes never reach past it.
 */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import { type Audience, admitAudience, entitlementOf } from "#domain/disclosure/audiences.ts";
import { AreaFigures, type AreaOrAll, type ReadTools } from "./area-figures.ts";
import { DatasetWatch } from "./dataset-watch.ts";
import * as areas from "./queries/areas.ts";
import * as crossings from "./queries/boundary-crossings.ts";
import * as scene from "./queries/camera-scene.ts";
import { harmTables } from "./queries/harm.ts";
import * as imports from "./queries/import-manifests.ts";
import * as events from "./queries/incident-events.ts";
import * as incidents from "./queries/incidents.ts";
import { buildingsNearLine } from "./queries/link-buildings.ts";
import { wardsOfLocations, wardsOfPositions } from "./queries/locations.ts";
import * as features from "./queries/map-features.ts";
import * as decisions from "./queries/place-decisions.ts";
import { revisedMonths } from "./queries/revisions.ts";
import * as search from "./queries/search.ts";
import { publishedMeasures } from "./queries/small-areas.ts";
import type { AreaRow, Snapshot } from "./snapshot.ts";

export type { AreaOrAll } from "./area-figures.ts";
export type { PostRow } from "./queries/camera-scene.ts";
export type { HarmTableRow } from "./queries/harm.ts";
export type { EventPlace } from "./queries/incident-events.ts";
export type { NamedRow, TimePart } from "./queries/incidents.ts";
export type { LinkBuildingRow } from "./queries/link-buildings.ts";
export type { LocationRow } from "./queries/locations.ts";
export type { DecisionAdded, DecisionWithdrawn, NewPlaceDecision } from "./queries/place-decisions.ts";
export type { RevisedMonth } from "./queries/revisions.ts";

/** Asked for an audience that cannot be served. */
export class AudienceRefused extends Error {
  override name = "AudienceRefused";
}

export type Reader = ReturnType<typeof reader>;
/** Parameters of a query but for the connection. */
type AfterSql<Q> = Q extends (sql: never, ...asked: infer A) => unknown ? A : never;
type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * Opens the read model for an audience. Make one for the life of the app: it keeps what was read.
 * @throws AudienceRefused for an audience that this version does not serve.
 */
export function reader(tools: ReadTools, audience: Audience) {
  const decision = admitAudience(audience);
  if (!decision.ok) throw new AudienceRefused(decision.reason);
  const { sql } = tools;
  const dataset = new DatasetWatch(sql);
  const figures = new AreaFigures(tools);
  type Figures = AreaFigures;
  return {
    audience: decision.audience,
    may: entitlementOf(decision.audience),

    version: () => dataset.version(),
    snapshot: () => dataset.snapshot(),

    locationCounts: (...asked: Parameters<Figures["locationCounts"]>) => figures.locationCounts(...asked),
    cellCounts: (...asked: Parameters<Figures["cellCounts"]>) => figures.cellCounts(...asked),
    cellPositions: (...asked: Parameters<Figures["cellPositions"]>) => figures.cellPositions(...asked),
    areaCells: (...asked: Parameters<Figures["areaCells"]>) => figures.areaCells(...asked),
    forcesOf: (...asked: Parameters<Figures["forcesOf"]>) => figures.forcesOf(...asked),
    peoplePerCell: (...asked: Parameters<Figures["peoplePerCell"]>) => figures.peoplePerCell(...asked),

    areaGeometry: (area: AreaRow) => figures.outline(area),
    areaOutlines: (ids: readonly number[]) => areas.areaOutlines(sql, ids),
    areasWithin: (area: AreaRow, kind: string) => areas.areasWithin(sql, area.id, kind),
    areasMeeting: (polygon: string, kind: string) => areas.areasMeeting(sql, polygon, kind),
    publishedMeasures: (area: AreaRow) => publishedMeasures(sql, area.bbox),
    areaPopulation: (area: AreaRow) => areas.areaPopulation(sql, area.code, area.name),

    namedAgainstPolygon: (area: AreaRow, slices: readonly SelectedSlice[]) =>
      incidents.namedAgainstPolygon(sql, area, slices),
    incidentsByTime: (area: AreaOrAll, by: incidents.TimePart, slices: readonly SelectedSlice[]) =>
      incidents.incidentsByTime(sql, area?.id ?? null, by, slices),

    searchStreets: (snapshot: Snapshot, text: string, limit: number) =>
      search.searchStreets(
        sql,
        text,
        snapshot.slices.map((slice) => slice.id),
        limit,
      ),
    searchPlaces: (text: string, limit: number) => search.searchPlaces(sql, text, limit),
    mapFeatures: (layer: string, bbox: readonly number[] | null, areaId: number | null, limit: number) =>
      features.mapFeatures(sql, layer, bbox, areaId, limit),

    incidentEvents: (place: events.EventPlace, slices: readonly SelectedSlice[]) =>
      events.incidentEvents(sql, place, slices),
    incidentsPerDay: (place: events.EventPlace, slices: readonly SelectedSlice[]) =>
      events.incidentsPerDay(sql, place, slices),
    attributeCounts: (place: events.EventPlace, slices: readonly SelectedSlice[], mostTexts: number) =>
      events.attributeCounts(sql, place, slices, mostTexts),
    locationNames: (ids: readonly bigint[]) => events.locationNames(sql, ids),
    placePoints: (layers: readonly string[], bbox: readonly number[] | null, areaId: number | null) =>
      features.placePoints(sql, layers, bbox, areaId),
    harmTables: () => harmTables(sql),

    footprintsIn: (box: Parameters<typeof scene.footprintsIn>[1]) => scene.footprintsIn(sql, box),
    posts: (layer: "column" | "camera", areaId: number | null, box: Box | null, limit: number) =>
      scene.postsOf(sql, layer, areaId, box, limit),
    columnsById: (ids: readonly string[]) => scene.columnsById(sql, ids),
    boundaryCrossings: (areaId: number, classes: readonly string[], withinM: number) =>
      crossings.boundaryCrossings(sql, areaId, classes, withinM),
    roadsAlongBoundary: (areaId: number, classes: readonly string[]) =>
      crossings.roadsAlongBoundary(sql, areaId, classes),
    treesIn: (box: Box) => scene.treesIn(sql, box),
    columnsInPrivacyZones: () => scene.columnsInPrivacyZones(sql),
    buildingsNearLine: (...asked: AfterSql<typeof buildingsNearLine>) => buildingsNearLine(sql, ...asked),
    uniteViews: (polygons: readonly string[]) => scene.uniteViews(sql, polygons),
    groundNear: (ground: string, classes: readonly string[], metres: number) =>
      scene.groundNear(sql, ground, classes, metres),
    sumOfViews: (polygons: readonly (readonly string[])[]) => scene.sumOfViews(sql, polygons),

    wardsOfLocations: (ids: readonly bigint[]) => wardsOfLocations(sql, ids),
    wardsOfPositions: (positions: readonly (readonly [number, number])[]) => wardsOfPositions(sql, positions),
    revisedMonths: (sliceIds: readonly number[], typeIds: readonly number[], to: string) =>
      revisedMonths(sql, sliceIds, typeIds, to),
    placeDecisions: () => decisions.placeDecisions(sql),
    placeDecisionsVersion: () => decisions.placeDecisionsVersion(sql),

    importManifests: () => imports.importManifests(sql),
    importManifest: (id: number) => imports.importManifest(sql, id),
    importRejections: (id: number, after: number, limit: number) =>
      imports.importRejections(sql, id, after, limit),
    savedMappings: () => imports.savedMappings(sql),
  };
}
