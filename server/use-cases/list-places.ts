/** Which places stand out, what is known of them, and what has changed since the month before? */
import type { HarmTable } from "#contract/harm.ts";
import type { Place, Places } from "#contract/places.ts";
import { addMonths } from "#domain/time/months.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { applyDecisions, type HeldDecisions, heldDecisions, isExcluded } from "./apply-decisions.ts";
import { decisionScope } from "./decide-place.ts";
import { type DescribedPlaces, describePlaces } from "./describe-places.ts";
import { cellsOf, type FindPlacesInput, findPlaces, type PlacesAround } from "./find-places.ts";
import { findHarmTable } from "./harm-tables.ts";
import { type AlertFacts, nearRepeatAlerts, placeAlerts, revisedAlert } from "./place-alerts.ts";
import { cannotSay } from "./place-limits.ts";
import type { AnalysisTools } from "./study-grid.ts";
import { type HotspotMeta, type TestedGrid, testHotspots } from "./test-hotspots.ts";

export type PlacesInput = FindPlacesInput & {
  /** Id of a table of harm weights. */
  weights?: string | undefined;
  /** Only lasting places without a camera. */
  gap: boolean;
};

const PLACE_METHOD =
  "Significant hexagons (q ≤ 0.05) that touch are one place. Expected = the study area's mean per hexagon times its hexagons; the excess has the exact 95 % interval of a Poisson count, which does not allow for the places having been picked as the highest. History: each month or quarter by itself, the place's hexagons (of fewer than four: with their neighbours) against as many drawn at random, Benjamini and Hochberg over places and steps.";

/**
 * The hotspot list. Where no test can be made the list is empty and `meta.refusal` says why.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function listPlaces(
  tools: AnalysisTools,
  input: PlacesInput,
  signal?: AbortSignal,
): Promise<Answer<Places>> {
  const { reader } = tools;
  const scope = await decisionScope(reader, input);
  if (!scope.ok) return scope;
  const table = await weightTable(reader, input.weights);
  if (!table.ok) return table;
  const made = await testHotspots(tools, { ...input, method: "gi-star", tail: "hot" }, signal);
  if (!made.ok) return made;
  const { tested, meta } = made.value;
  if (!tested.test) return answer(emptyList(tested, meta));
  const around = await findPlaces(tools, input, tested, signal);
  const request = { ...tested, found: around.found.places, table: table.value };
  const described = await describePlaces(tools, request, signal);
  const decisions = await heldDecisions(reader, scope.value);
  const { listed, excluded } = applyDecisions(described.places, decisions);
  const alerts = await alertsOf(reader, tested, meta.unit, compared(tested, around, described, decisions));
  return answer({
    data: {
      places: input.gap ? listed.filter(isGap) : listed,
      excluded,
      alerts,
      comparedWith: around.found.monthBefore && shifted(meta.period),
      share: shareOf(tested, listed),
    },
    meta: {
      ...meta,
      method: `${meta.method} ${PLACE_METHOD}`,
      caveats: [...emptyCaveat(tested), ...meta.caveats],
      cannot: [...cannotSay(tested.grid.question, around.counts, described.places), ...described.limits],
    },
  });
}

async function weightTable(reader: Reader, id: string | undefined): Promise<Answer<HarmTable | null>> {
  if (id === undefined) return answer(null);
  const found = await findHarmTable(reader, id);
  return found.ok ? found : { ...found, where: "weights" };
}

function emptyList({ grid }: TestedGrid, meta: HotspotMeta): Places {
  return {
    data: { places: [], excluded: [], alerts: [], comparedWith: null, share: null },
    meta: { ...meta, cannot: cannotSay(grid.question, null, []) },
  };
}

const LASTING = new Set(["persistent", "intensifying", "diminishing"]);

/** A lasting place that no camera is near. */
function isGap({ covered, trend }: Place): boolean {
  const lasts = trend !== null && (LASTING.has(trend.class) || trend.persistence === "persistent");
  return covered === false && lasts;
}

type Compared = Pick<AlertFacts, "now" | "gone"> & {
  /** Null = the month before is not known. */
  before: AlertFacts["before"] | null;
  countsBefore: Int32Array | null;
};

/** Both lists as the alerts compare them, without the places that were excluded. */
function compared(
  { grid }: TestedGrid,
  { found, counts, gone }: PlacesAround,
  { places, nearRepeats }: DescribedPlaces,
  decisions: HeldDecisions,
): Compared {
  const now = found.places.flatMap((place, k) => {
    const described = places[k];
    if (!described || isExcluded(described.cells, decisions)) return [];
    return [{ found: place, described, nearRepeat: nearRepeats?.[k] ?? null }];
  });
  return {
    now,
    gone: gone.filter((place) => !isExcluded(cellsOf(place.found, grid), decisions)),
    before: found.monthBefore,
    countsBefore: counts.monthBefore,
  };
}

async function alertsOf(
  reader: Reader,
  { grid, counts }: TestedGrid,
  unit: string,
  { now, gone, before, countsBefore }: Compared,
): Promise<Places["data"]["alerts"]> {
  const { slices, typesOf, months } = grid.question;
  const [from, to] = [months[0], months.at(-1)];
  if (!from || !to) return [];
  const period = { from, to };
  const alerts =
    before && countsBefore
      ? placeAlerts({ now, before, gone, counts, countsBefore, period, unit })
      : nearRepeatAlerts(now);
  const sliceIds = slices.map((slice) => slice.id);
  const typeIds = [...new Set([...typesOf.values()].flatMap((ids) => [...ids]))];
  const revised = revisedAlert(await reader.revisedMonths(sliceIds, typeIds, grid.months.at(-1) ?? to), unit);
  return revised ? [...alerts, revised] : alerts;
}

function shifted(period: HotspotMeta["period"]) {
  return period && { from: addMonths(period.from, -1), to: addMonths(period.to, -1) };
}

/** Share of the study area's incidents and land that the listed places hold. */
function shareOf({ grid, counts }: TestedGrid, places: readonly Place[]): Places["data"]["share"] {
  const incidents = counts.reduce((sum, n) => sum + n, 0);
  const areaM2 = grid.areaM2.reduce((sum, m2) => sum + m2, 0);
  if (incidents === 0 || areaM2 === 0) return null;
  return {
    incidents: places.reduce((sum, place) => sum + place.n, 0) / incidents,
    area: Math.min(1, places.reduce((sum, place) => sum + place.areaM2, 0) / areaM2),
  };
}

function emptyCaveat({ test }: TestedGrid): Places["meta"]["caveats"] {
  if (!test || test.hotCells > 0) return [];
  return [
    {
      code: "no-places",
      text: "No hexagon stands out: incidents lie as they might by chance, or there are too few to tell. A longer period or larger hexagons show more.",
    },
  ];
}
