/** One block of an OpenStreetMap file (`PrimitiveBlock`) → its nodes, ways and relations. */
import type { OsmHandlers, OsmMember, OsmTags } from "./osm-element.ts";
import { DELIMITED, ProtobufReader } from "./protobuf-reader.ts";

/** What positions and texts of a block are relative to. */
type Frame = {
  texts: Texts;
  granularity: number;
  latOffset: number;
  lngOffset: number;
};

const NANODEGREES = 1e-9;
const NO_TAGS: OsmTags = new Map();
const MEMBER_KINDS: readonly OsmMember["kind"][] = ["node", "way", "relation"];

/** Hands the elements of a block to the handlers. @throws RangeError where the bytes are not a block. */
export function decodeBlock(bytes: Uint8Array, handlers: OsmHandlers): void {
  const groups: ProtobufReader[] = [];
  const frame: Frame = { texts: new Texts([]), granularity: 100, latOffset: 0, lngOffset: 0 };
  const reader = new ProtobufReader(bytes);
  while (reader.next()) {
    if (reader.field === 1) frame.texts = new Texts(pieces(reader.message()));
    else if (reader.field === 2) groups.push(reader.message());
    else if (reader.field === 17) frame.granularity = reader.varint();
    else if (reader.field === 19) frame.latOffset = reader.plainSigned();
    else if (reader.field === 20) frame.lngOffset = reader.plainSigned();
    else reader.skip();
  }
  for (const group of groups) decodeGroup(group, frame, handlers);
}

/** Texts of a block, decoded when first asked for. */
class Texts {
  readonly #pieces: readonly Uint8Array[];
  readonly #decoded = new Map<number, string>();

  constructor(found: readonly Uint8Array[]) {
    this.#pieces = found;
  }

  at(index: number): string {
    const known = this.#decoded.get(index);
    if (known !== undefined) return known;
    const piece = this.#pieces[index];
    if (!piece) throw new RangeError(`text ${index} of ${this.#pieces.length}`);
    const text = Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString("utf8");
    this.#decoded.set(index, text);
    return text;
  }
}

function pieces(table: ProtobufReader): Uint8Array[] {
  const found: Uint8Array[] = [];
  while (table.next()) {
    if (table.field === 1) found.push(table.slice());
    else table.skip();
  }
  return found;
}

function decodeGroup(group: ProtobufReader, frame: Frame, handlers: OsmHandlers): void {
  const wantsNodes = handlers.taggedNode !== undefined || handlers.position !== undefined;
  while (group.next()) {
    if (group.field === 1 && wantsNodes) decodeNode(group.message(), frame, handlers);
    else if (group.field === 2 && wantsNodes) decodeDenseNodes(group.message(), frame, handlers);
    else if (group.field === 3 && handlers.way) decodeWay(group.message(), frame, handlers.way);
    else if (group.field === 4 && handlers.relation)
      decodeRelation(group.message(), frame, handlers.relation);
    else group.skip();
  }
}

function degrees(offset: number, granularity: number, units: number): number {
  return NANODEGREES * (offset + granularity * units);
}

function decodeNode(node: ProtobufReader, frame: Frame, handlers: OsmHandlers): void {
  let id = 0;
  let lng = 0;
  let lat = 0;
  let keys: number[] = [];
  let values: number[] = [];
  while (node.next()) {
    if (node.field === 1) id = node.signed();
    else if (node.field === 2) keys = numbers(node);
    else if (node.field === 3) values = numbers(node);
    else if (node.field === 8) lat = degrees(frame.latOffset, frame.granularity, node.signed());
    else if (node.field === 9) lng = degrees(frame.lngOffset, frame.granularity, node.signed());
    else node.skip();
  }
  handlers.position?.(id, lng, lat);
  if (keys.length > 0) handlers.taggedNode?.({ id, lng, lat, tags: tagsOf(keys, values, frame.texts) });
}

/** Nodes column by column, each number as the difference to the one before it. */
function decodeDenseNodes(dense: ProtobufReader, frame: Frame, handlers: OsmHandlers): void {
  const empty = new ProtobufReader(new Uint8Array(0));
  let [ids, lats, lngs, tags] = [empty, empty, empty, empty];
  while (dense.next()) {
    if (dense.field === 1) ids = dense.message();
    else if (dense.field === 8) lats = dense.message();
    else if (dense.field === 9) lngs = dense.message();
    else if (dense.field === 10) tags = dense.message();
    else dense.skip();
  }
  let [id, lat, lng] = [0, 0, 0];
  while (ids.more) {
    id += ids.signed();
    lat += lats.signed();
    lng += lngs.signed();
    const x = degrees(frame.lngOffset, frame.granularity, lng);
    const y = degrees(frame.latOffset, frame.granularity, lat);
    handlers.position?.(id, x, y);
    const found = denseTags(tags, frame.texts, handlers.taggedNode !== undefined);
    if (found) handlers.taggedNode?.({ id, lng: x, lat: y, tags: found });
  }
}

/** Pairs up to the next 0; null for a node without tags, or where nobody wants them. */
function denseTags(tags: ProtobufReader, texts: Texts, wanted: boolean): OsmTags | null {
  let found: Map<string, string> | null = null;
  while (tags.more) {
    const key = tags.varint();
    if (key === 0) break;
    const text = tags.varint();
    if (!wanted) continue;
    found ??= new Map();
    found.set(texts.at(key), texts.at(text));
  }
  return found;
}

function decodeWay(way: ProtobufReader, frame: Frame, handle: NonNullable<OsmHandlers["way"]>): void {
  let id = 0;
  let keys: number[] = [];
  let values: number[] = [];
  const nodeIds: number[] = [];
  while (way.next()) {
    if (way.field === 1) id = way.plainSigned();
    else if (way.field === 2) keys = numbers(way);
    else if (way.field === 3) values = numbers(way);
    else if (way.field === 8 && way.kind === DELIMITED) {
      const refs = way.message();
      let nodeId = 0;
      while (refs.more) {
        nodeId += refs.signed();
        nodeIds.push(nodeId);
      }
    } else way.skip();
  }
  handle({ id, nodeIds, tags: tagsOf(keys, values, frame.texts) });
}

function decodeRelation(
  relation: ProtobufReader,
  frame: Frame,
  handle: NonNullable<OsmHandlers["relation"]>,
): void {
  let id = 0;
  let keys: number[] = [];
  let values: number[] = [];
  let roles: number[] = [];
  let kinds: number[] = [];
  const ids: number[] = [];
  while (relation.next()) {
    if (relation.field === 1) id = relation.plainSigned();
    else if (relation.field === 2) keys = numbers(relation);
    else if (relation.field === 3) values = numbers(relation);
    else if (relation.field === 8) roles = numbers(relation);
    else if (relation.field === 9) {
      const refs = relation.message();
      let memberId = 0;
      while (refs.more) {
        memberId += refs.signed();
        ids.push(memberId);
      }
    } else if (relation.field === 10) kinds = numbers(relation);
    else relation.skip();
  }
  const members = ids.map((memberId, i): OsmMember => {
    const kind = MEMBER_KINDS[kinds[i] ?? -1];
    if (!kind) throw new RangeError(`relation ${id}: member of kind ${kinds[i]}`);
    return { kind, id: memberId, role: frame.texts.at(roles[i] ?? 0) };
  });
  handle({ id, members, tags: tagsOf(keys, values, frame.texts) });
}

/** A list of unsigned numbers, packed or (in old files) one by one. */
function numbers(reader: ProtobufReader): number[] {
  if (reader.kind !== DELIMITED) return [reader.varint()];
  const list = reader.message();
  const found: number[] = [];
  while (list.more) found.push(list.varint());
  return found;
}

function tagsOf(keys: readonly number[], values: readonly number[], texts: Texts): OsmTags {
  if (keys.length === 0) return NO_TAGS;
  if (keys.length !== values.length) throw new RangeError(`${keys.length} keys, ${values.length} values`);
  return new Map(keys.map((key, i) => [texts.at(key), texts.at(values[i] ?? 0)]));
}
