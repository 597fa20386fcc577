/** A file on disk → a manifest row: hashed, and taken for what its content says it is. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ImportKind } from "#contract/imports.ts";
import { insertImport } from "../db/queries/imports.ts";
import type { Sql } from "../db/sql.ts";
import { type Detection, detectFile } from "./detect.ts";
import type { OpenedFile } from "./importer.ts";

const PIECE_BYTES = 1 << 20;

/** Size and SHA-256 of a file. @throws what opening and reading it throws. */
async function openFile(path: string, name: string): Promise<OpenedFile> {
  const { size } = await stat(path);
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) hash.update(piece);
  return { path, name, bytes: size, sha256: hash.digest("hex") };
}

/** Adds a received file to the imports. `kind` overrules what the content says. */
export async function receiveFile(
  sql: Sql,
  path: string,
  name: string,
  kind: ImportKind | null = null,
): Promise<{ importId: number; file: OpenedFile; detection: Detection }> {
  const file = await openFile(path, name);
  const detection = await detectFile(file);
  const importId = await insertImport(sql, {
    fileName: name,
    filePath: path,
    bytes: file.bytes,
    sha256: file.sha256,
    kind: kind ?? detection.kind,
  });
  return { importId, file, detection };
}
