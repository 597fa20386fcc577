/** How many incidents of each kind happen in each month (ASB: each day) inside the demo borough. */
import {
  calendarDay,
  DAY_COUNT,
  dayIndexOf,
  interpolate,
  MONTH_COUNT,
  monthIndexOf,
  monthStart,
} from "./calendar.ts";
import { fitSeries, type Window } from "./fit-series.ts";
import { seriesInputs, targets } from "./inputs.ts";

export type SeriesPlan = {
  /** Leaf category → counts of the 72 months. */
  monthly: Map<string, number[]>;
  /** ASB calls of each of the 2,192 days. */
  asbDaily: number[];
};

const MONTHLY_STIFFNESS = 1.5;
const DAILY_STIFFNESS = 400;

/** Fits every series to the published totals. Deterministic; about 10 ms. */
export function planSeries(): SeriesPlan {
  const monthly = new Map<string, number[]>();
  for (const category of Object.keys(seriesInputs.monthly)) {
    const fitted = fitSeries(expectedMonthly(category), windowsOf(category, monthIndexOf), MONTHLY_STIFFNESS);
    if (category !== "robbery") {
      monthly.set(category, fitted);
      continue;
    }
    const business = shareOfRunningTotal(fitted, seriesInputs.businessShareOfRobbery);
    monthly.set("robbery.business", business);
    monthly.set(
      "robbery.personal",
      fitted.map((n, i) => n - (business[i] ?? 0)),
    );
  }
  const asbDaily = fitSeries(expectedAsbDaily(), windowsOf("asb", dayIndexOf), DAILY_STIFFNESS);
  return { monthly, asbDaily };
}

/** Totals that a series must meet: published volumes that can hold together, then anchors. */
function windowsOf(category: string, position: (isoDate: string) => number): Window[] {
  const published = targets.volumes.flatMap((target) => {
    const { from, to, published: n } = target;
    const counts = target.category === category && target.status === "satisfied" && !target.attribute;
    return counts && from && to && n !== null ? [{ from, to, n, label: target.text }] : [];
  });
  const anchors = targets.anchors
    .filter((anchor) => anchor.category === category)
    .map(({ from, to, n }) => ({ from, to, n, label: `${category} ${from} to ${to}` }));
  return [...published, ...anchors].map(({ from, to, n, label }) => ({
    label,
    n,
    from: position(from),
    to: position(to) + 1,
  }));
}

function expectedMonthly(category: string): number[] {
  const prior = seriesInputs.monthly[category];
  if (!prior) throw new RangeError(`expectedMonthly: no prior for ${category}`);
  const levels = prior.levels.map(([month, level]) => [monthIndexOf(month), level] as const);
  const expected = Array.from({ length: MONTH_COUNT }, (_, i) => {
    const days = monthStart(i + 1) - monthStart(i);
    return interpolate(levels, i) * (prior.season[i % 12] ?? 1) * (days / 30.44);
  });
  for (const [month, factor] of prior.events) {
    const i = monthIndexOf(month);
    expected[i] = (expected[i] ?? 0) * factor;
  }
  return expected;
}

function expectedAsbDaily(): number[] {
  const { levels, season, weekday, yearlyEvents, spells } = seriesInputs.asbDaily;
  const anchors = levels.map(([date, level]) => [dayIndexOf(date), level] as const);
  const events = new Map(yearlyEvents);
  return Array.from({ length: DAY_COUNT }, (_, dayIndex) => {
    const day = calendarDay(dayIndex);
    const monthDay = `${String(day.month).padStart(2, "0")}-${String(day.day).padStart(2, "0")}`;
    let expected =
      interpolate(anchors, dayIndex) * (season[day.month - 1] ?? 1) * (weekday[day.weekday] ?? 1);
    expected *= events.get(monthDay) ?? 1;
    for (const [from, to, factor] of spells) {
      if (dayIndex >= dayIndexOf(from) && dayIndex <= dayIndexOf(to)) expected *= factor;
    }
    return expected;
  });
}

/** A share of a series as whole numbers, by rounding its running total. */
function shareOfRunningTotal(counts: readonly number[], share: number): number[] {
  let total = 0;
  let given = 0;
  return counts.map((n) => {
    total += n;
    const part = Math.min(n, Math.round(total * share) - given);
    given += part;
    return part;
  });
}
