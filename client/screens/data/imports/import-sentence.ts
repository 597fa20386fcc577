import type { ImportManifest } from "#contract/imports.ts";
import { count, counted } from "../words.ts";
import { importPeriod, isChecked, KIND_WORDS } from "./import-words.ts";

export type ImportSentence = { head: string; rest: string };

/** First sentence of an import's page: what it is, how it stands, and both numbers where rows were left out. */
export function importSentence(manifest: ImportManifest): ImportSentence {
  const kind = manifest.kind ? KIND_WORDS[manifest.kind].title : "We could not tell what this file is";
  const period = manifest.period ? `, ${importPeriod(manifest)}` : "";
  switch (manifest.status) {
    case "received":
      return { head: "Looking at the file:", rest: "what it is and what its first rows say." };
    case "detected":
      return isChecked(manifest)
        ? { head: fateOfRows(manifest, "can go in"), rest: "Nothing is written until you commit." }
        : {
            head: `${kind}.`,
            rest: manifest.kind
              ? "Nothing is written yet: look at the first rows, then check the whole file."
              : "Nothing is written.",
          };
    case "running":
      return {
        head: "At work on this file.",
        rest: "Maps and tables show the data as it was until all of it is in.",
      };
    case "committed":
      return { head: fateOfRows(manifest, "went in"), rest: `${kind}${period}.` };
    case "unchanged":
      return { head: "Nothing new in this file.", rest: "It was imported before; no figure has changed." };
    case "failed":
      return {
        head: "This file could not be imported.",
        rest: "Nothing of it is in the data; no figure has changed.",
      };
    case "cancelled":
      return {
        head: "This import was cancelled.",
        rest: "Nothing of it is in the data; no figure has changed.",
      };
    case "undone":
      return {
        head: "This import was undone.",
        rest: `Its ${counted(manifest.accepted, "row", "rows")} are no longer counted.`,
      };
    case "retired":
      return {
        head: "A later import has taken this one’s place.",
        rest: "It comes back if that one is undone.",
      };
  }
}

function fateOfRows(manifest: ImportManifest, verb: string): string {
  if (manifest.rejected === 0) return `All ${counted(manifest.accepted, "row", "rows")} ${verb}.`;
  const left = manifest.rejected === 1 ? "1 was" : `${count(manifest.rejected)} were`;
  return `${count(manifest.accepted)} of ${counted(manifest.read, "row", "rows")} ${verb}; ${left} rejected.`;
}
