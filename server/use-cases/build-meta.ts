/** What must be said with every figure: unit, method, period, sources and the limits of the data. */
import { ALL_AREAS_CODE } from "#contract/areas.ts";
import type { Caveat, Meta } from "#contract/meta.ts";
import { breaksOf } from "#domain/category/scheme.ts";
import { monthLabel, monthNumber } from "#domain/time/months.ts";
import type { SourceRow } from "../db/snapshot.ts";
import type { Question } from "./question.ts";

export type MetaFacts = {
  method: string;
  n: number;
  resolution: number | null;
  bufferM: number;
  /** Limits that only this answer has; they are listed first. */
  caveats: Caveat[];
};

/** Months at the end of a publisher's series that are still being revised. */
const PROVISIONAL_MONTHS = 3;

/** Assembles `meta`. Caveat codes are stable. */
export function buildMeta(question: Question, facts: MetaFacts): Meta {
  const { snapshot, area, months, slices, categories } = question;
  const from = months[0];
  const to = months.at(-1);
  const sources = usedSources(question);
  const units = new Set(categories.map((category) => category.unit));
  return {
    unit: [...units].join(" / ") || "offences recorded",
    method: facts.method,
    period: from && to ? { from, to } : null,
    asOf: snapshot.slices.at(-1)?.month ?? null,
    resolution: facts.resolution,
    studyArea: area
      ? { code: area.code, name: area.name, bufferM: facts.bufferM }
      : { code: ALL_AREAS_CODE, name: "Everything imported", bufferM: 0 },
    n: facts.n,
    unlocated: slices.reduce((total, slice) => total + slice.unlocated, 0),
    sources: sources.map(({ slug, title, publisher, licence, invented }) => ({
      slug,
      title,
      publisher,
      licence,
      invented,
    })),
    forces: forcesOf(question),
    caveats: [...facts.caveats, ...commonCaveats(question, sources)],
    datasetVersion: snapshot.version,
  };
}

function forcesOf({ snapshot, slices }: Question): string[] {
  const names = new Set(slices.map((slice) => snapshot.forces.get(slice.forceId)?.name ?? ""));
  return [...names].filter((name) => name !== "").sort();
}

function usedSources(question: Question): SourceRow[] {
  const ids = new Set(question.slices.map((slice) => slice.sourceId));
  return [...question.snapshot.sources.values()].filter((source) => ids.has(source.id));
}

function commonCaveats(question: Question, sources: readonly SourceRow[]): Caveat[] {
  const caveats: Caveat[] = [];
  const say = (code: string, text: string) => caveats.push({ code, text });
  if (sources.some((source) => source.invented)) {
    say("demo", "Demo: invented incidents. These figures describe no real place or person.");
  }
  if (sources.some((source) => source.positionPrecision === "snap-point")) {
    say(
      "snap-points",
      "Positions are anonymised snap points near the street, not where it happened; several addresses share one point.",
    );
  }
  if (sources.some((source) => source.timePrecision === "month")) {
    say("month-precision", "The publisher gives the month only: no day, no time of day.");
  }
  const unlocated = question.slices.reduce((total, slice) => total + slice.unlocated, 0);
  if (unlocated > 0) {
    say(
      "unlocated",
      unlocated === 1
        ? "1 incident of the same forces, kinds and months has no position and is on no map."
        : `${unlocated.toLocaleString("en-GB")} incidents of the same forces, kinds and months have no position and are on no map.`,
    );
  }
  caveats.push(
    ...gapCaveats(question),
    ...partialCoverage(question),
    ...breakCaveats(question),
    ...sourceCaveats(question),
  );
  return caveats;
}

function gapCaveats(question: Question): Caveat[] {
  const { months, selection, area } = question;
  const gaps = months.filter((month) => !selection.covered.has(month));
  if (months.length === 0 || selection.covered.size === 0) {
    const place = area ? ` in ${area.name}` : "";
    return [
      { code: "no-data", text: `No imported file speaks of these kinds of crime${place}: nothing is known.` },
    ];
  }
  if (gaps.length === 0) return [];
  const named = gaps.slice(0, 6).map(monthLabel).join(", ");
  const more = gaps.length > 6 ? ` and ${gaps.length - 6} more` : "";
  return [
    { code: "gap", text: `Nothing is known of ${named}${more}: no imported file covers these months.` },
  ];
}

/** Months that one of several forces says nothing of: their totals are of fewer forces than the others. */
function partialCoverage({ snapshot, selection, months }: Question): Caveat[] {
  const covered = months.filter((month) => selection.covered.has(month));
  const forces = new Set(selection.slices.map((slice) => slice.forceId));
  if (forces.size < 2) return [];
  const caveats: Caveat[] = [];
  for (const forceId of forces) {
    const known = new Set(snapshot.slices.filter((s) => s.forceId === forceId).map((s) => s.month));
    const missing = covered.filter((month) => !known.has(month)).length;
    if (missing === 0) continue;
    const name = snapshot.forces.get(forceId)?.name ?? "A force";
    caveats.push({
      code: "partial-coverage",
      text: `${name} is missing from ${missing} of these ${covered.length} months: totals before and after are not of the same forces.`,
    });
  }
  return caveats;
}

function breakCaveats(question: Question): Caveat[] {
  const from = question.months[0];
  const to = question.months.at(-1);
  if (!from || !to) return [];
  const found = new Map<string, Caveat>();
  const forces = forcesOf(question);
  for (const category of question.categories) {
    for (const { month, note } of breaksOf(category, forces)) {
      if (month <= from || month > to || !question.selection.covered.has(month)) continue;
      found.set(`${month}${note}`, { code: "series-break", text: `${monthLabel(month)}: ${note}` });
    }
  }
  return [...found.values()];
}

function sourceCaveats(question: Question): Caveat[] {
  const { snapshot, selection, months } = question;
  const caveats: Caveat[] = [];
  const last = [...selection.covered].sort().at(-1);
  const to = months.at(-1);
  const real = question.slices.some((slice) => !snapshot.sources.get(slice.sourceId)?.invented);
  if (real && last && to && monthNumber(last) - monthNumber(to) < PROVISIONAL_MONTHS) {
    caveats.push({
      code: "provisional",
      text: `Figures of the last ${PROVISIONAL_MONTHS} months (to ${monthLabel(last)}) are provisional: publishers revise them.`,
    });
  }
  for (const id of selection.superseded) {
    const title = snapshot.sources.get(id)?.title ?? "A source";
    caveats.push({
      code: "superseded-source",
      text: `${title} speaks of the same crimes as a better source in some months; they are counted once, from the better one.`,
    });
  }
  const unmapped = countUnmapped(question);
  if (unmapped > 0) {
    caveats.push({
      code: "unmapped-offences",
      text: `${unmapped.toLocaleString("en-GB")} incidents carry offence texts that no category claims yet; map them on the Data screen.`,
    });
  }
  return caveats;
}

function countUnmapped({ snapshot, forceIds, months }: Question): number {
  const wanted = new Set(months);
  let total = 0;
  for (const slice of snapshot.slices) {
    if (!forceIds.has(slice.forceId) || !wanted.has(slice.month)) continue;
    for (const [typeId, count] of slice.counts) {
      if (snapshot.offenceTypes.get(typeId)?.category === null) total += count.located + count.unlocated;
    }
  }
  return total;
}
