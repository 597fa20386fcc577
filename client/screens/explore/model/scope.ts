/** Which areas, category and months the screen is about, once the address, the data and the defaults are put together. */
import type { Category } from "#contract/categories.ts";
import type { Ready } from "#contract/system.ts";
import {
  comparedPeriod,
  type Period,
  periodLength,
  resolvePeriod,
  yearBefore,
} from "../../../state/period.ts";
import type { ExploreState } from "../../../state/url-state.ts";

export type Scope = {
  areaCodes: string[];
  category: Category;
  /** Months that have data for the category. */
  data: Period;
  chosen: Period;
  /** Months that are added up: the chosen ones, or everything up to their end. */
  shown: Period;
  /** The earlier period of two maps side by side, already within the data; null for one map. */
  earlier: Period | null;
  /** What a map of change starts from: the compared period, or else a year before; null where there is no such map or no such data. */
  changeFrom: Period | null;
  problems: string[];
};

export type ScopeResult = { ok: true; scope: Scope } | { ok: false; reason: "no-data" | "no-area" };

/** Puts the scope together; says why there is none if the database has nothing to show. */
export function scopeOf(state: ExploreState, ready: Ready, categories: readonly Category[]): ScopeResult {
  const problems: string[] = [];
  const withData = categories.filter((category) => category.n > 0);
  const asked = categories.find((category) => category.id === state.category);
  if (state.category !== null && !asked) {
    problems.push(`The link's category “${state.category}” is not in this database; another is shown.`);
  } else if (asked && asked.n === 0) {
    problems.push(`“${asked.label}” has no incidents in this database; another category is shown.`);
  }
  const category = asked && asked.n > 0 ? asked : withData[0];
  const from = category?.from ?? ready.firstMonth;
  const to = category?.to ?? ready.latestMonth;
  if (!category || !from || !to) return { ok: false, reason: "no-data" };
  const areaCodes = state.areas.length > 0 ? [...state.areas] : ready.defaultArea ? [ready.defaultArea] : [];
  if (areaCodes.length === 0) return { ok: false, reason: "no-area" };
  const data = { from, to };
  const chosen = resolvePeriod(state.period, data);
  const shown = state.cumulative ? { from: data.from, to: chosen.to } : chosen;
  return {
    ok: true,
    scope: {
      areaCodes,
      category,
      data,
      chosen,
      shown,
      ...earlierPeriods(state, shown, earlierPeriod(state, chosen, data, problems), data),
      problems,
    },
  };
}

/** A map of change is one map that holds both periods; every other surface is shown twice. */
function earlierPeriods(
  { show, compare }: ExploreState,
  shown: Period,
  compared: Period | null,
  data: Period,
): Pick<Scope, "earlier" | "changeFrom"> {
  if (show !== "change") return { earlier: compared, changeFrom: null };
  return { earlier: null, changeFrom: compare === null ? yearBefore(shown, data) : compared };
}

function earlierPeriod(state: ExploreState, chosen: Period, data: Period, problems: string[]): Period | null {
  const earlier = comparedPeriod(state.compare, chosen, periodLength(chosen));
  if (earlier === null) return null;
  if (earlier.from < data.from || earlier.to > data.to) {
    problems.push("The earlier period lies outside the data, so there is nothing to compare with.");
    return null;
  }
  return earlier;
}
