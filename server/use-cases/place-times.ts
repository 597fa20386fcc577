/** When do incidents happen in a place, and is it at raised risk now? Only for sources with times of their own. */
import { wgs84ToBng } from "#domain/grid/osgb.ts";
import { addMonths } from "#domain/time/months.ts";
import { dayName, readDatedEvents } from "./dated-events.ts";
import type { PlacePosition } from "./place-positions.ts";
import type { Question } from "./question.ts";
import type { AnalysisTools } from "./study-grid.ts";
import type { TestRefusal } from "./test-refusal.ts";

/** The test looks at the last year of the period: over longer times crime moves, which looks like near repeats. */
const TESTED_MONTHS = 12;
const PERMUTATIONS = 999;
const SEED = 1;

/** A place at raised risk: recent incidents near by, and the day on which that ends. Without any, 0 and "". */
export type LiveNearRepeat = { events: number; until: string };

export type LiveNearRepeats = { ok: true; byPlace: LiveNearRepeat[] } | { ok: false; refusal: TestRefusal };

/**
 * Which places lie in a live near-repeat band on the day of the last incident of the period?
 * @throws AnalysisCancelled when the signal ends.
 */
export async function liveNearRepeats(
  { reader, analyst }: Pick<AnalysisTools, "reader" | "analyst">,
  question: Question,
  positions: readonly (readonly PlacePosition[])[],
  signal?: AbortSignal,
): Promise<LiveNearRepeats> {
  const first = addMonths(
    question.slices
      .map(({ month }) => month)
      .sort()
      .at(-1) ?? "2000-01",
    1 - TESTED_MONTHS,
  );
  const slices = question.slices.filter(({ month }) => month >= first);
  const events = await readDatedEvents(reader, { areaId: question.area?.id ?? null, cells: null }, slices);
  const all = positions.flatMap((here, place) => here.map(({ at }) => ({ at, place })));
  const found = await analyst.run(
    "place-near-repeats",
    {
      xy: events.xy,
      day: events.day,
      placesXY: Float64Array.from(all.flatMap(({ at }) => [...wgs84ToBng(...at)])),
      placeOf: Int32Array.from(all, ({ place }) => place),
      places: positions.length,
      asOfDay: events.day.at(-1) ?? 0,
      permutations: PERMUTATIONS,
      seed: SEED,
    },
    signal,
  );
  if (found.ok) {
    const byPlace = Array.from(found.events, (n, k) => ({
      events: n,
      until: n === 0 ? "" : dayName(found.untilDay[k] ?? 0),
    }));
    return { ok: true, byPlace };
  }
  return {
    ok: false,
    refusal: { code: "near-repeat", text: `Near repeats could not be tested: ${found.detail}.` },
  };
}
