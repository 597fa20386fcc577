/** Counts and people of areas, kept in memory once they were read, up to a fixed size. */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import type { AreaCells } from "#domain/grid/area-cells.ts";
import { cellToBigInt, type PolygonRings, type StoredResolution } from "#domain/grid/h3.ts";
import {
  type CellIndex,
  type EdgeCounting,
  indexAllCells,
  indexCells,
  indexLocations,
  type LocationIndex,
} from "./area-index.ts";
import { BoundedCache } from "./bounded-cache.ts";
import type { Geometry } from "./geometry.ts";
import type { PairCounts } from "./pair-counts.ts";
import { areaGeometry, type MultiPolygonCoordinates } from "./queries/areas.ts";
import { type LocationRow, locationsCoveredBy, locationsOfCells } from "./queries/locations.ts";
import { peopledAreas } from "./queries/small-areas.ts";
import type { AreaRow, Snapshot } from "./snapshot.ts";
import { forcesIn, forcesNear, newestSlices } from "./speaking-forces.ts";
import type { Sql } from "./sql.ts";

const INDEX_BYTES = 256 * 2 ** 20;
const COVER_CELLS = 600_000;
const FORCES_KEPT = 2000;

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

export class AreaFigures {
  readonly #sql: Sql;
  readonly #geometry: Geometry;
  /** Indexes hold for one version of the dataset: a new one may bring new positions. */
  readonly #locations = new BoundedCache<Promise<LocationIndex>>(INDEX_BYTES);
  readonly #cells = new BoundedCache<Promise<CellIndex>>(INDEX_BYTES);
  readonly #forces = new BoundedCache<Promise<ReadonlySet<number>>>(FORCES_KEPT);
  /** Outlines never change: an area that is replaced gets a new id. Weighed in cells. */
  readonly #covers = new BoundedCache<Promise<AreaCells>>(COVER_CELLS);
  readonly #people = new BoundedCache<Promise<PeoplePerCell | null>>(COVER_CELLS);

  constructor({ sql, geometry }: ReadTools) {
    this.#sql = sql;
    this.#geometry = geometry;
  }

  /** Counts of the selected slices by position in an area. */
  async locationCounts(
    snapshot: Snapshot,
    area: AreaOrAll,
    slices: readonly SelectedSlice[],
  ): Promise<{ index: LocationIndex; pairs: PairCounts[] }> {
    const index = await this.#locationIndex(snapshot, area);
    const pairs = await index.store.counts(this.#sql, slices);
    this.#locations.set(placeKey(snapshot, area), Promise.resolve(index), locationBytes(index));
    return { index, pairs };
  }

  /** Counts of the selected slices by cell. Cells of the buffer are counted whole, cells on the edge as asked. */
  async cellCounts(
    snapshot: Snapshot,
    area: AreaOrAll,
    resolution: StoredResolution,
    bufferM: number,
    slices: readonly SelectedSlice[],
    edges: EdgeCounting = "polygon",
  ): Promise<{ index: CellIndex; pairs: PairCounts[] }> {
    const key = `${placeKey(snapshot, area)}/${resolution}/${bufferM}/${edges}`;
    const weigh = (index: CellIndex) => index.bytes();
    const index = await keep(this.#cells, key, weigh, async () => {
      if (!area) return indexAllCells(resolution);
      const [cover, locations] = await Promise.all([
        this.areaCells(area, resolution, bufferM),
        this.#locationIndex(snapshot, area),
      ]);
      return indexCells(cover, resolution, locations, edges);
    });
    const pairs = await index.counts(this.#sql, slices);
    this.#cells.set(key, Promise.resolve(index), weigh(index));
    return { index, pairs };
  }

  /**
   * Counts by position of some cells of one resolution; pairs number positions as `rows` does. With an area only
   * positions inside its polygon, for cells that its boundary crosses.
   */
  async cellPositions(
    resolution: StoredResolution,
    cells: readonly string[],
    area: AreaOrAll,
    slices: readonly SelectedSlice[],
  ): Promise<{ rows: LocationRow[]; pairs: PairCounts[] }> {
    const rows = await locationsOfCells(this.#sql, resolution, cells.map(cellToBigInt), area?.id ?? null);
    const pairs = rows.length === 0 ? [] : await indexLocations(rows).store.counts(this.#sql, slices);
    return { rows, pairs };
  }

  /** Cells of an area with their flags. */
  areaCells(area: AreaRow, resolution: number, bufferM: number): Promise<AreaCells> {
    const key = `${area.id}/${resolution}/${bufferM}`;
    const weigh = (cover: AreaCells) => cover.cells.length;
    return keep(this.#covers, key, weigh, async () => {
      const coordinates = await this.outline(area);
      return this.#geometry.areaCells(asRings(coordinates), resolution, bufferM);
    });
  }

  /** Forces that speak for an area: those with at least a twentieth of its newest incidents. */
  async forcesOf(snapshot: Snapshot, area: AreaOrAll): Promise<ReadonlySet<number>> {
    if (!area) return new Set(snapshot.slices.map((slice) => slice.forceId));
    return keep(
      this.#forces,
      placeKey(snapshot, area),
      () => 1,
      async () => {
        const newest = newestSlices(snapshot);
        const { pairs } = await this.locationCounts(snapshot, area, newest);
        const inside = forcesIn(newest, pairs);
        if (inside.size > 0) return inside;
        const [west, south, east, north] = area.bbox;
        return forcesNear(this.#sql, newest, [(west + east) / 2, (south + north) / 2]);
      },
    );
  }

  /** Published residents or households spread over cells; null where none are published. */
  peoplePerCell(
    snapshot: Snapshot,
    measure: "residents" | "households",
    cells: readonly string[],
    bbox: readonly number[],
    key: string,
  ): Promise<PeoplePerCell | null> {
    const weigh = () => cells.length;
    return keep(this.#people, `${snapshot.version}/${measure}/${key}`, weigh, async () => {
      const found = await peopledAreas(this.#sql, measure, bbox);
      if (!found) return null;
      const small = found.areas.map((area) => ({ polygons: asRings(area.coordinates), people: area.people }));
      const people = await this.#geometry.spreadOverCells(small, cells);
      return { people, year: found.year, kind: found.kind, areas: small.length };
    });
  }

  /** Polygon of an area as GeoJSON coordinates. @throws RangeError for an area that is not stored. */
  async outline(area: AreaRow): Promise<MultiPolygonCoordinates> {
    const found = await areaGeometry(this.#sql, area.id);
    if (!found) throw new RangeError(`outline: expected a stored area, got id ${area.id}`);
    return found;
  }

  #locationIndex(snapshot: Snapshot, area: AreaOrAll): Promise<LocationIndex> {
    return keep(this.#locations, placeKey(snapshot, area), locationBytes, async () =>
      indexLocations(area ? await locationsCoveredBy(this.#sql, area.id) : null),
    );
  }
}

function placeKey(snapshot: Snapshot, area: AreaOrAll): string {
  return `${snapshot.version}/${area?.id ?? "all"}`;
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

function asRings(coordinates: MultiPolygonCoordinates): PolygonRings[] {
  return coordinates.map((rings) =>
    rings.map((ring) => ring.map(([lng = 0, lat = 0]) => [lng, lat] as const)),
  );
}
