/** A schedule of redeployments as tables. */
import type { Redeployment } from "#contract/redeployment.ts";
import { DEPLOYMENT_DEFAULTS } from "#domain/camera/deployment-dates.ts";
import { isMove, planWorth, type RedeploymentProblem } from "#domain/placement/redeployment-problem.ts";
import type { RedeploymentPlan } from "#domain/placement/redeployment-schedule.ts";
import { shareOut } from "#domain/placement/redeployment-units.ts";
import type { SeasonalWorth } from "#domain/placement/seasonal-worth.ts";
import { addDays } from "#domain/time/calendar-days.ts";
import type { RedeploymentRequest } from "./redeployment-request.ts";

type Data = Redeployment["data"];

/** Weeks and stays as people read them: days, names, units. */
export function redeploymentTables(
  input: RedeploymentRequest,
  problem: RedeploymentProblem,
  plan: RedeploymentPlan,
): Pick<Data, "weeks" | "stays"> {
  const day = (week: number) => addDays(input.firstDay, 7 * week);
  const stays = shareOut(problem, plan.stays).flatMap((unit, k) =>
    unit.stays.map((stay) => ({
      siteId: input.sites[stay.site]?.id ?? "",
      name: input.sites[stay.site]?.name ?? "",
      unit: `Unit ${k + 1}`,
      fromWeek: stay.from + 1,
      toWeek: stay.to,
      from: day(stay.from),
      to: addDays(day(stay.to), -1),
      weeks: stay.to - stay.from,
      worth: planWorth(problem, [stay]).worth,
      isMove: isMove(problem, stay),
      review: reviewOf(input, stay.site, day(stay.from), stay.from),
    })),
  );
  stays.sort((a, b) => a.fromWeek - b.fromWeek || a.unit.localeCompare(b.unit, "en", { numeric: true }));
  const weeks = problem.units.map((units, t) => {
    const here = stays.filter(({ fromWeek, toWeek }) => fromWeek <= t + 1 && t + 1 <= toWeek);
    const worthAt = (siteId: string) =>
      problem.sites[input.sites.findIndex(({ id }) => id === siteId)]?.weeklyWorth[t] ?? 0;
    return {
      week: t + 1,
      from: day(t),
      to: addDays(day(t), 6),
      units,
      unitsUsed: here.length,
      moves: here.filter(({ fromWeek, isMove: moved }) => fromWeek === t + 1 && moved).length,
      worth: here.reduce((sum, { siteId }) => sum + worthAt(siteId), 0),
      places: here.map(({ unit, siteId, fromWeek, isMove: moved }) => ({
        unit,
        siteId,
        isNew: fromWeek === t + 1 && (moved || !problem.startsFromPresent),
      })),
    };
  });
  return { weeks, stays };
}

/** Four weeks after it was hung up, for one that hangs there already counted from then. */
function reviewOf({ sites }: RedeploymentRequest, site: number, from: string, week: number): string {
  const since = week === 0 ? (sites[site]?.hangsSince ?? from) : from;
  return addDays(since, 7 * DEPLOYMENT_DEFAULTS.reviewWeeks);
}

/** What each site is worth, when it is open and how long it is used. */
export function siteRows(
  { sites }: RedeploymentRequest,
  problem: RedeploymentProblem,
  { stays }: RedeploymentPlan,
  weeks: readonly SeasonalWorth[][],
): Data["sites"] {
  return sites.map(({ id, name, weeklyWorth }, i) => ({
    id,
    name,
    worth: [...(problem.sites[i]?.weeklyWorth ?? [])],
    isOpen: [...(problem.sites[i]?.isOpen ?? [])],
    weeksUsed: stays.reduce((sum, { site, from, to }) => sum + (site === i ? to - from : 0), 0),
    yearsKnown: weeklyWorth === null ? Math.min(...(weeks[i] ?? []).map(({ years }) => years)) : null,
  }));
}
