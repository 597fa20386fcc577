/** After one burglary, is another near it and soon more likely, and where is that so now? Knox test and cocoon list. */
import type { Caveat } from "#contract/meta.ts";
import type { NearRepeat as NearRepeatAnswer } from "#contract/patterns.ts";
import type { KnoxBand, NearRepeat } from "#domain/hotspot/near-repeat.ts";
import { addMonths, periodLabel } from "#domain/time/months.ts";
import type { Analyst } from "../analysis/analyses.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { type DatedEvents, dayName, readDatedEvents } from "./dated-events.ts";
import { exactSlices, sourceTitles } from "./event-place.ts";
import { cocoonStreets } from "./near-repeat-streets.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";
import type { TestRefusal } from "./test-refusal.ts";

export type NearRepeatInput = QuestionInput & {
  /** Months at the end of the period that are tested. */
  months: number;
  /** Exchange dates within calendar months only: guards against shares of crime that drift over the year. */
  withinMonth: boolean;
  permutations: number;
  seed: number;
};

/** Fewer events than this are marked as few. */
const FEW_EVENTS = 100;

/** Refused for sources that publish the month or a snap point only. @throws AnalysisCancelled */
export async function testNearRepeat(
  { reader, analyst }: { reader: Reader; analyst: Analyst },
  input: NearRepeatInput,
  signal: AbortSignal,
): Promise<Answer<NearRepeatAnswer>> {
  const asked = await readQuestion(reader, input);
  if (!asked.ok) return asked;
  const question = lastMonths(asked.value, input.months);
  if (question.slices.length === 0) return answer(refused(question, input, cannot(asked.value)));
  const place = { areaId: question.area?.id ?? null, cells: null };
  const events = await readDatedEvents(reader, place, question.slices);
  const { locationIds, day, month } = events;
  const tested = await analyst.run(
    "near-repeat",
    {
      locationIds,
      day,
      month: input.withinMonth ? month : null,
      permutations: input.permutations,
      seed: input.seed,
    },
    signal,
  );
  if (!tested.ok) {
    return answer(
      refused(question, input, { code: tested.reason, text: refusalText(tested.reason, tested.detail) }),
    );
  }
  const { result } = tested;
  const asOfDay = day.at(-1) ?? 0;
  const data = {
    events: result.events,
    bands: result.bands.map(shownBand),
    permutations: result.permutations,
    withinMonth: result.withinMonth,
    seed: result.seed,
    verdict: verdictWords(result),
    cocoon: await cocoonStreets(reader, { question, events, bands: result.bands, asOfDay }),
    asOfDay: dayName(asOfDay),
  };
  const meta = metaOf(question, input, result.events, caveatsOf(asked.value, events, result));
  return answer({ data, meta: { ...meta, refusal: null } });
}

/** The question over its last months with exact days and places; without slices where there are none. */
function lastMonths(question: Question, count: number): Question {
  const exact = exactSlices(question);
  const last = exact
    .map(({ month }) => month)
    .sort()
    .at(-1);
  if (last === undefined) return { ...question, slices: [] };
  const first = addMonths(last, 1 - count);
  const within = (month: string) => month >= first && month <= last;
  return {
    ...question,
    months: question.months.filter(within),
    slices: exact.filter(({ month }) => within(month)),
  };
}

function cannot(question: Question): TestRefusal {
  const titles = sourceTitles(question);
  if (titles === "") {
    return {
      code: "no-data",
      text: "No imported file speaks of these kinds of crime here in this period: nothing is known.",
    };
  }
  return {
    code: "not-exact",
    text: `${titles} gives the month and a nearby snap point only: which burglary followed which, and how far away, cannot be told. Import the force’s own extract, which has days and addresses’ positions.`,
  };
}

function refusalText(reason: string, detail: string): string {
  switch (reason) {
    case "too-few-events":
      return `Too few to test: ${detail}. Choose a longer period or a larger area.`;
    case "one-day":
      return "All incidents are on one day: nothing can follow anything.";
    case "no-close-pairs":
      return "No two incidents are within 400 m of each other: there is nothing to test.";
    case "too-many-pairs":
      return `Too many to test at once: ${detail}. Choose a shorter period or a smaller area.`;
    default:
      return detail;
  }
}

function shownBand({ distance, days, observed, expected, ratio, p, q, significant }: KnoxBand) {
  return {
    distance: `${distance.text} m`,
    days: `${days.text} days`,
    observed,
    expected,
    ratio,
    p,
    q,
    significant,
  };
}

/** One sentence, with both counts before any ratio. */
function verdictWords({ pattern, bands, events }: NearRepeat): string {
  const strongest = bands
    .filter(({ significant }) => significant)
    .sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0))[0];
  if (pattern === "none" || !strongest) {
    return `No pattern beyond chance: among ${events.toLocaleString("en-GB")} incidents, one does not make another near it and soon after more likely than the calendar and the streets already do.`;
  }
  const { distance, days, observed, expected } = strongest;
  const where = distance.low === 0 ? "at the same place" : `${distance.low} to ${distance.high} m apart`;
  const when =
    days.low === 0 ? `within ${days.high - 1} days` : `${days.low} to ${days.high - 1} days after each other`;
  const counts = `${observed.toLocaleString("en-GB")} pairs ${where}, ${when}, where chance would give ${expected.toFixed(1)}`;
  return pattern === "repeat-only"
    ? `Repeats at the same place, none around it: ${counts}.`
    : `A near-repeat pattern: ${counts}.`;
}

function caveatsOf(asked: Question, events: DatedEvents, result: NearRepeat): Caveat[] {
  const caveats: Caveat[] = [];
  if (result.events < FEW_EVENTS) {
    caveats.push({
      code: "small-numbers",
      text: `${result.events} incidents are few for a table of ${result.bands.length} bands: only strong patterns can be found.`,
    });
  }
  if (!result.withinMonth) {
    caveats.push({
      code: "drift",
      text: "If crime moved from one part of the area to another in the course of the period, that looks like near repeats too. Exchanging dates within months guards against it.",
    });
  }
  caveats.push({
    code: "start-of-span",
    text: "Where only a span is known (a burglary found in the evening), the day of its start is used.",
  });
  for (const { reason, n } of events.excluded) {
    caveats.push({ code: "left-out", text: `${reason}: ${n.toLocaleString("en-GB")} left out.` });
  }
  const others = asked.slices.filter((slice) => !exactSlices(asked).includes(slice)).length;
  if (others > 0) {
    caveats.push({
      code: "other-sources",
      text: "Only sources with exact days and positions are tested; some of these incidents come from sources without.",
    });
  }
  return caveats;
}

function metaOf(question: Question, input: NearRepeatInput, n: number, caveats: Caveat[]) {
  const [first, last] = [question.months[0], question.months.at(-1)];
  const period = first && last ? ` over ${periodLabel(first, last)}` : "";
  const exchange = input.withinMonth ? " within calendar months" : "";
  return buildMeta(question, {
    method: `Knox test${period}: pairs of incidents by distance and days between them, against ${input.permutations} random exchanges of their dates${exchange} (seed ${input.seed}); significant: q ≤ 0.05 (Benjamini–Hochberg) and at least 1.2 times as many.`,
    n,
    resolution: null,
    bufferM: 0,
    caveats,
  });
}

function refused(question: Question, input: NearRepeatInput, refusal: TestRefusal): NearRepeatAnswer {
  return { data: null, meta: { ...metaOf(question, input, 0, []), refusal } };
}
