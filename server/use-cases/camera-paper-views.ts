/** What was recorded where a camera looks: over one, three and five years, by kind of crime. */
import { addMonths, type Month, monthNumber, monthsBetween } from "#domain/time/months.ts";
import type { Reader } from "../db/read-model.ts";
import { countCatchment, type ViewedCell } from "./catchment-counts.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";
import { sitingQuestion } from "./siting-question.ts";

export type ViewedYears = {
  years: 1 | 3 | 5;
  from: Month;
  to: Month;
  /** Months of these of which nothing is known. */
  unknownMonths: number;
  /** In the hexagons that it looks into, and of these in the part in view. */
  incidents: number;
  inView: number;
  byCategory: { category: string; label: string; incidents: number; inView: number }[];
};

export type ViewedIncidents = {
  /** Ending with the last month of the plan's period, or of the data. */
  windows: ViewedYears[];
  /** Months in a row up to the end of which something is known. */
  knownMonths: number;
  /** Kinds of crime, in words. */
  kinds: string;
};

const WINDOWS = [1, 3, 5] as const;

/** Null where nothing is known of the question or the camera looks into no hexagon with incidents. */
export async function viewedIncidents(
  reader: Reader,
  risk: Pick<QuestionInput, "area" | "category" | "to">,
  cells: readonly ViewedCell[],
): Promise<ViewedIncidents | null> {
  if (cells.length === 0) return null;
  const { category } = sitingQuestion(await reader.snapshot(), risk.category);
  const asked = await readQuestion(reader, { area: risk.area, category, to: risk.to });
  if (!asked.ok) return null;
  const question = asked.value;
  const to = question.months.filter((month) => question.selection.covered.has(month)).at(-1);
  if (to === undefined) return null;
  const viewed = cells.map(({ cell, share }) => ({ cell, share: Math.min(1, share) }));
  const counted = await countCatchment(reader, question, viewed);
  if (!counted.ok) return null;
  const labels = new Map(question.snapshot.categories.map(({ id, label }) => [id, label]));
  const windows = WINDOWS.map((years): ViewedYears => {
    const from = addMonths(to, 1 - 12 * years);
    const rows = new Map<string, ViewedYears["byCategory"][number]>();
    for (const { month, category: id, share, n } of counted.value) {
      if (month < from || month > to) continue;
      const row = rows.get(id) ?? { category: id, label: labels.get(id) ?? id, incidents: 0, inView: 0 };
      row.incidents += n;
      row.inView += n * share;
      rows.set(id, row);
    }
    const byCategory = [...rows.values()].sort((a, b) => b.inView - a.inView);
    return {
      years,
      from,
      to,
      unknownMonths: monthsBetween(from, to).filter((month) => !question.selection.covered.has(month)).length,
      incidents: byCategory.reduce((sum, row) => sum + row.incidents, 0),
      inView: byCategory.reduce((sum, row) => sum + row.inView, 0),
      byCategory,
    };
  });
  return {
    windows,
    knownMonths: knownUpTo(question, to),
    kinds: question.categories.map(({ label }) => label.toLowerCase()).join(", "),
  };
}

function knownUpTo({ selection }: Question, to: Month): number {
  let known = 0;
  while (selection.covered.has(addMonths(to, -known)) && known < monthNumber(to)) known++;
  return known;
}
