/** Which places stand out, what is known of them, and what has changed since the month before? */
import type { HarmTable } from "#contract/harm.ts";
import type { Place, PlaceDecision, Places } from "#contract/places.ts";
import { BUFFER } from "#domain/grid/area-cells.ts";
import type { Ring } from "#domain/grid/neighbourhood.ts";
import type { Correction } from "#domain/stats/false-discovery-rate.ts";
import { addMonths } from "#domain/time/months.ts";
import type { FoundPlace, PlacesFound } from "../analysis/places.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { decisionScope } from "./decide-place.ts";
import { type DescribedPlace, describePlaces } from "./describe-places.ts";
import { findHarmTable } from "./harm-tables.ts";
import { goneFrom, type ListedPlace, placeAlerts, revisedAlert } from "./place-alerts.ts";
import { cannotSay } from "./place-limits.ts";
import { type PlaceCounts, placeCounts, readFrom } from "./place-periods.ts";
import { type AnalysisTools, type GridInput, gridNeighbourhood, readStudyGrid } from "./study-grid.ts";
import { type HotspotMeta, type TestedGrid, testHotspots } from "./test-hotspots.ts";

export type PlacesInput = GridInput & {
  ring: Ring;
  correction: Correction;
  /** Id of a table of harm weights. */
  weights?: string | undefined;
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
  const scope = await decisionScope(tools.reader, input);
  if (!scope.ok) return scope;
  const table = await weightTable(tools.reader, input.weights);
  if (!table.ok) return table;
  const made = await testHotspots(tools, { ...input, method: "gi-star", tail: "hot" }, signal);
  if (!made.ok) return made;
  const { tested, meta } = made.value;
  const around = tested.test ? await countsAround(tools, input, tested) : null;
  if (!tested.test || !around) return answer(emptyList(tested, meta));
  const found = await findPlaces(tools, input, tested, around, signal);
  const gone = goneFrom(found.monthBefore ?? [], found.places);
  const described = await describePlaces(tools.reader, {
    ...tested,
    found: [...found.places, ...gone],
    table: table.value,
  });
  const all = pair(found.places, described);
  const decisions = await heldDecisions(tools.reader, scope.value);
  const decided = decide(all, decisions);
  const data: Places["data"] = {
    places: input.gap ? decided.listed.filter(isGap) : decided.listed,
    excluded: decided.excluded,
    alerts: await alertsOf(tools.reader, tested, {
      now: all.filter(({ described: place }) => !isExcluded(place, decisions)),
      gone: pair(gone, described.slice(found.places.length)).filter(
        (place) => !isExcluded(place.described, decisions),
      ),
      before: found.monthBefore,
      countsBefore: around.monthBefore,
      unit: meta.unit,
    }),
    comparedWith: found.monthBefore && shifted(meta.period),
    share: shareOf(tested, decided.listed),
  };
  return answer({
    data,
    meta: {
      ...meta,
      method: `${meta.method} ${PLACE_METHOD}`,
      caveats: [...emptyCaveat(tested, decided.listed), ...meta.caveats],
      cannot: cannotSay(tested.grid.question, around, described),
    },
  });
}

async function weightTable(reader: Reader, id: string | undefined): Promise<Answer<HarmTable | null>> {
  if (id === undefined) return answer(null);
  const found = await findHarmTable(reader, id);
  return found.ok ? found : { ...found, where: "weights" };
}

const PLACE_METHOD =
  "Significant hexagons (q ≤ 0.05) that touch are one place. Expected = the study area's mean per hexagon times its hexagons; the excess has the exact 95 % interval of a Poisson count, which does not allow for the places having been picked as the highest. History: each month or quarter by itself, the place's hexagons against as many drawn at random, Benjamini and Hochberg over places and steps.";

/** Counts of the months around the period; null where they cannot be read for the same hexagons. */
async function countsAround(
  tools: AnalysisTools,
  input: PlacesInput,
  { grid }: TestedGrid,
): Promise<PlaceCounts | null> {
  const { months } = grid.question;
  const [from, to] = [months[0], months.at(-1)];
  if (!from || !to) return null;
  const wide = await readStudyGrid(tools, { ...input, from: readFrom(from, to), to });
  const usable = wide.ok && wide.value.cells.length === grid.cells.length;
  return placeCounts(usable ? wide.value : grid, months, grid.months);
}

async function findPlaces(
  tools: AnalysisTools,
  { ring, correction }: PlacesInput,
  { grid, counts, columns, test }: TestedGrid,
  around: PlaceCounts,
  signal: AbortSignal | undefined,
): Promise<PlacesFound> {
  const neighbourhood = await gridNeighbourhood(tools, grid, ring);
  const touching = ring === 1 ? neighbourhood : await gridNeighbourhood(tools, grid, 1);
  const mean = test?.meanPerCell ?? 0;
  const task = { counts, columns, mean, neighbourhood, touching, correction, ...around };
  const found = await tools.analyst.run("places", task, signal);
  const isOurs = (place: FoundPlace) => place.cells.some((i) => grid.flags[i] !== BUFFER);
  return {
    places: found.places.filter(isOurs),
    monthBefore: found.monthBefore?.filter(isOurs) ?? null,
  };
}

function emptyList({ grid }: TestedGrid, meta: HotspotMeta): Places {
  return {
    data: { places: [], excluded: [], alerts: [], comparedWith: null, share: null },
    meta: { ...meta, cannot: cannotSay(grid.question, null, []) },
  };
}

function pair(found: readonly FoundPlace[], described: readonly DescribedPlace[]): ListedPlace[] {
  return found.flatMap((place, k) => {
    const words = described[k];
    return words ? [{ found: place, described: words }] : [];
  });
}

type Held = readonly PlaceDecision[];

async function heldDecisions(reader: Reader, scope: { area: string; category: string }): Promise<Held> {
  const all = await reader.placeDecisions();
  return all.filter(
    ({ withdrawn, area, category }) =>
      withdrawn === null && area === scope.area && category === scope.category,
  );
}

/** The newest decision that hangs on one of the place's hexagons. */
function decisionOn(place: DescribedPlace, decisions: Held): PlaceDecision | null {
  const cells = new Set(place.cells);
  return decisions.find(({ cell }) => cells.has(cell)) ?? null;
}

function isExcluded(place: DescribedPlace, decisions: Held): boolean {
  return decisionOn(place, decisions)?.kind === "exclude";
}

/** Ranks places and applies what was decided of them. Both lists are ranked by themselves. */
function decide(places: readonly ListedPlace[], decisions: Held): { listed: Place[]; excluded: Place[] } {
  const listed: Place[] = [];
  const excluded: Place[] = [];
  for (const { described } of places) {
    const decision = decisionOn(described, decisions);
    const list = decision?.kind === "exclude" ? excluded : listed;
    const centre = decision?.position ?? described.centre;
    list.push({ ...described, centre, rank: list.length + 1, decision });
  }
  return { listed, excluded };
}

const LASTING = new Set(["persistent", "intensifying", "diminishing"]);

/** A lasting place that no camera is near. */
function isGap({ covered, trend }: Place): boolean {
  const lasts = trend !== null && (LASTING.has(trend.class) || trend.persistence === "persistent");
  return covered === false && lasts;
}

type AlertInput = {
  now: readonly ListedPlace[];
  gone: readonly ListedPlace[];
  before: readonly FoundPlace[] | null;
  countsBefore: Int32Array | null;
  unit: string;
};

async function alertsOf(
  reader: Reader,
  { grid, counts }: TestedGrid,
  { now, gone, before, countsBefore, unit }: AlertInput,
): Promise<Places["data"]["alerts"]> {
  const { slices, typesOf, months } = grid.question;
  const [from, to] = [months[0], months.at(-1)];
  if (!from || !to) return [];
  const alerts =
    before && countsBefore
      ? placeAlerts({ now, before, gone, counts, countsBefore, period: { from, to }, unit })
      : [];
  const types = new Set([...typesOf.values()].flatMap((ids) => [...ids]));
  const revised = await reader.revisedMonths(
    slices.map((slice) => slice.id),
    [...types],
    grid.months.at(-1) ?? to,
  );
  const alert = revisedAlert(revised, unit);
  return alert ? [...alerts, alert] : alerts;
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

function emptyCaveat({ test }: TestedGrid, places: readonly Place[]): Places["meta"]["caveats"] {
  if (places.length > 0 || !test || test.hotCells > 0) return [];
  return [
    {
      code: "no-places",
      text: "No hexagon stands out: incidents lie as they might by chance, or there are too few to tell. A longer period or larger hexagons show more.",
    },
  ];
}
