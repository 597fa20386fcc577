/** What the server is asked of some cameras. Pure. */
import type { CoverageInput } from "#contract/coverage.ts";
import type { PlannedBuilding } from "#domain/scenario/scenario-document.ts";
import type { PlanCamera } from "../../../state/camera-state.ts";

/** The question without its cameras. */
export type CoverageQuestion = Omit<CoverageInput, "cameras" | "obstacles" | "obstacleHeightsM">;

/** @param buildings planned ones, which block views as if they stood. */
export function coverageInput(
  question: CoverageQuestion,
  cameras: readonly PlanCamera[],
  buildings: readonly PlannedBuilding[],
): CoverageInput {
  return {
    ...question,
    cameras: cameras.map(({ id, design }) => ({
      id,
      design: {
        ...design,
        position: [design.position[0], design.position[1]],
        presets: [...design.presets],
      },
    })),
    ...(buildings.length === 0
      ? {}
      : {
          obstacles: buildings.map(({ ring }) => ({
            type: "Polygon" as const,
            coordinates: [ring.map(([lng, lat]): [number, number] => [lng, lat])],
          })),
          obstacleHeightsM: buildings.map(({ heightM }) => heightM),
        }),
  };
}
