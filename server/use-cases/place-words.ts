/** The history of a place in plain words beside its class. */
import type { Place } from "#contract/places.ts";
import { addMonths, type Month, monthLabel } from "#domain/time/months.ts";
import type { PlaceHistory } from "../analysis/place-history.ts";

type Trend = NonNullable<Place["trend"]>;

const TREND_ALPHA = 0.05;

/** Trend as it is sent. @param to last month of the history. */
export function trendOf(history: PlaceHistory, to: Month): Trend {
  const { hot, hotMonths, monthsPerStep, trendP } = history;
  const hotSteps = count(hot);
  const direction = directionOf(history);
  return {
    class: history.class,
    words: trendWords(history, direction, to),
    monthsPerStep,
    hotSteps,
    steps: hot.length,
    hotMonths: count(hotMonths),
    months: hotMonths.length,
    direction,
    trendP,
    persistence: history.persistence.class,
  };
}

function directionOf({ trendZ, trendP }: PlaceHistory): Trend["direction"] {
  if (trendP >= TREND_ALPHA || trendZ === 0) return "no-clear-trend";
  return trendZ > 0 ? "rising" : "falling";
}

/** "hot for 9 of the last 12 months and 13 of the last 20 quarters, without a break since Jan 2019; rising" */
function trendWords(history: PlaceHistory, direction: Trend["direction"], to: Month): string {
  const { hot, hotMonths, monthsPerStep } = history;
  const parts = [`hot for ${count(hotMonths)} of the last ${hotMonths.length} months`];
  const steps = monthsPerStep === 1 ? "months" : "quarters";
  if (monthsPerStep > 1 || hot.length > hotMonths.length) {
    parts.push(` and ${count(hot)} of the last ${hot.length} ${steps}`);
  }
  parts.push(runWords(history, to));
  if (direction !== "no-clear-trend") parts.push(`; ${direction}`);
  return parts.join("");
}

/** When the present run of hot steps began, or when the last one ended. */
function runWords({ hot, monthsPerStep }: PlaceHistory, to: Month): string {
  const firstMonthOf = (step: number) => addMonths(to, 1 - (hot.length - step) * monthsPerStep);
  const lastHot = hot.lastIndexOf(1);
  if (lastHot === -1) return "";
  if (lastHot < hot.length - 1) return `, not since ${monthLabel(addMonths(firstMonthOf(lastHot + 1), -1))}`;
  const lastCold = hot.lastIndexOf(0);
  if (lastCold === -1) return ", throughout";
  const run = hot.length - 1 - lastCold;
  return run < 2 ? "" : `, without a break since ${monthLabel(firstMonthOf(lastCold + 1))}`;
}

function count(states: Uint8Array): number {
  return states.reduce((sum, state) => sum + state, 0);
}
