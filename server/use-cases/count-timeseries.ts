/** How does it change? Incidents of an area by month, told apart from months of which nothing is known. */
import type { Meta } from "#contract/meta.ts";
import type { TimeseriesRow } from "#contract/timeseries.ts";
import type { Month } from "#domain/time/months.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";

/** One row for every month of the period: null where no source covers the month, 0 where none was recorded. */
export async function countTimeseries(
  reader: Reader,
  input: QuestionInput,
): Promise<Answer<{ data: TimeseriesRow[]; meta: Meta }>> {
  const question = await readQuestion(reader, input);
  if (!question.ok) return question;
  const byMonth = await countByMonth(reader, question.value);
  const data = question.value.months.map((month) => ({ month, n: byMonth.get(month) ?? null }));
  const where = question.value.area ? " whose position lies in the area's polygon" : " with a position";
  const meta = buildMeta(question.value, {
    method: `Incidents${where}, by calendar month.`,
    n: data.reduce((total, row) => total + (row.n ?? 0), 0),
    resolution: null,
    bufferM: 0,
    caveats: [],
  });
  return answer({ data, meta });
}

/** Located incidents of covered months; months without an entry are not covered. */
export async function countByMonth(reader: Reader, question: Question): Promise<Map<Month, number>> {
  const { snapshot, area, slices, months, selection } = question;
  const byMonth = new Map(months.filter((m) => selection.covered.has(m)).map((m) => [m, 0]));
  const add = (month: Month, n: number) => byMonth.set(month, (byMonth.get(month) ?? 0) + n);
  if (!area) {
    for (const slice of slices) add(slice.month, slice.located);
    return byMonth;
  }
  const { pairs } = await reader.locationCounts(snapshot, area, slices);
  for (const pair of pairs) {
    add(
      pair.month,
      pair.n.reduce((total, n) => total + n, 0),
    );
  }
  return byMonth;
}
