/** A CSV by itself, or those inside an archive, read the same way. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { OpenedFile } from "../importer.ts";
import { openArchive } from "./read-archive.ts";

/** Bytes read from a plain file at a time. */
const PIECE_BYTES = 1 << 18;

export type CsvFile = { name: string; bytes: number; chunks(): AsyncIterable<Buffer> };
export type CsvFiles = {
  files: CsvFile[];
  /** Entries that are not CSV files, by name. */
  others: string[];
  isArchive: boolean;
  close(): void;
};

/** True if the file begins like a zip, whatever it is called. */
async function looksLikeZip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(4);
    await handle.read(head, 0, 4, 0);
    return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
  } finally {
    await handle.close();
  }
}

/** @throws ImportFailure `archive-…` */
export async function openCsvFiles(file: OpenedFile): Promise<CsvFiles> {
  if (!(await looksLikeZip(file.path))) {
    const chunks = (): AsyncIterable<Buffer> => createReadStream(file.path, { highWaterMark: PIECE_BYTES });
    return {
      files: [{ name: file.name, bytes: file.bytes, chunks }],
      others: [],
      isArchive: false,
      close: () => {},
    };
  }
  const archive = await openArchive(file.path, file.name);
  const isCsv = (name: string): boolean => /\.csv$/i.test(name) && !name.startsWith("__MACOSX/");
  return {
    files: archive.entries
      .filter((entry) => isCsv(entry.name))
      .map(({ name, inflatedBytes }) => ({ name, bytes: inflatedBytes, chunks: () => archive.read(name) })),
    others: archive.entries.filter((entry) => !isCsv(entry.name)).map((entry) => entry.name),
    isArchive: true,
    close: () => archive.close(),
  };
}
