/**
 * Chosen elements of an OpenStreetMap extract with their shapes. The file is read up to three times, because a way
 * only names its nodes and a multipolygon only names its ways; what is not needed in a reading is passed over.
 */
import type { LngLat, PolygonRings } from "#domain/grid/h3.ts";
import { areaCovers } from "#domain/grid/point-in-polygon.ts";
import { joinRings } from "./join-rings.ts";
import { NodePositions } from "./node-positions.ts";
import type { OsmMember, OsmTags } from "./osm-element.ts";
import { type ReadOsmOptions, readOsm } from "./read-osm.ts";

export type OsmKind = "node" | "way" | "relation";

export type OsmShape =
  | { type: "point"; position: LngLat }
  /** `closed`: ends where it began. Whether that is an area or a roundabout, the tags must tell. */
  | { type: "path"; path: LngLat[]; closed: boolean }
  | { type: "polygons"; polygons: PolygonRings[] }
  /** The extract does not hold all of it. */
  | { type: "incomplete" };

export type OsmFeature<T> = { kind: OsmKind; id: number; tags: OsmTags; chosen: T; shape: OsmShape };

type Way<T> = { id: number; nodeIds: readonly number[]; tags: OsmTags; chosen: T };
type Relation<T> = { id: number; members: readonly OsmMember[]; tags: OsmTags; chosen: T };

/**
 * Reads a file and keeps what `choose` does not answer null to, nodes first, then ways, then relations.
 * Memory: the chosen elements and the nodes they are made of.
 * @throws ImportFailure as `readOsm`.
 */
export async function collectOsmFeatures<T>(
  file: { path: string; name: string },
  choose: (tags: OsmTags, kind: OsmKind) => T | null,
  options: ReadOsmOptions = {},
): Promise<OsmFeature<T>[]> {
  const features: OsmFeature<T>[] = [];
  const ways: Way<T>[] = [];
  const relations: Relation<T>[] = [];
  await readOsm(
    file,
    {
      taggedNode: ({ id, lng, lat, tags }) => {
        const chosen = choose(tags, "node");
        if (chosen === null) return;
        features.push({ kind: "node", id, tags, chosen, shape: { type: "point", position: [lng, lat] } });
      },
      way: (way) => {
        const chosen = choose(way.tags, "way");
        if (chosen !== null) ways.push({ ...way, chosen });
      },
      relation: (relation) => {
        const chosen = choose(relation.tags, "relation");
        if (chosen !== null) relations.push({ ...relation, chosen });
      },
    },
    options,
  );
  const parts = await memberWays(file, relations, options);
  const positions = await positionsOf(file, [...ways.map((way) => way.nodeIds), ...parts.values()], options);
  for (const { nodeIds, ...way } of ways) {
    features.push({ kind: "way", ...way, shape: pathShape(nodeIds, positions) });
  }
  for (const { members, ...relation } of relations) {
    features.push({ kind: "relation", ...relation, shape: polygonShape(members, parts, positions) });
  }
  return features;
}

/** Node ids of the ways that chosen relations are made of. */
async function memberWays<T>(
  file: { path: string; name: string },
  relations: readonly Relation<T>[],
  options: ReadOsmOptions,
): Promise<Map<number, readonly number[]>> {
  const wanted = new Set(
    relations.flatMap(({ members }) => members.filter(({ kind }) => kind === "way").map(({ id }) => id)),
  );
  const found = new Map<number, readonly number[]>();
  if (wanted.size === 0) return found;
  const way = ({ id, nodeIds }: { id: number; nodeIds: readonly number[] }): void => {
    if (wanted.has(id)) found.set(id, nodeIds);
  };
  await readOsm(file, { way }, options);
  return found;
}

async function positionsOf(
  file: { path: string; name: string },
  paths: readonly (readonly number[])[],
  options: ReadOsmOptions,
): Promise<NodePositions> {
  const positions = new NodePositions(paths.flat());
  if (paths.length > 0) {
    await readOsm(file, { position: (id, lng, lat) => positions.offer(id, lng, lat) }, options);
  }
  return positions;
}

function pathShape(nodeIds: readonly number[], positions: NodePositions): OsmShape {
  const path = pathOf(nodeIds, positions);
  if (!path || path.length === 0) return { type: "incomplete" };
  return { type: "path", path, closed: nodeIds.length > 3 && nodeIds[0] === nodeIds.at(-1) };
}

function polygonShape(
  members: readonly OsmMember[],
  parts: ReadonlyMap<number, readonly number[]>,
  positions: NodePositions,
): OsmShape {
  const ways = members.filter(({ kind }) => kind === "way");
  const ringsOf = (inner: boolean) => {
    const chosen = ways.filter(({ role }) => (role === "inner") === inner);
    const known = chosen.flatMap(({ id }) => {
      const nodeIds = parts.get(id);
      return nodeIds ? [nodeIds] : [];
    });
    const { rings, leftOver } = joinRings(known);
    return {
      rings: rings.map((ring) => pathOf(ring, positions)),
      whole: leftOver === 0 && known.length === chosen.length,
    };
  };
  const outer = ringsOf(false);
  const inner = ringsOf(true);
  const outlines = outer.rings.flatMap((ring) => (ring ? [ring] : []));
  if (!outer.whole || outlines.length === 0 || outlines.length < outer.rings.length) {
    return { type: "incomplete" };
  }
  const polygons: LngLat[][][] = outlines.map((ring) => [ring]);
  for (const hole of inner.rings) {
    const corner = hole?.[0];
    const around = corner && polygons.find(([ring]) => ring && areaCovers([[ring]], corner));
    if (hole && around) around.push(hole);
  }
  return { type: "polygons", polygons };
}

/** Positions of nodes in order; null if the file lacks one of them. */
function pathOf(nodeIds: readonly number[], positions: NodePositions): LngLat[] | null {
  const path: LngLat[] = [];
  for (const id of nodeIds) {
    const position = positions.of(id);
    if (!position) return null;
    path.push(position);
  }
  return path;
}
