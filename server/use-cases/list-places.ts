/** Which places stand out, what is known of them, and what has changed since the month before? */
import type { Place, PlaceAlert, PlaceDecision, Places } from "#contract/places.ts";
import { BUFFER } from "#domain/grid/area-cells.ts";
import type { Ring } from "#domain/grid/neighbourhood.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import type { FoundPlace, PlacesFound } from "../analysis/places.ts";
import { type Answer, answer } from "./answer.ts";
import { decisionScope } from "./decide-place.ts";
import { describePlaces } from "./describe-places.ts";
import { placeAlerts } from "./place-alerts.ts";
import { cannotSay } from "./place-limits.ts";
import { type PlaceCounts, placeCounts, readFrom } from "./place-periods.ts";
import { type AnalysisTools, type GridInput, gridNeighbourhood, readStudyGrid } from "./study-grid.ts";
import { type TestedGrid, type TestedGridAnswer, testHotspots } from "./test-hotspots.ts";

export type PlacesInput = GridInput & {
  ring: Ring;
  correction: Correction;
  /** Only lasting places without a camera. */
  gap: boolean;
};

/**
 * The hotspot list. Where no test can be made the list is empty and `meta.refusal` says why.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function listPlaces(
  tools: AnalysisTools,
  input: PlacesInput,
  signal?: AbortSignal,
): Promise<Answer<Places>> {
  const made = await testHotspots(tools, { ...input, method: "gi-star", tail: "hot" }, signal);
  if (!made.ok) return made;
  const { tested, meta } = made.value;
  const counts = tested.test ? await readAround(tools, input, tested) : null;
  if (!tested.test || !counts) return answer(emptyList(made.value));
  const found = await findPlaces(tools, input, tested, counts, signal);
  const scope = await decisionScope(tools.reader, input);
  if (!scope.ok) return scope;
  const decisions = (await tools.reader.placeDecisions()).filter(
    ({ withdrawn, area, category }) =>
      withdrawn === null && area === scope.value.area && category === scope.value.category,
  );
  const { places, gone } = await describePlaces(tools.reader, tested.grid, found);
  const decided = applyDecisions(places, decisions);
  const cannot = cannotSay(tested.grid, found, counts, places);
  const alerts = await placeAlerts(tools.reader, { grid: tested.grid, found, listed: decided.listed, gone });
  const listed = input.gap ? decided.listed.filter(isGap) : decided.listed;
  return answer({
    data: {
      places: listed,
      excluded: decided.excluded,
      alerts,
      comparedWith: null,
      share: shareOf(tested, decided.listed),
    },
    meta: { ...meta, cannot },
  });
}
