/** What makes an archive unacceptable before a byte of it is inflated. */
import yauzl from "yauzl";
import { ImportFailure } from "../importer.ts";
import type { ArchiveLimits } from "./limits.ts";

/** One entry as the archive's directory states it; the statement is checked again while it is read. */
export type ListedEntry = { name: string; isFolder: boolean; inflatedBytes: number; zip: yauzl.Entry };

const STORED = 0;
const DEFLATED = 8;
const UNIX = 3;
const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;

/** An archive that is refused as a whole. */
export function refusedArchive(archive: string, code: string, detail: string, next: string): ImportFailure {
  return new ImportFailure({ code, title: "The archive was refused", detail: `${archive}: ${detail}`, next });
}

/**
 * Checks one entry of the directory.
 * @throws ImportFailure naming the entry and what is wrong with it.
 */
export function checkEntry(archive: string, zip: yauzl.Entry): ListedEntry {
  const name = yauzl.getFileNameLowLevel(zip.generalPurposeBitFlag, zip.fileNameRaw, zip.extraFields, true);
  const shown = JSON.stringify(name.slice(0, 200));
  const refuse = (code: string, what: string, next: string): never => {
    throw refusedArchive(archive, code, `the entry ${shown} ${what}.`, next);
  };
  const trick = pathTrick(name);
  if (trick !== null) {
    refuse("archive-unsafe-name", trick, "Do not trust this file; download it again from the publisher.");
  }
  if (zip.versionMadeBy >>> 8 === UNIX && ((zip.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK) {
    refuse(
      "archive-symlink",
      "is a link to another file",
      "Archives with links are not read; pack the files.",
    );
  }
  const isFolder = name.endsWith("/");
  if (zip.isEncrypted()) {
    refuse("archive-encrypted", "is encrypted", "Unpack it with its password and import the files inside.");
  }
  if (/\.(zip|7z|rar|gz|tgz|tar|bz2|xz)$/i.test(name)) {
    refuse("archive-in-archive", "is itself an archive", "Unpack it once and import the archives inside it.");
  }
  if (!isFolder && zip.compressionMethod !== STORED && zip.compressionMethod !== DEFLATED) {
    refuse(
      "archive-method",
      `uses compression method ${zip.compressionMethod}`,
      "Pack it again as an ordinary zip.",
    );
  }
  return { name, isFolder, inflatedBytes: zip.uncompressedSize, zip };
}

/** What is wrong with a name, or null. Nothing is ever unpacked by name, so this is a sign of a hostile file. */
function pathTrick(name: string): string | null {
  if (name === "") return "has no name";
  if (name.includes("\0")) return "has a zero byte in its name";
  if (name.includes("\\")) return "has a backslash in its name";
  if (name.startsWith("/") || /^[a-zA-Z]:/.test(name)) return "has an absolute path";
  if (name.split("/").includes("..")) return "leads out of the archive (..)";
  return null;
}

/**
 * Checks the directory as a whole: duplicates, overlapping entries, and how much it would inflate to.
 * @throws ImportFailure
 */
export function checkListing(
  archive: string,
  archiveBytes: number,
  entries: readonly ListedEntry[],
  limits: ArchiveLimits,
): void {
  const names = new Set<string>();
  let packed = 0;
  let inflated = 0;
  for (const entry of entries) {
    if (names.has(entry.name)) {
      const detail = `the entry ${JSON.stringify(entry.name)} is there twice.`;
      throw refusedArchive(archive, "archive-duplicate", detail, "Pack it again with each file once.");
    }
    names.add(entry.name);
    packed += entry.zip.compressedSize;
    inflated += entry.inflatedBytes;
    if (
      entry.inflatedBytes > limits.ratioFromBytes &&
      entry.inflatedBytes > entry.zip.compressedSize * limits.ratio
    ) {
      const detail = `the entry ${JSON.stringify(entry.name)} would inflate more than ${limits.ratio}-fold.`;
      throw refusedArchive(archive, "archive-bomb", detail, "No crime file does that; download it again.");
    }
  }
  if (packed > archiveBytes) {
    const detail = "its entries overlap: together they claim more bytes than the file has.";
    throw refusedArchive(archive, "archive-bomb", detail, "Do not trust this file; download it again.");
  }
  if (inflated > limits.totalBytes) {
    const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;
    const detail = `it would inflate to ${gib(inflated)}; the limit is ${gib(limits.totalBytes)}.`;
    throw refusedArchive(archive, "archive-too-large", detail, "Download fewer forces or months at a time.");
  }
}
