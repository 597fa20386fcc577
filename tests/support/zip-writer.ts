/** Writes zip files byte by byte, truthful or lying, for tests of the archive reader. */
import { crc32, deflateRawSync } from "node:zlib";

export type ZipEntry = {
  name: string | Buffer;
  content?: Buffer | string;
  /** Stored instead of deflated. */
  stored?: boolean;
  /** Lies: what the directory states instead of the truth. */
  statedBytes?: number;
  statedPackedBytes?: number;
  statedCrc?: number;
  method?: number;
  flags?: number;
  /** Upper half of the external attributes (Unix mode); also marks the entry as made on Unix. */
  unixMode?: number;
  /** Offset of the local header, if not its own (overlapping entries). */
  offset?: number;
};

const UTF8_NAMES = 0x0800;

/** A zip with these entries, in this order. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? "");
    const packed = entry.stored ? content : deflateRawSync(content);
    const name = Buffer.from(entry.name as string);
    const fields = {
      flags: (entry.flags ?? 0) | UTF8_NAMES,
      method: entry.method ?? (entry.stored ? 0 : 8),
      crc: entry.statedCrc ?? crc32(content),
      packedBytes: entry.statedPackedBytes ?? packed.length,
      bytes: entry.statedBytes ?? content.length,
    };
    const local = Buffer.concat([localHeader(fields, name.length), name, packed]);
    directory.push(
      Buffer.concat([directoryHeader(fields, name.length, entry.unixMode ?? null, entry.offset ?? at), name]),
    );
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}

type Fields = { flags: number; method: number; crc: number; packedBytes: number; bytes: number };

function localHeader(fields: Fields, nameLength: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  writeFields(header, 6, fields);
  header.writeUInt16LE(nameLength, 26);
  return header;
}

function directoryHeader(
  fields: Fields,
  nameLength: number,
  unixMode: number | null,
  offset: number,
): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(unixMode === null ? 20 : (3 << 8) | 20, 4);
  header.writeUInt16LE(20, 6);
  writeFields(header, 8, fields);
  header.writeUInt16LE(nameLength, 28);
  header.writeUInt32LE(unixMode === null ? 0 : unixMode * 0x10000, 38);
  header.writeUInt32LE(offset, 42);
  return header;
}

/** Flags to sizes have the same layout in both headers. */
function writeFields(header: Buffer, at: number, fields: Fields): void {
  header.writeUInt16LE(fields.flags, at);
  header.writeUInt16LE(fields.method, at + 2);
  header.writeUInt32LE(fields.crc, at + 8);
  header.writeUInt32LE(fields.packedBytes, at + 12);
  header.writeUInt32LE(fields.bytes, at + 16);
}
