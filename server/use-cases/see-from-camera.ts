/** What would a lens at this place see, past the buildings around it? */

import type { z } from "zod";
import type { Visibility, visibilityInputSchema } from "#contract/coverage.ts";
import type { Caveat } from "#contract/meta.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { readTown } from "./camera-town.ts";
import type { AnalysisTools } from "./study-grid.ts";

export type VisibilityInput = z.output<typeof visibilityInputSchema>;

/** Buildings farther off than the range cannot be in the way; a little more for those that straddle it. */
const MARGIN_M = 20;

/** @throws AnalysisCancelled */
export async function seeFromCamera(
  { reader, analyst }: Pick<AnalysisTools, "reader" | "analyst">,
  input: VisibilityInput,
  signal: AbortSignal,
): Promise<Answer<Visibility>> {
  const [lng, lat] = input.position;
  const town = await readTown(reader, [lng, lat, lng, lat], input.rangeM + MARGIN_M);
  const found = await analyst.run("camera-view", { ...input, town }, signal);
  if (!found.ok) return insideBuilding(input.position);
  const united = await reader.uniteViews(
    found.polygons.map((ring) => JSON.stringify({ type: "Polygon", coordinates: [ring] })),
  );
  return answer({
    data: {
      polygon: JSON.parse(united.geometry),
      areaM2: found.areaM2,
      buildingsConsidered: found.footprints,
      unknownHeights: found.unknownHeights,
      nudgedM: found.nudgedM,
    },
    meta: {
      method:
        "Exact visibility past footprints, in metres of a local plane; a roof lower than the lens hides itself and the strip behind it, a building of unknown height everything behind it. Arcs of the polygon stay within 1 cm; the area is exact.",
      caveats: sceneCaveats(found.footprints, found.unknownHeights, town.footprints.heightM.length),
    },
  });
}

function insideBuilding(position: readonly number[]) {
  return refuse({
    code: "camera-in-building",
    title: "The camera would be inside a building",
    detail: `${position.join(", ")} lies in the footprint of a building, so nothing of the street would be seen.`,
    next: "Move it outside, or onto the façade: within 5 cm of a wall it is moved out of the wall.",
    where: "position",
  });
}

/** What must be said of the buildings that a view was worked out among. */
export function sceneCaveats(
  considered: number,
  unknownHeights: number,
  all: number,
  areTreesCounted = false,
): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "open-air",
      text: `${areTreesCounted ? "Terrain" : "Trees, terrain"}, vehicles and weather are not considered: a survey on the spot is still needed.`,
    },
  ];
  if (all === 0) {
    caveats.push({
      code: "no-buildings",
      text: "No buildings are imported here: the view is not blocked by anything, and is larger than it would be.",
    });
  }
  if (unknownHeights > 0) {
    caveats.push({
      code: "unknown-heights",
      text: `${unknownHeights} of ${considered} buildings in range have no height on record; they are taken to block the view.`,
    });
  }
  return caveats;
}
