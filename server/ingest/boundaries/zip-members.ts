/** Members of a small archive, into memory; all checks of sizes, names and checksums are the archive reader's. */

import { ARCHIVE_LIMITS } from "../archive/limits.ts";
import { openArchive } from "../archive/read-archive.ts";
import type { OpenedFile } from "../importer.ts";

export type ZipMembers = {
  /** Every file in the archive, macOS leftovers excepted. */
  names: string[];
  /** Content of those whose name matches. */
  members: Map<string, Buffer>;
};

/**
 * Names of all members and the content of those wanted. Names are never used as paths.
 * @throws ImportFailure `archive-…`
 */
export async function readZipMembers(
  file: OpenedFile,
  wanted: RegExp,
  maxBytes: number,
  signal: AbortSignal,
): Promise<ZipMembers> {
  const archive = await openArchive(file.path, file.name, { ...ARCHIVE_LIMITS, totalBytes: maxBytes });
  try {
    const names = archive.entries.map(({ name }) => name).filter((name) => !name.startsWith("__MACOSX/"));
    const members = new Map<string, Buffer>();
    for (const name of names.filter((candidate) => wanted.test(candidate))) {
      const parts: Buffer[] = [];
      for await (const part of archive.read(name)) {
        signal.throwIfAborted();
        parts.push(part);
      }
      members.set(name, Buffer.concat(parts));
    }
    return { names, members };
  } finally {
    archive.close();
  }
}
