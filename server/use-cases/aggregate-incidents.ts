/** When does it happen? Incidents by month or quarter, and by week, weekday or hour where the source knows. */
import type { Caveat, Meta } from "#contract/meta.ts";
import { quarterOf, weeksBetween } from "#domain/time/weeks.ts";
import type { Reader, TimePart } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { countByMonth } from "./count-timeseries.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";

export type AggregateBy = "month" | "quarter" | TimePart;
export type Aggregate = {
  data: { key: string; n: number }[];
  by: AggregateBy;
  withoutTime: number;
  meta: Meta;
};

const KEYS: Record<TimePart, (question: Question) => string[]> = {
  week: ({ months }) => {
    const [from, to] = [months[0], months.at(-1)];
    return from && to ? weeksBetween(from, to) : [];
  },
  weekday: () => ["1", "2", "3", "4", "5", "6", "7"],
  hour: () => Array.from({ length: 24 }, (_, hour) => String(hour)),
};

const PART_WEEKS: Caveat = {
  code: "part-week",
  text: "The first and the last week count only their days inside the period.",
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
  const { by } = input;
  if (by === "month" || by === "quarter") return byMonths(reader, question.value, by);
  return byTime(reader, question.value, by);
}

async function byMonths(
  reader: Reader,
  question: Question,
  by: "month" | "quarter",
): Promise<Answer<Aggregate>> {
  const counts = new Map<string, number>();
  for (const [month, n] of await countByMonth(reader, question)) {
    const key = by === "month" ? month : quarterOf(month);
    counts.set(key, (counts.get(key) ?? 0) + n);
  }
  const data = [...counts].map(([key, n]) => ({ key, n }));
  const n = data.reduce((total, row) => total + row.n, 0);
  const method = `Located incidents by calendar ${by}; months that no source covers are left out.`;
  const caveats = by === "quarter" ? partQuarters(question) : [];
  const meta = buildMeta(question, { method, n, resolution: null, bufferM: 0, caveats });
  return answer({ data, by, withoutTime: 0, meta });
}

/** Names the quarters of which not every month is in the answer. */
function partQuarters({ months, selection }: Question): Caveat[] {
  const known = new Map<string, number>();
  for (const month of months) {
    if (!selection.covered.has(month)) continue;
    known.set(quarterOf(month), (known.get(quarterOf(month)) ?? 0) + 1);
  }
  const part = [...known].filter(([, n]) => n < 3).map(([quarter]) => quarter);
  if (part.length === 0) return [];
  return [{ code: "part-quarter", text: `Fewer than three months are counted in ${part.join(", ")}.` }];
}

async function byTime(reader: Reader, question: Question, by: TimePart): Promise<Answer<Aggregate>> {
  const { snapshot, slices, area } = question;
  const timed = slices.filter((s) => snapshot.sources.get(s.sourceId)?.timePrecision === "exact");
  if (timed.length === 0) return withoutTime(question, by);
  const all = [...(await countByMonth(reader, question)).values()].reduce((total, n) => total + n, 0);
  const rows = await reader.incidentsByTime(area, by, timed);
  const counts = new Map(rows.map((row) => [row.key, row.n]));
  const data = KEYS[by](question).map((key) => ({ key, n: counts.get(key) ?? 0 }));
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
      ...(by === "week" ? [PART_WEEKS] : []),
    ],
  });
  return answer({ data, by, withoutTime: all - n, meta });
}

function withoutTime(question: Question, by: TimePart): Answer<Aggregate> {
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
