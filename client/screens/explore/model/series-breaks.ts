import { breaksOf, type SeriesBreak } from "#domain/category/scheme.ts";
import type { LoadedCube } from "../../../workers/cube-messages.ts";
import type { Scope } from "./scope.ts";

/** Breaks in the series of the shown category that concern the forces whose incidents are on the map. */
export function breaksShown(scope: Scope, cube: LoadedCube): SeriesBreak[] {
  return breaksOf(scope.category, [...new Set(cube.metas.flatMap((meta) => meta.forces))]);
}
