/** Members of a small zip archive, into memory, with every size checked against what really arrives. */
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { ImportFailure, type OpenedFile } from "../importer.ts";

const MAX_ENTRIES = 10_000;

export type ZipMembers = {
  /** Every file in the archive, folders and macOS leftovers excepted. */
  names: string[];
  /** Content of those whose name matches. */
  members: Map<string, Buffer>;
};

/**
 * Names of all members and the content of those wanted. Nothing is written to disk; names are never used as paths.
 * @throws ImportFailure `zip-damaged` for truncated or lying archives and unsafe names, `zip-too-large` beyond
 *   `maxBytes` of content.
 */
export async function readZipMembers(
  file: OpenedFile,
  wanted: RegExp,
  maxBytes: number,
  signal: AbortSignal,
): Promise<ZipMembers> {
  const result: ZipMembers = { names: [], members: new Map() };
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(file.path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
    if (zip.entryCount > MAX_ENTRIES) throw tooLarge(`it lists ${zip.entryCount} files`);
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      const name = entry.fileName;
      if (name.endsWith("/") || name.startsWith("__MACOSX/")) continue;
      result.names.push(name);
      if (!wanted.test(name)) continue;
      total += entry.uncompressedSize;
      if (total > maxBytes)
        throw tooLarge(`its files have more than ${Math.round(maxBytes / 2 ** 20)} MB unpacked`);
      result.members.set(name, await readMember(zip, entry, signal));
    }
    return result;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ImportFailure) throw error;
    throw new ImportFailure({
      code: "zip-damaged",
      title: "The archive cannot be read",
      detail: `${file.name} is damaged, cut short or not a zip archive (${error instanceof Error ? error.message : "unknown"}).`,
      next: "Download the file again, or zip the boundary files again.",
      cause: error,
    });
  } finally {
    zip?.close();
  }
}

async function readMember(zip: ZipFile, entry: Entry, signal: AbortSignal): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) {
    signal.throwIfAborted();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(detail: string): ImportFailure {
  return new ImportFailure({
    code: "zip-too-large",
    title: "The archive is too large",
    detail: `It was not unpacked: ${detail}.`,
    next: "Make an archive with only the boundary files, or export them as GeoJSON, which has no limit.",
  });
}
