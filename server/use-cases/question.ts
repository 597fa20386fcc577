/** What is asked: which area, which kinds of crime, which months; and which slices can answer it. */
import { ALL_AREAS_CODE } from "#contract/areas.ts";
import { type CategoryDefinition, withDescendants } from "#domain/category/scheme.ts";
import { type SelectedSlice, type SliceSelection, selectSlices } from "#domain/coverage/select-slices.ts";
import {
  calendarMonth,
  calendarMonthsLabel,
  type Month,
  monthNumber,
  monthsBetween,
} from "#domain/time/months.ts";
import type { AreaOrAll, Reader } from "../db/read-model.ts";
import type { Snapshot } from "../db/snapshot.ts";
import { type Answer, answer, type Refusal, refuse } from "./answer.ts";
import { defaultArea } from "./default-area.ts";

export type QuestionInput = {
  area?: string | undefined;
  /** Dotted ids, comma-separated; absent or `all` = every category. */
  category?: string | undefined;
  from?: Month | undefined;
  to?: Month | undefined;
  /** Only these months of the year count, 1 to 12; absent or empty = all. */
  calendarMonths?: readonly number[] | undefined;
};

export type Question = {
  snapshot: Snapshot;
  /** null = everything that has a position. */
  area: AreaOrAll;
  categories: readonly CategoryDefinition[];
  /** Offence types of each asked category, its descendants included. */
  typesOf: ReadonlyMap<string, ReadonlySet<number>>;
  forceIds: ReadonlySet<number>;
  selection: SliceSelection;
  /** Every month of the period, covered or not. */
  months: readonly Month[];
  /** Which source to count where two speak of the same crimes: the higher. */
  rankOf: (sourceId: number) => number;
  /** Slices of covered months in the period. */
  slices: readonly SelectedSlice[];
};

const LONGEST_PERIOD_MONTHS = 1200;

/** Reads a question against what is live now. Refuses unknown areas and categories and a period that runs backwards. */
export async function readQuestion(reader: Reader, input: QuestionInput): Promise<Answer<Question>> {
  const snapshot = await reader.snapshot();
  const area = findArea(snapshot, input.area);
  if (!area.ok) return area;
  const categories = findCategories(snapshot, input.category);
  if (!categories.ok) return categories;
  const typesOf = new Map(categories.value.map((c) => [c.id, offenceTypesOf(snapshot, c.id)]));
  const forceIds = await reader.forcesOf(snapshot, area.value);
  const rankOf = (id: number) => sourceRank(snapshot, id);
  const selection = selectSlices({
    slices: snapshot.slices,
    typeIds: new Set([...typesOf.values()].flatMap((ids) => [...ids])),
    topCategoryOf: topCategories(snapshot),
    forceIds,
    rankOf,
  });
  const months = findPeriod(selection, input);
  if (!months.ok) return months;
  const wanted = new Set(months.value);
  return answer({
    snapshot,
    area: area.value,
    categories: categories.value,
    typesOf,
    forceIds,
    selection,
    months: months.value,
    rankOf,
    slices: selection.slices.filter((slice) => wanted.has(slice.month)),
  });
}

/** Live area of a code; null for `all`. Without a code the default area. */
export function findArea(snapshot: Snapshot, code: string | undefined): Answer<AreaOrAll> {
  const wanted = code ?? defaultArea(snapshot) ?? ALL_AREAS_CODE;
  if (wanted === ALL_AREAS_CODE) return answer(null);
  const area = snapshot.areas.get(wanted);
  if (area) return answer(area);
  return refuse({
    code: "unknown-area",
    title: "There is no area with this code",
    detail: `Got area=${wanted}; ${snapshot.areas.size} areas are loaded.`,
    next: "Choose a code from /api/v1/areas, or import the boundary of this area on the Data screen.",
    where: "area",
  });
}

/** Categories of a list of dotted ids; those with data for `all` and none. */
export function findCategories(snapshot: Snapshot, ids: string | undefined): Answer<CategoryDefinition[]> {
  const wanted =
    ids === undefined || ids === "" || ids === "all" ? null : ids.split(",").map((id) => id.trim());
  if (!wanted) return answer(topCategoriesWithData(snapshot));
  const found: CategoryDefinition[] = [];
  for (const id of new Set(wanted)) {
    const category = snapshot.categories.find((c) => c.id === id);
    if (!category) return unknownCategory(snapshot, id);
    found.push(category);
  }
  return answer(found);
}

function unknownCategory(snapshot: Snapshot, id: string): Refusal {
  const known = snapshot.categories.filter((c) => c.parent === null).map((c) => c.id);
  return refuse({
    code: "unknown-category",
    title: "There is no category with this id",
    detail: `Got category=${id}; top-level ids are ${known.join(", ")}.`,
    next: "Choose an id from /api/v1/categories.",
    where: "category",
  });
}

/** Top-level categories that anything live is mapped to, or all of them while nothing is. */
function topCategoriesWithData(snapshot: Snapshot): CategoryDefinition[] {
  const tops = snapshot.categories.filter((c) => c.parent === null);
  const live = new Set(snapshot.slices.flatMap((slice) => [...slice.counts.keys()]));
  const used = tops.filter((c) => [...offenceTypesOf(snapshot, c.id)].some((id) => live.has(id)));
  return used.length > 0 ? used : tops;
}

function offenceTypesOf(snapshot: Snapshot, categoryId: string): Set<number> {
  const ids = new Set(withDescendants(snapshot.categories, categoryId));
  const types = [...snapshot.offenceTypes.values()];
  return new Set(types.filter((t) => t.category !== null && ids.has(t.category)).map((t) => t.id));
}

/** Top-level category of every mapped offence type. */
export function topCategories(snapshot: Snapshot): Map<number, string> {
  const parentOf = new Map(snapshot.categories.map((c) => [c.id, c.parent]));
  const topOf = (id: string): string => {
    const parent = parentOf.get(id);
    return parent ? topOf(parent) : id;
  };
  const mapped = [...snapshot.offenceTypes.values()].filter((t) => t.category !== null);
  return new Map(mapped.map((t) => [t.id, topOf(t.category ?? "")]));
}

/** Exact places and times beat published approximations; between equals the one added later wins. */
function sourceRank(snapshot: Snapshot, sourceId: number): number {
  const source = snapshot.sources.get(sourceId);
  const exactness = Number(source?.timePrecision === "exact") + Number(source?.positionPrecision === "exact");
  return exactness * 100_000 + sourceId;
}

function findPeriod(selection: SliceSelection, input: QuestionInput): Answer<Month[]> {
  const covered = [...selection.covered].sort();
  const from = input.from ?? covered[0] ?? input.to;
  const to = input.to ?? covered.at(-1) ?? input.from;
  if (from === undefined || to === undefined) return answer([]);
  const length = monthNumber(to) - monthNumber(from) + 1;
  if (length > LONGEST_PERIOD_MONTHS) {
    return refuse({
      code: "period-too-long",
      title: "The period is too long",
      detail: `Got ${from} to ${to}, ${length} months; at most ${LONGEST_PERIOD_MONTHS} are answered at once.`,
      next: "Ask for a shorter period.",
      where: "to",
    });
  }
  if (length >= 1) return ofCalendarMonths(monthsBetween(from, to), input.calendarMonths ?? []);
  const open = input.from === undefined || input.to === undefined;
  return refuse({
    code: "period-backwards",
    title: "The period ends before it begins",
    detail: `Got from ${from} to ${to}${open ? " (the end that was not given is where the data ends)" : ""}.`,
    next: "Swap the two months, or leave one out.",
    where: "to",
  });
}

/** Those of the period's months that fall into some months of the year. */
function ofCalendarMonths(months: Month[], chosen: readonly number[]): Answer<Month[]> {
  if (chosen.length === 0) return answer(months);
  const found = months.filter((month) => chosen.includes(calendarMonth(month)));
  if (found.length > 0) return answer(found);
  return refuse({
    code: "no-such-months",
    title: "The period has none of these months",
    detail: `Got ${months[0]} to ${months.at(-1)} and only ${calendarMonthsLabel(chosen)}.`,
    next: "Choose a longer period or other months.",
    where: "calendarMonths",
  });
}
