/** Which months does the hotspot list need beside the period it is asked for? */
import { addMonths, daysInMonth, type Month, monthsBetween } from "#domain/time/months.ts";
import type { MonthCounts } from "../analysis/place-history.ts";
import { gridCountsByMonth, type StudyGrid } from "./study-grid.ts";

const HISTORY_MONTHS = 60;
const YEAR = 12;

/** The grid of the period one month earlier, for the positions that were counted then. */
export function monthEarlier(wide: StudyGrid, asked: readonly Month[]): StudyGrid {
  const months = new Set(asked.map((month) => addMonths(month, -1)));
  const within = ({ month }: { month: Month }) => months.has(month);
  const question = { ...wide.question, slices: wide.question.slices.filter(within) };
  return { ...wide, question, beyond: wide.beyond.filter(within) };
}

/** First month to read for a period. */
export function readFrom(from: Month, to: Month): Month {
  const [earliest = from] = [addMonths(to, 1 - HISTORY_MONTHS), addMonths(from, -YEAR)].sort();
  return earliest;
}

export type PlaceCounts = {
  /** Incidents by cell in the same months a year before; null = not all of them are known. */
  yearBefore: Int32Array | null;
  /** Incidents by cell in as many months, one month earlier; null = not known. */
  monthBefore: Int32Array | null;
  months: MonthCounts[];
};

/**
 * Counts of the months around a period, in step with the cells of `wide`.
 * @param wide a grid that begins at `readFrom` and ends with the period.
 * @param asked calendar months of the period; @param known those of them that are covered.
 */
export async function placeCounts(
  wide: StudyGrid,
  asked: readonly Month[],
  known: readonly Month[],
): Promise<PlaceCounts> {
  const byMonth = await gridCountsByMonth(wide);
  const countsOf = new Map(wide.months.map((month, i) => [month, byMonth[i] ?? null]));
  const sumOf = (months: readonly Month[]) => {
    const total = new Int32Array(wide.cells.length);
    for (const month of months) {
      const counts = countsOf.get(month);
      if (!counts) return null;
      for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + (counts[i] ?? 0);
    }
    return total;
  };
  const to = asked.at(-1);
  const monthsEarlier = asked.map((month) => addMonths(month, -1)).filter((month) => countsOf.has(month));
  return {
    yearBefore: sumOf(known.map((month) => addMonths(month, -YEAR))),
    monthBefore: monthsEarlier.length === known.length ? sumOf(monthsEarlier) : null,
    months: to
      ? monthsBetween(addMonths(to, 1 - HISTORY_MONTHS), to).map((month) => ({
          days: daysInMonth(month),
          counts: countsOf.get(month) ?? null,
        }))
      : [],
  };
}
