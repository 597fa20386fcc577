/** When does it happen? Incidents by month, day of the week or hour, where the source knows. */
import type { Meta } from "#contract/meta.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { countByMonth } from "./count-timeseries.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";

export type AggregateBy = "month" | "weekday" | "hour";
export type Aggregate = {
  data: { key: string; n: number }[];
  by: AggregateBy;
  withoutTime: number;
  meta: Meta;
};

const KEYS = {
  weekday: ["1", "2", "3", "4", "5", "6", "7"],
  hour: Array.from({ length: 24 }, (_, hour) => String(hour)),
};

/**
 * Incidents by `by`. Day and hour are those at which an incident began, Europe/London; where only a span is known
 * it is its start, and the caveat says so. Refused where no source of the question knows the time.
 */
export async function aggregateIncidents(
  reader: Reader,
  input: QuestionInput & { by: AggregateBy },
): Promise<Answer<Aggregate>> {
  const question = await readQuestion(reader, input);
  if (!question.ok) return question;
  return input.by === "month" ? byMonth(reader, question.value) : byTime(reader, question.value, input.by);
}

async function byMonth(reader: Reader, question: Question): Promise<Answer<Aggregate>> {
  const counts = await countByMonth(reader, question);
  const data = [...counts].map(([key, n]) => ({ key, n }));
  const n = data.reduce((total, row) => total + row.n, 0);
  const method = "Located incidents by calendar month; months that no source covers are left out.";
  const meta = buildMeta(question, { method, n, resolution: null, bufferM: 0, caveats: [] });
  return answer({ data, by: "month", withoutTime: 0, meta });
}

async function byTime(
  reader: Reader,
  question: Question,
  by: "weekday" | "hour",
): Promise<Answer<Aggregate>> {
  const { snapshot, slices, area } = question;
  const timed = slices.filter((s) => snapshot.sources.get(s.sourceId)?.timePrecision === "exact");
  if (timed.length === 0) return withoutTime(question, by);
  const all = [...(await countByMonth(reader, question)).values()].reduce((total, n) => total + n, 0);
  const rows = await reader.incidentsByTime(area, by, timed);
  const counts = new Map(rows.map((row) => [String(row.key), row.n]));
  const data = KEYS[by].map((key) => ({ key, n: counts.get(key) ?? 0 }));
  const n = data.reduce((total, row) => total + row.n, 0);
  const meta = buildMeta(question, {
    method: `Located incidents by ${by} of their start, Europe/London wall time.`,
    n,
    resolution: null,
    bufferM: 0,
    caveats: [
      {
        code: "start-of-span",
        text: "Where only a span is known (a burglary found in the evening), its start is counted.",
      },
    ],
  });
  return answer({ data, by, withoutTime: all - n, meta });
}

function withoutTime(question: Question, by: "weekday" | "hour"): Answer<Aggregate> {
  const titles = new Set(
    question.slices.map((slice) => question.snapshot.sources.get(slice.sourceId)?.title ?? "the source"),
  );
  const named = [...titles].join(", ") || "No imported file";
  return refuse({
    code: "source-without-time",
    title: `Incidents cannot be counted by ${by}`,
    detail: `${named} gives the month only: no day and no time of day.`,
    next: "Import the force's own extract, which has dates and times, or ask by=month.",
    where: "by",
  });
}
