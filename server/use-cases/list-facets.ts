/** Who and what was concerned? Counts by whatever a force's own extract says of its incidents, small ones hidden. */
import type { z } from "zod";
import type { facetsSchema } from "#contract/patterns.ts";
import { type Suppressed, suppressSmallCounts } from "#domain/disclosure/suppression.ts";
import { londonParts } from "#domain/time/local-time.ts";
import type { EventPlace, Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { eventPlace, sourceTitles, timedSlices } from "./event-place.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";
import type { TestRefusal } from "./test-refusal.ts";

export type Facets = z.infer<typeof facetsSchema>;
type Facet = Facets["data"][number];
type FacetDraft = { facet: string; label: string; entries: { label: string; n: number }[] };

/** Counts of 1 to 4 are hidden. */
const THRESHOLD = 5;
/** An attribute with more texts than this is a free text or a reference, not a facet. */
const MOST_TEXTS = 40;
const HOURS_PER_BAND = 4;

/** Facets of the incidents of a question, optionally in some hexagons. Absent attributes are said to be absent. */
export async function listFacets(
  reader: Reader,
  input: QuestionInput & { cells: readonly string[] },
): Promise<Answer<Facets>> {
  const question = await readQuestion(reader, input);
  if (!question.ok) return question;
  const place = eventPlace(question.value, input.cells);
  if (!place.ok) return place;
  const { slices } = question.value;
  const counts = await reader.attributeCounts(place.value, slices, MOST_TEXTS);
  const entries = new Map<string, { label: string; n: number }[]>();
  for (const { key, text, n } of counts) entries.set(key, [...(entries.get(key) ?? []), { label: text, n }]);
  const times = await timeBands(reader, question.value, place.value);
  const drafts = [...entries].map(([key, found]) => ({ facet: key, label: labelOf(key), entries: found }));
  const facets = [...(times ? [times] : []), ...drafts].flatMap((draft) => shownFacet(draft) ?? []);
  const left = drafts.length + (times ? 1 : 0) - facets.length;
  const meta = buildMeta(question.value, {
    method: `Located incidents by what the source says of them; counts below ${THRESHOLD} are hidden, and as many others as it takes so that subtraction does not reveal them.`,
    n: facets.reduce((most, facet) => Math.max(most, facet.known), 0),
    resolution: place.value.cells?.resolution ?? null,
    bufferM: 0,
    caveats: [
      {
        code: "facets-partial",
        text: "Each facet counts only the incidents of which the source says it; the others are not known, not “none”.",
      },
      ...(left > 0 ? [tooFew(left)] : []),
    ],
  });
  const refusal = facets.length === 0 ? refusalOf(question.value, left) : null;
  return answer({ data: facets, meta: { ...meta, threshold: THRESHOLD, refusal } });
}

/** Four-hour bands of the start, for incidents known to the minute. */
async function timeBands(reader: Reader, question: Question, place: EventPlace): Promise<FacetDraft | null> {
  const slices = timedSlices(question);
  if (slices.length === 0) return null;
  const { fromMs, toMs, contradicts } = await reader.incidentEvents(place, slices);
  const bands = Array.from({ length: 24 / HOURS_PER_BAND }, () => 0);
  for (let i = 0; i < fromMs.length; i++) {
    const from = fromMs[i] ?? Number.NaN;
    const spanMs = (toMs[i] ?? Number.NaN) - from;
    if (Number.isNaN(from) || contradicts[i] === 1 || spanMs > HOURS_PER_BAND * 3_600_000) continue;
    const band = Math.floor(londonParts(from).hour / HOURS_PER_BAND);
    bands[band] = (bands[band] ?? 0) + 1;
  }
  if (bands.every((n) => n === 0)) return null;
  const entries = bands.map((n, i) => ({ label: bandLabel(i), n }));
  return {
    facet: "time-band",
    label: `Time of day (known to within ${HOURS_PER_BAND} hours, by its start)`,
    entries,
  };
}

function bandLabel(band: number): string {
  const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;
  return `${clock(band * HOURS_PER_BAND)}–${clock((band + 1) * HOURS_PER_BAND)}`;
}

/** Null where the facet's own total would reveal a small count. */
function shownFacet({ facet, label, entries }: FacetDraft): Facet | null {
  const suppressed = suppressSmallCounts(
    entries.map(({ n }) => n),
    THRESHOLD,
  );
  if (!suppressed) return null;
  return {
    facet,
    label,
    known: entries.reduce((total, { n }) => total + n, 0),
    entries: entries.map((entry, i) => ({ label: entry.label, ...shownCount(suppressed[i]) })),
  };
}

function tooFew(left: number) {
  const which = left === 1 ? "One facet is" : `${left} facets are`;
  return {
    code: "facets-too-few",
    text: `${which} left out: so few incidents have it that showing anything would tell of single people.`,
  };
}

function shownCount(found: Suppressed | undefined): { n: number | null; shown: string } {
  if (!found || found.hidden === "small") return { n: null, shown: `<${THRESHOLD}` };
  if (found.hidden === "to-protect-another" || found.n === null) return { n: null, shown: "hidden" };
  return { n: found.n, shown: found.n.toLocaleString("en-GB") };
}

/** "victim age" → "Victim age". */
function labelOf(key: string): string {
  const words = key.replace(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function refusalOf(question: Question, left: number): TestRefusal {
  const titles = sourceTitles(question);
  if (titles === "") {
    return { code: "no-data", text: "No imported file speaks of these kinds of crime here in this period." };
  }
  if (left > 0) return tooFew(left);
  return {
    code: "no-facets",
    text: `${titles} says nothing of victims, items or time of day. A force’s own extract can: map its columns as attributes when importing it.`,
  };
}
