import { ImportFailure } from "./importer.ts";

/** A table without rows: not even a header tells what it was to hold. */
export function emptyFile(name: string): ImportFailure {
  return new ImportFailure({
    code: "empty-file",
    title: "The file is empty",
    detail: `${name} holds no rows, not even a header.`,
    next: "Download or export it again.",
  });
}
