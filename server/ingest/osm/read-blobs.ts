/**
 * The outer form of an OpenStreetMap .osm.pbf: pairs of a small header and a blob of at most 32 MB, mostly zlib.
 * One blob is in memory at a time. Reference: wiki.openstreetmap.org, "PBF Format".
 */
import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { ImportFailure } from "../importer.ts";
import { ProtobufReader } from "./protobuf-reader.ts";

export type OsmBlob = {
  /** `OSMHeader` or `OSMData`; anything else is to be passed over. */
  kind: string;
  bytes: Uint8Array;
  /** Bytes of the file up to the end of this blob. */
  bytesRead: number;
};

/** Limits of the format itself; a file beyond them is damaged or means harm. */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;

const unpack = promisify(inflate);

/** Blobs in the order of the file. @throws ImportFailure `osm-damaged`, `osm-compression` */
export async function* readBlobs(path: string, name: string): AsyncGenerator<OsmBlob> {
  const file = await open(path);
  try {
    let at = 0;
    for (;;) {
      const length = await readAt(file, at, 4, name);
      if (length === null) return;
      const headerBytes = length.readUInt32BE(0);
      if (headerBytes > MAX_HEADER_BYTES) throw damaged(name, `a header of ${headerBytes} bytes`);
      const header = blobHeader(await required(file, at + 4, headerBytes, name), name);
      if (header.bytes > MAX_BLOB_BYTES + MAX_HEADER_BYTES)
        throw damaged(name, `a block of ${header.bytes} bytes`);
      const from = at + 4 + headerBytes;
      at = from + header.bytes;
      const bytes = await blobBytes(await required(file, from, header.bytes, name), name);
      yield { kind: header.kind, bytes, bytesRead: at };
    }
  } finally {
    await file.close();
  }
}

function blobHeader(bytes: Buffer, name: string): { kind: string; bytes: number } {
  const found = { kind: "", bytes: -1 };
  guarded(name, () => {
    const reader = new ProtobufReader(bytes);
    while (reader.next()) {
      if (reader.field === 1) found.kind = Buffer.from(reader.slice()).toString("utf8");
      else if (reader.field === 3) found.bytes = reader.varint();
      else reader.skip();
    }
  });
  if (found.kind === "" || found.bytes < 0) throw damaged(name, "a header without kind or size");
  return found;
}

async function blobBytes(bytes: Buffer, name: string): Promise<Uint8Array> {
  let plain: Uint8Array | null = null;
  let packed: Uint8Array | null = null;
  let unpackedBytes = 0;
  let other = 0;
  guarded(name, () => {
    const reader = new ProtobufReader(bytes);
    while (reader.next()) {
      if (reader.field === 1) plain = reader.slice();
      else if (reader.field === 2) unpackedBytes = reader.varint();
      else if (reader.field === 3) packed = reader.slice();
      else {
        if (reader.field > 3) other = reader.field;
        reader.skip();
      }
    }
  });
  if (plain) return plain;
  if (!packed) throw other > 0 ? compression(name) : damaged(name, "a block without content");
  if (unpackedBytes > MAX_BLOB_BYTES) throw damaged(name, `a block of ${unpackedBytes} bytes`);
  const unpacked = await unpack(packed, { maxOutputLength: MAX_BLOB_BYTES }).catch(() => null);
  if (!unpacked || unpacked.length !== unpackedBytes) throw damaged(name, "a block that cannot be unpacked");
  return unpacked;
}

/** Runs a reading of bytes; where they are not what the format says, the file is damaged. */
export function guarded<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw damaged(name, error.message);
  }
}

async function required(file: FileHandle, at: number, length: number, name: string): Promise<Buffer> {
  const bytes = await readAt(file, at, length, name);
  if (!bytes) throw damaged(name, "an end in the middle of a block");
  return bytes;
}

/** Bytes of the file, or null exactly at its end. */
async function readAt(file: FileHandle, at: number, length: number, name: string): Promise<Buffer | null> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead === length) return bytes;
  if (bytesRead === 0 && length === 4) return null;
  throw damaged(name, "an end in the middle of a block");
}

function damaged(name: string, found: string): ImportFailure {
  return new ImportFailure({
    code: "osm-damaged",
    title: "The OpenStreetMap file is damaged",
    detail: `${name} has ${found}.`,
    next: "Download it again; it was probably cut short.",
  });
}

function compression(name: string): ImportFailure {
  return new ImportFailure({
    code: "osm-compression",
    title: "The OpenStreetMap file is packed in a way that cannot be read",
    detail: `${name} uses another compression than zlib.`,
    next: "Convert it, for example with `osmium cat -f pbf,pbf_compression=zlib`.",
  });
}
