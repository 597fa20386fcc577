/**
 * A zip read as a stream, entry by entry, never unpacked to disk. What its directory says is checked before and
 * while it is read: an entry that inflates to another size or checksum than stated ends the import.
 */
import type { TransformOptions } from "node:stream";
import { crc32, createInflateRaw, type ZlibOptions } from "node:zlib";
import yauzl from "yauzl";
import { ImportFailure } from "../importer.ts";
import { checkEntry, checkListing, type ListedEntry, refusedArchive } from "./entry-check.ts";
import { ARCHIVE_LIMITS, type ArchiveLimits } from "./limits.ts";

const INFLATED_PIECE_BYTES = 1 << 18;
/** Inflated ahead of the reader, in a thread of its own, while the rows of earlier pieces are read. */
const INFLATE: ZlibOptions & TransformOptions = {
  chunkSize: INFLATED_PIECE_BYTES,
  highWaterMark: 8 * INFLATED_PIECE_BYTES,
};
const DEFLATED = 8;

export type Archive = {
  /** In the order of their names. Folders are left out. */
  entries: { name: string; inflatedBytes: number }[];
  /** Inflated bytes of one entry. Read one entry at a time. @throws ImportFailure `archive-damaged` */
  read(name: string): AsyncGenerator<Buffer, void, undefined>;
  close(): void;
};

/**
 * Opens an archive and checks its whole directory.
 * @param shownName name for messages.
 * @throws ImportFailure `archive-…`
 */
export async function openArchive(
  path: string,
  shownName: string,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<Archive> {
  const zip = await openZip(path, shownName);
  try {
    const listed = await listEntries(zip, shownName, limits);
    checkListing(shownName, zip.fileSize, listed, limits);
    const files = listed.filter((entry) => !entry.isFolder);
    files.sort((a, b) => (a.name < b.name ? -1 : 1));
    const byName = new Map(files.map((entry) => [entry.name, entry]));
    return {
      entries: files.map(({ name, inflatedBytes }) => ({ name, inflatedBytes })),
      read(name) {
        const entry = byName.get(name);
        if (!entry) throw new RangeError(`Archive.read: no entry ${name}`);
        return readEntry(zip, entry, shownName);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function openZip(path: string, shownName: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
    yauzl.open(path, options, (error, zip) => {
      if (error) reject(damaged(shownName, error.message, error));
      else resolve(zip);
    });
  });
}

function listEntries(zip: yauzl.ZipFile, shownName: string, limits: ArchiveLimits): Promise<ListedEntry[]> {
  if (zip.entryCount > limits.entries) {
    const detail = `it has ${zip.entryCount.toLocaleString("en-GB")} entries; the limit is ${limits.entries.toLocaleString("en-GB")}.`;
    throw refusedArchive(
      shownName,
      "archive-too-large",
      detail,
      "Download fewer forces or months at a time.",
    );
  }
  return new Promise((resolve, reject) => {
    const entries: ListedEntry[] = [];
    zip.on("entry", (entry: yauzl.Entry) => {
      try {
        entries.push(checkEntry(shownName, entry));
        zip.readEntry();
      } catch (error) {
        reject(error instanceof ImportFailure ? error : damaged(shownName, messageOf(error), error));
      }
    });
    zip.on("end", () => resolve(entries));
    zip.on("error", (error: Error) => reject(damaged(shownName, error.message, error)));
    zip.readEntry();
  });
}

async function* readEntry(
  zip: yauzl.ZipFile,
  entry: ListedEntry,
  shownName: string,
): AsyncGenerator<Buffer, void, undefined> {
  const label = `${shownName}: ${entry.name}`;
  const packed = await openPacked(zip, entry).catch((error: unknown) => {
    throw damaged(label, messageOf(error), error);
  });
  const inflating = entry.zip.compressionMethod === DEFLATED;
  const stream = inflating ? createInflateRaw(INFLATE) : packed;
  if (inflating) {
    packed.on("error", (error) => stream.destroy(error));
    packed.pipe(stream as ReturnType<typeof createInflateRaw>);
  }
  let bytes = 0;
  let checksum = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > entry.inflatedBytes) throw damaged(label, "it is larger than the archive says");
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    throw error instanceof ImportFailure ? error : damaged(label, messageOf(error), error);
  } finally {
    stream.destroy();
    packed.destroy();
  }
  if (bytes !== entry.inflatedBytes) throw damaged(label, "it is smaller than the archive says");
  if (checksum !== entry.zip.crc32) throw damaged(label, "its checksum is wrong");
}

function openPacked(
  zip: yauzl.ZipFile,
  entry: ListedEntry,
): Promise<NodeJS.ReadableStream & { destroy(): void }> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry.zip, { decodeFileData: false }, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function damaged(name: string, what: string, cause?: unknown): ImportFailure {
  return new ImportFailure({
    code: "archive-damaged",
    title: "The archive is damaged",
    detail: `${name}: ${what}.`,
    next: "Nothing was changed. The download was probably cut short: download it again.",
    cause,
  });
}
