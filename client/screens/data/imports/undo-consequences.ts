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
  for (const [force, slices] of byForce(manifest.replacedSlices)) sentences.push(comesBack(force, slices));
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
    if (slice.oldN === 0) continue;
    const list = forces.get(slice.force) ?? [];
    list.push(slice);
    forces.set(slice.force, list);
  }
  return forces;
}

function comesBack(force: string, slices: readonly ReplacedSlice[]): string {
  const months = slices.map(({ month }) => month).sort();
  const period = periodLabel(months[0] ?? "", months.at(-1) ?? "");
  const oldN = slices.reduce((sum, slice) => sum + slice.oldN, 0);
  const newN = slices.reduce((sum, slice) => sum + slice.newN, 0);
  return `${force}, ${period}: the earlier release comes back with ${count(oldN)} incidents instead of ${count(newN)}.`;
}

function demoReturns(manifest: ImportManifest, all: readonly ImportManifest[]): boolean {
  const isRealIncidents = (one: ImportManifest) =>
    one.status === "committed" && one.kind !== null && INCIDENT_KINDS.has(one.kind);
  if (!isRealIncidents(manifest)) return false;
  if (all.some((one) => one.id !== manifest.id && isRealIncidents(one))) return false;
  return all.some((one) => one.kind === "demo" && one.status === "retired");
}
