import { measureOf } from "../../../state/surface.ts";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import type { ColumnFacts } from "../surfaces/cell-column.ts";

/** What the columns of table and CSV are made of: the answer on the map. */
export function columnFacts({ cube: { answer } }: ExploreModel, scope: Scope): ColumnFacts {
  return {
    windows: answer?.windows ?? [],
    shown: scope.shown,
    earlier: scope.earlier,
    measure: measureOf(answer?.question.show ?? "count"),
    unit: scope.category.unit,
    harmUnit: answer?.question.harm?.unit ?? null,
  };
}
