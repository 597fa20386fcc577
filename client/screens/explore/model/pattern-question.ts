import type { PatternQuestion } from "../../../api/patterns.ts";
import type { ExploreModel } from "./use-explore.ts";

/** What is on the map, of its first area, as a question about patterns; null while there is none. */
export function patternQuestion({ scope }: Pick<ExploreModel, "scope">): PatternQuestion | null {
  const area = scope?.areaCodes[0];
  return scope && area !== undefined ? { area, category: scope.category.id, ...scope.shown } : null;
}
