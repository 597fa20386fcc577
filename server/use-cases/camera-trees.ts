/** Trees of an area, with what is assumed where nothing is on record. */
import type { Caveat } from "#contract/meta.ts";
import { CROWN_RADIUS_M, TRANSMITTANCE } from "#domain/camera/tree-screen.ts";
import type { TreesTask } from "../analysis/tree-screens.ts";
import type { Reader } from "../db/read-model.ts";

type TreeChoice = "ignored" | "leaf-on" | "leaf-off";

/** Null where they are ignored. */
export async function readTrees(
  reader: Reader,
  box: readonly [number, number, number, number],
  choice: TreeChoice,
): Promise<TreesTask | null> {
  if (choice === "ignored") return null;
  const rows = await reader.treesIn(box);
  return {
    lngLat: Float64Array.from(rows.flatMap(({ lng, lat }) => [lng, lat])),
    heightM: Float64Array.from(rows, ({ heightM }) => heightM ?? Number.NaN),
    radiusM: Float64Array.from(rows, ({ crownRadiusM }) => crownRadiusM ?? CROWN_RADIUS_M),
    transmittance: TRANSMITTANCE[choice],
  };
}

/** @param more what is to be known of them beyond what is assumed. */
export function treeCaveats(trees: TreesTask | null, choice: TreeChoice, more = ""): Caveat[] {
  if (!trees) return [];
  const { heightM, transmittance } = trees;
  const count = (n: number) => n.toLocaleString("en-GB");
  const unknown = heightM.reduce((n, height) => (Number.isNaN(height) ? n + 1 : n), 0);
  const text = `${count(heightM.length)} trees ${choice === "leaf-on" ? "in leaf" : "bare"}: each crown in the way lets ${Math.round(100 * transmittance)} % through, and has a radius of ${CROWN_RADIUS_M} m where none is on record (our assumptions). ${count(unknown)} have no height on record and dim every line.${more}`;
  return [{ code: "trees", text }];
}
