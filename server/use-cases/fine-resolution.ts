import type { Caveat } from "#contract/meta.ts";
import type { StoredResolution } from "#domain/grid/h3.ts";
import type { Reader } from "../db/read-model.ts";
import type { Question } from "./question.ts";
import { sharedPositionShare } from "./shared-positions.ts";

/** From here on cells are finer than a publisher's snap points. */
const FINE_RESOLUTION = 10;

/** What to say of cells so small that one snap point may fill them; null where there is nothing to say. */
export async function fineResolutionCaveat(
  reader: Reader,
  resolution: StoredResolution,
  question: Question,
): Promise<Caveat | null> {
  if (resolution < FINE_RESOLUTION) return null;
  const snapped = question.slices.some(
    ({ sourceId }) => question.snapshot.sources.get(sourceId)?.positionPrecision === "snap-point",
  );
  if (!snapped) return null;
  const { pairs } = await reader.locationCounts(question.snapshot, question.area, question.slices);
  const share = sharedPositionShare(pairs);
  if (share === null) return null;
  return {
    code: "fine-resolution",
    text: `At resolution ${resolution} a hexagon often holds a single snap point: ${Math.round(share * 100)} % of these incidents lie on points that 5 or more of them share.`,
  };
}
