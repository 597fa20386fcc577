/**
 * The one way to read the database. Whoever asks states the audience the answer is for; what an audience may not
 * see is refused here, whatever the route. Use cases and routes never reach past it.
 */

import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import {
  type Audience,
  admitAudience,
  type Entitlement,
  entitlementOf,
} from "#domain/disclosure/audiences.ts";
import type { AreaCells } from "#domain/grid/area-cells.ts";
import {
  cellAt,
  cellToBigInt,
  type PolygonRings,
  type StoredResolution,
  storageParent,
} from "#domain/grid/h3.ts";
import {
  type CellIndex,
  indexAllCells,
  indexCells,
  indexLocations,
  type LocationIndex,
} from "./area-index.ts";
import { BoundedCache } from "./bounded-cache.ts";
import type { Geometry } from "./geometry.ts";
import type { PairCounts } from "./pair-counts.ts";
import * as areas from "./queries/areas.ts";
import { positionsPerSlice } from "./queries/counts.ts";
import * as imports from "./queries/import-manifests.ts";
import * as incidents from "./queries/incidents.ts";
import { locationsCoveredBy, locationsOfCell } from "./queries/locations.ts";
import * as features from "./queries/map-features.ts";
import * as search from "./queries/search.ts";
import { peopledAreas } from "./queries/small-areas.ts";
import { datasetVersion, readSnapshot } from "./queries/snapshot.ts";
import type { AreaRow, Snapshot } from "./snapshot.ts";
import type { Sql } from "./sql.ts";

export type { NamedRow } from "./queries/incidents.ts";

/** Asked for an audience that cannot be served. */
export class AudienceRefused extends Error {
  override name = "AudienceRefused";
}

const INDEX_BYTES = 256 * 2 ** 20;
const COVER_CELLS = 600_000;

/** Null stands for the whole database where an area is asked for. */
export type AreaOrAll = AreaRow | null;

export type PeoplePerCell = {
  /** By cell; null = no published figure covers most of it. */
  people: (number | null)[];
  year: number;
  kind: string;
  areas: number;
};

export type ReadTools = { sql: Sql; geometry: Geometry };

/**
 * Opens the read model for an audience. Make one for the life of the app: it keeps what was read.
 * @throws AudienceRefused for an audience that this version does not serve.
 */
export function reader(tools: ReadTools, audience: Audience) {
  const decision = admitAudience(audience);
  if (!decision.ok) throw new AudienceRefused(decision.reason);
  return new Reader(tools, audience);
}

export class Reader {
  readonly audience: Audience;
  readonly may: Entitlement;
  readonly #sql: Sql;
  readonly #geometry: Geometry;
  readonly #snapshots = new BoundedCache<Promise<Snapshot>>(2);
  /** Indexes hold for one version of the dataset: a new one may bring new positions. */
  readonly #locations = new BoundedCache<Promise<LocationIndex>>(INDEX_BYTES);
  readonly #cells = new BoundedCache<Promise<CellIndex>>(INDEX_BYTES);
  readonly #forces = new BoundedCache<Promise<ReadonlySet<number>>>(2000);
  /** Outlines never change: an area that is replaced gets a new id. Weighed in cells. */
  readonly #covers = new BoundedCache<Promise<AreaCells>>(COVER_CELLS);
  readonly #people = new BoundedCache<Promise<PeoplePerCell | null>>(COVER_CELLS);
  #version: Promise<string> | null = null;
  #nextVersion: Promise<string> | null = null;

  constructor(tools: ReadTools, audience: Audience) {
    this.audience = audience;
    this.may = entitlementOf(audience);
    this.#sql = tools.sql;
    this.#geometry = tools.geometry;
  }

  /**
   * Version of the dataset as of now or later: a question already under way when this is called is not shared,
   * the one that starts after it is, so a thousand callers cost two queries.
   */
  version(): Promise<string> {
    if (!this.#version) {
      this.#version = datasetVersion(this.#sql).finally(() => {
        this.#version = null;
      });
      return this.#version;
    }
    this.#nextVersion ??= this.#version
      .catch(() => "")
      .then(() => {
        this.#nextVersion = null;
        return this.version();
      });
    return this.#nextVersion;
  }

  /** What is live now. Unchanged between calls as long as the dataset is. */
  async snapshot(): Promise<Snapshot> {
    const version = await this.version();
    const known = this.#snapshots.get(version);
    if (known) return known;
    const reading = readSnapshot(this.#sql);
    this.#snapshots.set(version, reading, 1);
    reading.catch(() => this.#snapshots.delete(version));
    return reading;
  }

  /** Positions in an area, with their counts. */
  async locations(snapshot: Snapshot, area: AreaOrAll): Promise<LocationIndex> {
    return keep(this.#locations, `${snapshot.version}/${area?.id ?? "all"}`, locationBytes, async () =>
      indexLocations(area ? await locationsCoveredBy(this.#sql, area.id) : null),
    );
  }

  /** Counts of the selected slices by position in an area. */
  async locationCounts(
    snapshot: Snapshot,
    area: AreaOrAll,
    slices: readonly SelectedSlice[],
  ): Promise<{ index: LocationIndex; pairs: PairCounts[] }> {
    const index = await this.locations(snapshot, area);
    const pairs = await index.store.counts(this.#sql, slices);
    this.#locations.set(
      `${snapshot.version}/${area?.id ?? "all"}`,
      Promise.resolve(index),
      locationBytes(index),
    );
    return { index, pairs };
  }

  /** Counts of the selected slices by cell. Cells of the buffer are counted whole. */
  async cellCounts(
    snapshot: Snapshot,
    area: AreaOrAll,
    resolution: StoredResolution,
    bufferM: number,
    slices: readonly SelectedSlice[],
  ): Promise<{ index: CellIndex; pairs: PairCounts[] }> {
    const key = `${snapshot.version}/${area?.id ?? "all"}/${resolution}/${bufferM}`;
    const index = await keep(this.#cells, key, cellBytes, () =>
      this.#indexCells(snapshot, area, resolution, bufferM),
    );
    const pairs = await index.counts(this.#sql, slices);
    this.#cells.set(key, Promise.resolve(index), cellBytes(index));
    return { index, pairs };
  }

  async #indexCells(
    snapshot: Snapshot,
    area: AreaOrAll,
    resolution: StoredResolution,
    bufferM: number,
  ): Promise<CellIndex> {
    if (!area) return indexAllCells(resolution);
    const [cover, locations] = await Promise.all([
      this.areaCells(area, resolution, bufferM),
      this.locations(snapshot, area),
    ]);
    return indexCells(cover, resolution, locations);
  }

  /**
   * Counts by position of one cell; pairs number positions as `names` does. With an area only positions inside
   * its polygon, for a cell that its boundary crosses.
   */
  async cellPositions(
    resolution: StoredResolution,
    cell: string,
    area: AreaOrAll,
    slices: readonly SelectedSlice[],
  ): Promise<{ names: string[]; pairs: PairCounts[] }> {
    const rows = await locationsOfCell(this.#sql, resolution, cellToBigInt(cell), area?.id ?? null);
    const pairs = rows.length === 0 ? [] : await indexLocations(rows).store.counts(this.#sql, slices);
    return { names: rows.map((row) => row.name), pairs };
  }

  /** Cells of an area with their flags. */
  areaCells(area: AreaRow, resolution: number, bufferM: number): Promise<AreaCells> {
    return keep(
      this.#covers,
      `${area.id}/${resolution}/${bufferM}`,
      (cover) => cover.cells.length,
      async () => this.#geometry.areaCells(asRings(await this.areaGeometry(area)), resolution, bufferM),
    );
  }

  /** Forces that speak for an area: those with at least a twentieth of its newest incidents. */
  forcesOf(snapshot: Snapshot, area: AreaOrAll): Promise<ReadonlySet<number>> {
    if (!area) return Promise.resolve(new Set(snapshot.slices.map((slice) => slice.forceId)));
    return keep(
      this.#forces,
      `${snapshot.version}/${area.id}`,
      () => 1,
      () => this.#findForces(snapshot, area),
    );
  }

  async #findForces(snapshot: Snapshot, area: AreaRow): Promise<ReadonlySet<number>> {
    const newest = newestSlices(snapshot);
    const { pairs } = await this.locationCounts(snapshot, area, newest);
    const forceOf = new Map(newest.map((slice) => [slice.id, slice.forceId]));
    const found = shareOut(
      pairs.map((pair) => ({ sliceId: pair.sliceId, n: sum(pair.n) })),
      forceOf,
    );
    if (found.size > 0) return found;
    const centre = cellAt([(area.bbox[0] + area.bbox[2]) / 2, (area.bbox[1] + area.bbox[3]) / 2], 8);
    const near = await positionsPerSlice(
      this.#sql,
      newest.map((slice) => slice.id),
      [cellToBigInt(storageParent(centre, 5))],
    );
    return shareOut(
      near.map(({ sliceId, positions }) => ({ sliceId, n: positions })),
      forceOf,
    );
  }

  /** Polygon of an area as GeoJSON coordinates. */
  async areaGeometry(area: AreaRow): Promise<areas.MultiPolygonCoordinates> {
    const found = await areas.areaGeometry(this.#sql, area.id);
    if (!found) throw new RangeError(`areaGeometry: expected a stored area, got id ${area.id}`);
    return found;
  }

  /** Published residents or households spread over cells; null where none are published. */
  async peoplePerCell(
    snapshot: Snapshot,
    measure: "residents" | "households",
    cells: readonly string[],
    bbox: readonly number[],
    key: string,
  ) {
    return keep(
      this.#people,
      `${snapshot.version}/${measure}/${key}`,
      () => cells.length,
      async () => {
        const found = await peopledAreas(this.#sql, measure, bbox);
        if (!found) return null;
        const small = found.areas.map((area) => ({
          polygons: asRings(area.coordinates),
          people: area.people,
        }));
        const spread = await this.#geometry.spreadOverCells(small, cells);
        return { people: spread, year: found.year, kind: found.kind, areas: small.length };
      },
    );
  }

  areaOutlines(ids: readonly number[]) {
    return areas.areaOutlines(this.#sql, ids);
  }
  areasWithin(area: AreaRow, kind: string) {
    return areas.areasWithin(this.#sql, area.id, kind);
  }
  areasMeeting(polygon: string, kind: string) {
    return areas.areasMeeting(this.#sql, polygon, kind);
  }
  areaPopulation(area: AreaRow) {
    return areas.areaPopulation(this.#sql, area.code, area.name);
  }
  namedAgainstPolygon(area: AreaRow, slices: readonly SelectedSlice[]) {
    return incidents.namedAgainstPolygon(this.#sql, area, slices);
  }
  incidentsByTime(area: AreaOrAll, by: "weekday" | "hour", slices: readonly SelectedSlice[]) {
    return incidents.incidentsByTime(this.#sql, area?.id ?? null, by, slices);
  }
  searchStreets(snapshot: Snapshot, text: string, limit: number) {
    const live = snapshot.slices.map((slice) => slice.id);
    return search.searchStreets(this.#sql, text, live, limit);
  }
  searchPlaces(text: string, limit: number) {
    return search.searchPlaces(this.#sql, text, limit);
  }
  mapFeatures(layer: string, bbox: readonly number[] | null, areaId: number | null, limit: number) {
    return features.mapFeatures(this.#sql, layer, bbox, areaId, limit);
  }
  importManifests() {
    return imports.importManifests(this.#sql);
  }
  importManifest(id: number) {
    return imports.importManifest(this.#sql, id);
  }
  importRejections(id: number, after: number, limit: number) {
    return imports.importRejections(this.#sql, id, after, limit);
  }
  savedMappings() {
    return imports.savedMappings(this.#sql);
  }
}

/** Looks a promise up or makes it; one that fails is forgotten, one that succeeds is weighed. */
function keep<V>(
  cache: BoundedCache<Promise<V>>,
  key: string,
  weigh: (value: V) => number,
  make: () => Promise<V>,
): Promise<V> {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made, 1);
  made.then(
    (value) => cache.get(key) === made && cache.set(key, made, weigh(value)),
    () => cache.delete(key),
  );
  return made;
}

function locationBytes(index: LocationIndex): number {
  return index.store.bytes + index.table.size * (index.rows ? 180 : 32);
}

function cellBytes(index: CellIndex): number {
  return index.bytes();
}

function asRings(coordinates: areas.MultiPolygonCoordinates): PolygonRings[] {
  return coordinates.map((rings) =>
    rings.map((ring) => ring.map(([lng = 0, lat = 0]) => [lng, lat] as const)),
  );
}

const NEWEST_MONTHS = 3;
const LEAST_SHARE = 0.05;

/** The newest slices of each source and force, all offence types. */
function newestSlices(snapshot: Snapshot): SelectedSlice[] {
  const taken = new Map<string, number>();
  const newest: SelectedSlice[] = [];
  for (const slice of snapshot.slices.toReversed()) {
    const key = `${slice.sourceId}/${slice.forceId}`;
    const n = taken.get(key) ?? 0;
    if (n >= NEWEST_MONTHS) continue;
    taken.set(key, n + 1);
    newest.push({ ...slice, typeIds: [...slice.counts.keys()], located: 0, unlocated: 0 });
  }
  return newest;
}

function shareOut(
  counts: readonly { sliceId: number; n: number }[],
  forceOf: ReadonlyMap<number, number>,
): Set<number> {
  const byForce = new Map<number, number>();
  let total = 0;
  for (const { sliceId, n } of counts) {
    const force = forceOf.get(sliceId);
    if (force === undefined || n === 0) continue;
    byForce.set(force, (byForce.get(force) ?? 0) + n);
    total += n;
  }
  return new Set([...byForce].filter(([, n]) => n >= LEAST_SHARE * total).map(([force]) => force));
}

function sum(values: Int32Array): number {
  return values.reduce((total, n) => total + n, 0);
}
