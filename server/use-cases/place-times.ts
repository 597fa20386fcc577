/** When do incidents happen in a place, and is it at raised risk now? Only for sources with times of their own. */
import type { Place } from "#contract/places.ts";
import { BUFFER } from "#domain/grid/area-cells.ts";
import { cellToBigInt } from "#domain/grid/h3.ts";
import { peakInWords } from "#domain/hotspot/peak-hours.ts";
import { addMonths } from "#domain/time/months.ts";
import type { PlacePeaks } from "../analysis/place-peaks.ts";
import { dayName, readDatedEvents } from "./dated-events.ts";
import type { PlacePosition } from "./place-positions.ts";
import type { Question } from "./question.ts";
import type { AnalysisTools, StudyGrid } from "./study-grid.ts";
import type { TestRefusal } from "./test-refusal.ts";

/** The test looks at the last year of the period: over longer times crime moves, which looks like near repeats. */
const TESTED_MONTHS = 12;
const PERMUTATIONS = 999;
/** More than this would keep the list waiting; 5,000 take about half a second. */
const MOST_EVENTS = 5000;
/** Of more than this share of exact midnights, many are dates without a time. */
const MOST_MIDNIGHTS = 0.2;
const SEED = 1;
/** Random weeks that a peak is held against. */
const DRAWS = 99;

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
  if (events.day.length > MOST_EVENTS) {
    const n = events.day.length.toLocaleString("en-GB");
    return untested(
      `Near repeats are not tested for ${n} incidents at once: choose one kind of crime or a smaller area.`,
    );
  }
  const all = positions.flatMap((here, place) => here.map(({ id }) => ({ id, place })));
  const found = await analyst.run(
    "place-near-repeats",
    {
      locationIds: events.locationIds,
      day: events.day,
      placeIds: BigInt64Array.from(all, ({ id }) => id),
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
  return untested(`Near repeats could not be tested: ${found.detail}.`);
}

function untested(text: string): LiveNearRepeats {
  return { ok: false, refusal: { code: "near-repeat", text } };
}

/** The hours in which a place's incidents gather, by place; null = none stand out from chance. */
export type PeakWords = Place["peak"];

type ToldPeaks = { peaks: PeakWords[] | null; limits: TestRefusal[] };

/**
 * Peak hours of places over the period.
 * @returns null in place of all peaks, with the reason, where the times are mostly dates.
 * @throws AnalysisCancelled when the signal ends.
 */
export async function peaksOfPlaces(
  { reader, analyst }: Pick<AnalysisTools, "reader" | "analyst">,
  { question, resolution, cells, flags, bufferM, beyond }: StudyGrid,
  places: readonly { cells: readonly number[] }[],
  positions: readonly (readonly PlacePosition[])[],
  signal?: AbortSignal,
): Promise<ToldPeaks> {
  const placeOfId = new Map(positions.flatMap((here, place) => here.map(({ id }) => [id, place] as const)));
  const ids = places.flatMap((place) => place.cells.map((i) => cellToBigInt(cells[i] ?? "")));
  const areaId = bufferM > 0 ? null : (question.area?.id ?? null);
  const slices = flags.some((flag) => flag === BUFFER) ? [...question.slices, ...beyond] : question.slices;
  const events = await reader.incidentEvents({ areaId, cells: { resolution, ids } }, slices);
  const used = Array.from(events.locationIds.keys()).filter(
    (i) => events.contradicts[i] !== 1 && placeOfId.has(events.locationIds[i] ?? 0n),
  );
  const found = await analyst.run(
    "place-peaks",
    {
      fromMs: Float64Array.from(used, (i) => events.fromMs[i] ?? Number.NaN),
      toMs: Float64Array.from(used, (i) => events.toMs[i] ?? Number.NaN),
      placeOf: Int32Array.from(used, (i) => placeOfId.get(events.locationIds[i] ?? 0n) ?? 0),
      places: places.length,
      draws: DRAWS,
      seed: SEED,
    },
    signal,
  );
  return toldPeaks(found);
}

function toldPeaks({ peaks, midnightShare }: PlacePeaks): ToldPeaks {
  const limit = (text: string) => [{ code: "peak-hours", text }];
  if (midnightShare > MOST_MIDNIGHTS) {
    const share = Math.round(100 * midnightShare);
    const text = `${share} % of these incidents are timed at exactly midnight, which often means a date without a time: no peak hours are told.`;
    return { peaks: null, limits: limit(text) };
  }
  const told = peaks.map(
    (peak) =>
      peak && {
        words: peakInWords(peak),
        timed: peak.timed,
        share: peak.share,
        certainShare: peak.certainShare,
      },
  );
  const without = told.filter((peak) => peak === null).length;
  if (without === 0) return { peaks: told, limits: [] };
  const text = `In ${without} of ${told.length} places no hours of the week stand out from chance: none are told.`;
  return { peaks: told, limits: limit(text) };
}
