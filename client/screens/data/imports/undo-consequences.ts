import type { ImportManifest } from "#contract/imports.ts";
import { periodLabel } from "#domain/time/months.ts";
import { count, counted } from "../words.ts";

type ReplacedSlice = ImportManifest["replacedSlices"][number];

const INCIDENT_KINDS = new Set(["police-uk", "force-extract"]);

/**
 * What undoing an import does, sentence by sentence, before anybody confirms it: what leaves the maps, which
 * earlier counts come back, and whether the demo borough returns.
 */
export function undoConsequences(manifest: ImportManifest, all: readonly ImportManifest[]): string[] {
  const sentences = [
    `${counted(manifest.accepted, "row", "rows")} of ${manifest.fileName} leave every map, table and total.`,
  ];
  for (const [force, slices] of byForce(manifest.replacedSlices))
    sentences.push(...forceSentences(force, slices));
  if (demoReturns(manifest, all)) {
    sentences.push(
      "No other import of real incidents is left, so the demo borough with its invented incidents comes back.",
    );
  }
  sentences.push("The manifest stays in the list. To have the file again, drop it again.");
  return sentences;
}

function byForce(slices: readonly ReplacedSlice[]): Map<string, ReplacedSlice[]> {
  const forces = new Map<string, ReplacedSlice[]>();
  for (const slice of slices) {
    const list = forces.get(slice.force) ?? [];
    list.push(slice);
    forces.set(slice.force, list);
  }
  return forces;
}

function forceSentences(force: string, slices: readonly ReplacedSlice[]): string[] {
  const replaced = slices.filter(({ oldN }) => oldN > 0);
  const added = slices.filter(({ oldN }) => oldN === 0);
  const sentences: string[] = [];
  if (replaced.length > 0) {
    sentences.push(
      `${force}, ${periodOf(replaced)}: the earlier release comes back with ${count(sum(replaced, "oldN"))} incidents instead of ${count(sum(replaced, "newN"))}.`,
    );
  }
  if (added.length > 0) {
    sentences.push(
      `${force}, ${periodOf(added)}: nothing was there before, so ${counted(added.length, "month becomes", "months become")} unknown again.`,
    );
  }
  return sentences;
}

function periodOf(slices: readonly ReplacedSlice[]): string {
  const months = slices.map(({ month }) => month).sort();
  return periodLabel(months[0] ?? "", months.at(-1) ?? "");
}

function sum(slices: readonly ReplacedSlice[], field: "oldN" | "newN"): number {
  return slices.reduce((total, slice) => total + slice[field], 0);
}

function demoReturns(manifest: ImportManifest, all: readonly ImportManifest[]): boolean {
  const isRealIncidents = (one: ImportManifest) =>
    one.status === "committed" && one.kind !== null && INCIDENT_KINDS.has(one.kind);
  if (!isRealIncidents(manifest)) return false;
  if (all.some((one) => one.id !== manifest.id && isRealIncidents(one))) return false;
  return all.some((one) => one.kind === "demo" && one.status === "retired");
}
