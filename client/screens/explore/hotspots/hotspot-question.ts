import type { HotspotQuestion } from "../../../api/places.ts";
import type { ExploreModel } from "../model/use-explore.ts";

/** What the list and the sums are asked for: the question on the map, of its first area. Null while there is none. */
export function hotspotQuestion({ scope, state, harm }: ExploreModel): HotspotQuestion | null {
  const area = scope?.areaCodes[0];
  if (!scope || area === undefined) return null;
  const { ring, correction } = state.options;
  return {
    area,
    category: scope.category.id,
    resolution: state.resolution,
    ...scope.shown,
    bufferM: state.bufferM || null,
    ring,
    correction,
    weights: harm.used?.table.id ?? null,
  };
}
