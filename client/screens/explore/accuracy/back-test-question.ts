import type { BackTestQuestion } from "../../../api/places.ts";
import type { ExploreModel } from "../model/use-explore.ts";

/** The map that is to be tested on the past; null while there is none. */
export function backTestQuestion({
  scope,
  state,
}: Pick<ExploreModel, "scope" | "state">): BackTestQuestion | null {
  const area = scope?.areaCodes[0];
  if (!scope || area === undefined) return null;
  return { area, category: scope.category.id, resolution: state.resolution, bufferM: state.bufferM || null };
}
