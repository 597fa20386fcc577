/** Small .osm.pbf files written byte by byte, so that tests need no GIS software. */
import { deflateSync } from "node:zlib";

export type TestNode = { id: number; lng: number; lat: number; tags?: Record<string, string> };
export type TestWay = { id: number; nodes: number[]; tags?: Record<string, string> };
export type TestRelation = {
  id: number;
  members: { kind: "node" | "way" | "relation"; id: number; role: string }[];
  tags?: Record<string, string>;
};
export type TestOsm = { nodes?: TestNode[]; ways?: TestWay[]; relations?: TestRelation[] };
export type OsmWriterOptions = {
  /** Nodes column by column (as usual) or one by one (as old files have them). */
  dense?: boolean;
  packed?: boolean;
  features?: string[];
};

const MEMBER_KINDS = ["node", "way", "relation"];

/** A whole file: a header block and one block with everything. */
export function osmPbf(content: TestOsm, options: OsmWriterOptions = {}): Buffer {
  const features = options.features ?? ["OsmSchema-V0.6", "DenseNodes"];
  const header = message(...features.map((feature) => field(4, Buffer.from(feature))));
  return Buffer.concat([
    block("OSMHeader", header, options),
    block("OSMData", primitiveBlock(content, options), options),
  ]);
}

function block(kind: string, content: Buffer, { packed = true }: OsmWriterOptions): Buffer {
  const blob = packed
    ? message(number(2, content.length), field(3, deflateSync(content)))
    : message(field(1, content));
  const header = message(field(1, Buffer.from(kind)), number(3, blob.length));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

function primitiveBlock(
  { nodes = [], ways = [], relations = [] }: TestOsm,
  options: OsmWriterOptions,
): Buffer {
  const texts = [""];
  const textOf = (text: string): number => {
    const known = texts.indexOf(text);
    return known >= 0 ? known : texts.push(text) - 1;
  };
  const tagFields = (tags: Record<string, string> = {}): Buffer[] => [
    field(2, packedNumbers(Object.keys(tags).map(textOf))),
    field(3, packedNumbers(Object.values(tags).map(textOf))),
  ];
  const groups = [
    (options.dense ?? true)
      ? field(2, denseNodes(nodes, textOf))
      : message(
          ...nodes.map(({ id, lng, lat, tags }) =>
            field(
              1,
              message(
                number(1, zigzag(id)),
                ...tagFields(tags),
                number(8, zigzag(units(lat))),
                number(9, zigzag(units(lng))),
              ),
            ),
          ),
        ),
    message(
      ...ways.map(({ id, nodes: refs, tags }) =>
        field(3, message(number(1, id), ...tagFields(tags), field(8, deltas(refs)))),
      ),
    ),
    message(
      ...relations.map(({ id, members, tags }) =>
        field(
          4,
          message(
            number(1, id),
            ...tagFields(tags),
            field(8, packedNumbers(members.map(({ role }) => textOf(role)))),
            field(9, deltas(members.map((member) => member.id))),
            field(10, packedNumbers(members.map(({ kind }) => MEMBER_KINDS.indexOf(kind)))),
          ),
        ),
      ),
    ),
  ];
  const table = message(...texts.map((text) => field(1, Buffer.from(text))));
  return message(field(1, table), ...groups.map((group) => field(2, group)));
}

function denseNodes(nodes: readonly TestNode[], textOf: (text: string) => number): Buffer {
  const tags = nodes.flatMap((node) => [
    ...Object.entries(node.tags ?? {}).flatMap(([key, text]) => [textOf(key), textOf(text)]),
    0,
  ]);
  return message(
    field(1, deltas(nodes.map(({ id }) => id))),
    field(8, deltas(nodes.map(({ lat }) => units(lat)))),
    field(9, deltas(nodes.map(({ lng }) => units(lng)))),
    field(10, packedNumbers(tags)),
  );
}

function units(degrees: number): number {
  return Math.round(degrees * 1e7);
}

function deltas(values: readonly number[]): Buffer {
  return packedNumbers(values.map((value, i) => zigzag(value - (values[i - 1] ?? 0))));
}

function zigzag(n: number): number {
  return n < 0 ? -2 * n - 1 : 2 * n;
}

function packedNumbers(values: readonly number[]): Buffer {
  return Buffer.concat(values.map(varint));
}

function varint(n: number): Buffer {
  const bytes: number[] = [];
  for (let rest = n; ; rest = Math.floor(rest / 128)) {
    const last = rest < 128;
    bytes.push((rest % 128) + (last ? 0 : 128));
    if (last) return Buffer.from(bytes);
  }
}

function number(id: number, value: number): Buffer {
  return Buffer.concat([varint(id * 8), varint(value)]);
}

function field(id: number, content: Buffer): Buffer {
  return Buffer.concat([varint(id * 8 + 2), varint(content.length), content]);
}

function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields);
}
