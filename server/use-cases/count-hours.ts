/** When in the week does it happen? 168 hours, a span of time shared over the hours in which it can have happened. */
import type { Caveat } from "#contract/meta.ts";
import type { Hours } from "#contract/patterns.ts";
import type { Aoristic } from "#domain/hotspot/aoristic.ts";
import { peakHours, peakInWords } from "#domain/hotspot/peak-hours.ts";
import type { Analyst } from "../analysis/analyses.ts";
import type { HoursTask } from "../analysis/hours.ts";
import type { EventPlace, Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { countByMonth } from "./count-timeseries.ts";
import { eventPlace, sourceTitles, timedSlices } from "./event-place.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";
import type { TestRefusal } from "./test-refusal.ts";

export type HoursInput = QuestionInput & { cells: readonly string[]; spread: HoursTask["spread"] };

/** Fewer incidents than this are marked as few: a week has 168 hours. */
const FEW = 168;
/** Known to within an hour for fewer than this share, the matrix shows spans more than times. */
const LITTLE_CERTAIN = 0.5;

/** More incidents than this share at exactly midnight are suspicious: an hour of the day has 4 %. */
const MIDNIGHT_SHARE = 0.1;

const SPREAD_WORDS: Record<HoursTask["spread"], string> = {
  aoristic: "an incident known only to lie in a span is shared over its hours (aoristic)",
  start: "an incident known only to lie in a span counts at its start",
  midpoint: "an incident known only to lie in a span counts at its middle",
  end: "an incident known only to lie in a span counts at its end",
};

/** Refused for sources that publish the month only. @throws AnalysisCancelled */
export async function countHours(
  { reader, analyst }: { reader: Reader; analyst: Analyst },
  input: HoursInput,
  signal: AbortSignal,
): Promise<Answer<Hours>> {
  const asked = await readQuestion(reader, input);
  if (!asked.ok) return asked;
  const question = asked.value;
  const place = eventPlace(question, input.cells);
  if (!place.ok) return place;
  const resolution = place.value.cells?.resolution ?? null;
  const slices = timedSlices(question);
  if (slices.length === 0) {
    const meta = metaOf(question, input, { n: 0, resolution, caveats: [] });
    return answer({ data: null, meta: { ...meta, refusal: refusalOf(question) } });
  }
  const { fromMs, toMs, contradicts } = await reader.incidentEvents(place.value, slices);
  const found = await analyst.run("hours", { fromMs, toMs, contradicts, spread: input.spread }, signal);
  const data = {
    weight: Array.from(found.weights),
    certain: Array.from(found.certain),
    used: found.used,
    certainShare: found.certainShare,
    excluded: excludedOf(found, await withoutTime(reader, question, place.value, fromMs.length)),
    spread: input.spread,
    peaks: peakHours(found.weights).map((peak) => ({
      words: peakInWords(peak),
      share: peak.share,
      shareOfWeek: peak.shareOfWeek,
    })),
  };
  const caveats = caveatsOf(question, slices.length, found);
  const meta = metaOf(question, input, { n: found.used, resolution, caveats });
  return answer({ data, meta: { ...meta, refusal: null } });
}

/** Incidents of sources that give the month only. Not counted for single hexagons. */
async function withoutTime(
  reader: Reader,
  question: Question,
  place: EventPlace,
  timed: number,
): Promise<number> {
  if (place.cells || timedSlices(question).length === question.slices.length) return 0;
  const all = [...(await countByMonth(reader, question)).values()].reduce((total, n) => total + n, 0);
  return Math.max(0, all - timed);
}

function excludedOf({ excluded }: Aoristic, monthOnly: number): { reason: string; n: number }[] {
  return [
    { reason: "The source gives the month only", n: monthOnly },
    { reason: "No time known", n: excluded.noStart },
    { reason: "Ends before it begins", n: excluded.endBeforeStart },
    { reason: "Known only to within more than 28 days", n: excluded.over28Days },
    { reason: "Before 1972 or after 2099", n: excluded.outsideYears },
  ].filter(({ n }) => n > 0);
}

function caveatsOf(question: Question, timed: number, found: Aoristic): Caveat[] {
  const { used, certainShare, midnightStarts, evenlySpread } = found;
  const caveats: Caveat[] = [];
  if (used < FEW) {
    caveats.push({
      code: "small-numbers",
      text: `${used.toLocaleString("en-GB")} incidents are few for the 168 hours of a week: single hours mean little.`,
    });
  }
  if (used > 0 && certainShare < LITTLE_CERTAIN) {
    caveats.push({
      code: "uncertain-times",
      text: `Only ${Math.round(100 * certainShare)} % of these incidents are known to within an hour; the rest are spans, which blur peaks and can hide them.`,
    });
  }
  if (midnightStarts > MIDNIGHT_SHARE * used) {
    caveats.push({
      code: "midnight",
      text: `${midnightStarts.toLocaleString("en-GB")} of ${used.toLocaleString("en-GB")} incidents are recorded at exactly 00:00. That is often a date without a time, not midnight.`,
    });
  }
  if (evenlySpread > 0) {
    caveats.push({
      code: "long-spans",
      text: `${evenlySpread.toLocaleString("en-GB")} incidents with spans of 7 to 28 days are shared evenly over the whole week.`,
    });
  }
  if (timed < question.slices.length) {
    caveats.push({
      code: "other-sources",
      text: "Sources that give the month only are left out; nobody knows at what hour their incidents happened.",
    });
  }
  return caveats;
}

function metaOf(
  question: Question,
  input: HoursInput,
  facts: { n: number; resolution: number | null; caveats: Caveat[] },
) {
  return buildMeta(question, {
    method: `Located incidents by hour of the week in London wall time, across clock changes; ${SPREAD_WORDS[input.spread]}.`,
    bufferM: 0,
    ...facts,
  });
}

function refusalOf(question: Question): TestRefusal {
  const titles = sourceTitles(question);
  if (titles === "") {
    return {
      code: "no-data",
      text: "No imported file speaks of these kinds of crime here in this period: nothing is known.",
    };
  }
  return {
    code: "month-only",
    text: `${titles} gives the month only: no day and no time of day. Import the force’s own extract, which has dates and times.`,
  };
}
