/** Elements of OpenStreetMap as they come out of a file. Ids are unique only within a kind. */

export type OsmTags = ReadonlyMap<string, string>;

export type OsmNode = { id: number; lng: number; lat: number; tags: OsmTags };

export type OsmWay = { id: number; nodeIds: readonly number[]; tags: OsmTags };

export type OsmMember = { kind: "node" | "way" | "relation"; id: number; role: string };

export type OsmRelation = { id: number; members: readonly OsmMember[]; tags: OsmTags };

/** What a reader of a file wants to hear of. What is left out is not even unpacked into objects. */
export type OsmHandlers = {
  /** Nodes that have tags. */
  taggedNode?: (node: OsmNode) => void;
  /** Place of every node, tagged or not: millions of calls. */
  position?: (id: number, lng: number, lat: number) => void;
  way?: (way: OsmWay) => void;
  relation?: (relation: OsmRelation) => void;
};
