/** Small boundary files of every kind, written byte by byte, so that tests need no GIS software. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import initSqlJs from "sql.js";
import type { ImportContext, OpenedFile, ReadContext } from "../../server/ingest/importer.ts";
import type { Rejection } from "../../server/ingest/load/incident-record.ts";

export type Corner = [number, number];
export type TestArea = { properties: Record<string, string>; rings: Corner[][] };

let folder: string | null = null;
let files = 0;

/** Puts bytes into a scratch file and describes it as the importers want it. */
export function openedFile(name: string, content: Buffer | string): OpenedFile {
  folder ??= mkdtempSync(join(tmpdir(), "sightline-boundaries-"));
  const bytes = Buffer.from(content);
  const path = join(folder, `${files++}`);
  writeFileSync(path, bytes);
  return { path, name, bytes: bytes.length, sha256: `test-${files}` };
}

export type TestContext = ReadContext & { rejections: Rejection[]; warnings: string[] };

/** A context that remembers what it hears. */
export function readContext(now = new Date("2024-06-01T12:00:00Z")): TestContext {
  const rejections: Rejection[] = [];
  const warnings: string[] = [];
  return {
    signal: new AbortController().signal,
    now: () => now,
    onProgress: () => undefined,
    reject: (rejection) => void rejections.push(rejection),
    warn: (text) => void (warnings.includes(text) || warnings.push(text)),
    rejections,
    warnings,
  };
}

/** As `readContext`, for staging into a database. */
export function importContext(
  parts: Pick<ImportContext, "sql" | "canCopy" | "openConnection" | "importId">,
): ImportContext & TestContext {
  return { ...readContext(), ...parts };
}

/** Closed square with its south-west corner at (x, y). */
export function square(x: number, y: number, side: number): Corner[] {
  return [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ];
}

export function geoJson(areas: readonly TestArea[], extra: Record<string, unknown> = {}): string {
  const features = areas.map(({ properties, rings }) => ({
    type: "Feature",
    properties,
    geometry: { type: "Polygon", coordinates: rings },
  }));
  return JSON.stringify({ type: "FeatureCollection", ...extra, features });
}

/** A zip with deflated entries. */
export function zip(entries: Record<string, Buffer | string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, path, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), common, tail, path]));
    parts.push(local);
    at += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listing, end]);
}

/** .shp and .dbf of polygons (outer rings are turned clockwise, as the format wants). */
export function shapefile(areas: readonly TestArea[]): { shp: Buffer; dbf: Buffer } {
  const records = areas.map(({ rings }, i) => {
    const turned = rings.map((ring, r) => (signedArea(ring) < 0 === (r === 0) ? ring : ring.toReversed()));
    const points = turned.flat();
    const content = Buffer.alloc(44 + 4 * rings.length + 16 * points.length);
    content.writeInt32LE(5, 0);
    writeBox(content, 4, points);
    content.writeInt32LE(rings.length, 36);
    content.writeInt32LE(points.length, 40);
    let start = 0;
    for (const [r, ring] of turned.entries()) {
      content.writeInt32LE(start, 44 + 4 * r);
      start += ring.length;
    }
    for (const [p, [x, y]] of points.entries()) {
      content.writeDoubleLE(x, 44 + 4 * rings.length + 16 * p);
      content.writeDoubleLE(y, 52 + 4 * rings.length + 16 * p);
    }
    const head = Buffer.alloc(8);
    head.writeInt32BE(i + 1, 0);
    head.writeInt32BE(content.length / 2, 4);
    return Buffer.concat([head, content]);
  });
  const header = Buffer.alloc(100);
  const body = Buffer.concat(records);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + body.length) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  writeBox(
    header,
    36,
    areas.flatMap(({ rings }) => rings.flat()),
  );
  return { shp: Buffer.concat([header, body]), dbf: dbase(areas.map(({ properties }) => properties)) };
}

const TEXT_WIDTH = 60;

function dbase(rows: readonly Record<string, string>[]): Buffer {
  const fields = Object.keys(rows[0] ?? {});
  const header = Buffer.alloc(32 + 32 * fields.length + 1);
  header.writeUInt8(3, 0);
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + TEXT_WIDTH * fields.length, 10);
  for (const [i, field] of fields.entries()) {
    header.write(field.slice(0, 10), 32 + 32 * i, "latin1");
    header.write("C", 32 + 32 * i + 11, "latin1");
    header.writeUInt8(TEXT_WIDTH, 32 + 32 * i + 16);
  }
  header.writeUInt8(13, header.length - 1);
  const body = rows.map((row) => {
    const record = Buffer.alloc(1 + TEXT_WIDTH * fields.length, " ");
    for (const [i, field] of fields.entries()) record.write(row[field] ?? "", 1 + TEXT_WIDTH * i, "utf8");
    return record;
  });
  return Buffer.concat([header, ...body, Buffer.from([26])]);
}

/** A GeoPackage with one layer per entry; the geometry blobs carry an envelope, as most software writes them. */
export async function geoPackage(
  layers: Record<string, { srs: number; type: string; areas: TestArea[] }>,
): Promise<Buffer> {
  const { Database } = await initSqlJs();
  const db = new Database();
  db.run(`CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('OSGB36 / British National Grid', 27700, 'EPSG', 27700),
      ('WGS 84', 4326, 'EPSG', 4326), ('WGS 84 / Pseudo-Mercator', 3857, 'EPSG', 3857);
    CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER)`);
  for (const [name, { srs, type, areas }] of Object.entries(layers)) {
    const fields = Object.keys(areas[0]?.properties ?? {});
    db.run("INSERT INTO gpkg_contents VALUES (?, 'features', ?)", [name, srs]);
    db.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?)", [name, type, srs]);
    db.run(
      `CREATE TABLE "${name}" (fid INTEGER PRIMARY KEY, geom BLOB${fields.map((f) => `, "${f}" TEXT`).join("")})`,
    );
    for (const { properties, rings } of areas) {
      const marks = fields.map(() => ", ?").join("");
      db.run(`INSERT INTO "${name}" VALUES (NULL, ?${marks})`, [
        type === "POINT" ? pointBlob(srs) : polygonBlob(rings, srs),
        ...fields.map((field) => properties[field] ?? null),
      ]);
    }
  }
  const bytes = Buffer.from(db.export());
  db.close();
  return bytes;
}

function blobHead(srs: number, envelope: Corner[] | null): Buffer {
  const head = Buffer.alloc(8 + (envelope ? 32 : 0));
  head.write("GP", 0, "latin1");
  head.writeUInt8(envelope ? 0b11 : 0b01, 3);
  head.writeInt32LE(srs, 4);
  if (envelope) {
    const [xs, ys] = [envelope.map(([x]) => x), envelope.map(([, y]) => y)];
    [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)].forEach((v, i) => {
      head.writeDoubleLE(v, 8 + 8 * i);
    });
  }
  return head;
}

function polygonBlob(rings: Corner[][], srs: number): Buffer {
  const wkb = Buffer.alloc(9 + rings.reduce((sum, ring) => sum + 4 + 16 * ring.length, 0));
  wkb.writeUInt8(1, 0);
  wkb.writeUInt32LE(3, 1);
  let at = wkb.writeUInt32LE(rings.length, 5);
  for (const ring of rings) {
    at = wkb.writeUInt32LE(ring.length, at);
    for (const [x, y] of ring) at = wkb.writeDoubleLE(y, wkb.writeDoubleLE(x, at));
  }
  return Buffer.concat([blobHead(srs, rings.flat()), wkb]);
}

function pointBlob(srs: number): Buffer {
  const wkb = Buffer.alloc(21);
  wkb.writeUInt8(1, 0);
  wkb.writeUInt32LE(1, 1);
  return Buffer.concat([blobHead(srs, null), wkb]);
}

function writeBox(out: Buffer, at: number, points: readonly Corner[]): void {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((v, i) => {
    out.writeDoubleLE(v, at + 8 * i);
  });
}

function signedArea(ring: readonly Corner[]): number {
  let twice = 0;
  for (const [i, [x, y]] of ring.entries()) {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [x, y];
    twice += x * ny - nx * y;
  }
  return twice / 2;
}
