/** From sites, days and limits as people give them to weeks that can be planned. */
import type { z } from "zod";
import type { redeploymentInputSchema } from "#contract/redeployment.ts";
import type { RedeploymentProblem } from "#domain/placement/redeployment-problem.ts";
import { addDays, daysFrom } from "#domain/time/calendar-days.ts";
import { type Answer, answer, refuse } from "./answer.ts";

export type RedeploymentRequest = z.output<typeof redeploymentInputSchema>;
type SiteRequest = RedeploymentRequest["sites"][number];

/** Assembles the problem. @param worth of each site in each week. */
export function problemOf(
  input: RedeploymentRequest,
  worth: readonly (readonly number[])[],
): Answer<RedeploymentProblem> {
  const { firstDay, weeks, sites } = input;
  const ids = new Set(sites.map(({ id }) => id));
  if (ids.size < sites.length) return refuseInput("Two sites have the same id.", "sites");
  const tooFew = sites.find(({ weeklyWorth }) => weeklyWorth !== null && weeklyWorth.length !== weeks);
  if (tooFew) {
    return refuseInput(
      `Site ${tooFew.id} has ${tooFew.weeklyWorth?.length} weekly worths for ${weeks} weeks.`,
      "sites",
    );
  }
  if (input.unitsByWeek && input.unitsByWeek.length !== weeks) {
    return refuseInput(
      `unitsByWeek has ${input.unitsByWeek.length} entries for ${weeks} weeks.`,
      "unitsByWeek",
    );
  }
  if (input.longestStayWeeks !== null && input.longestStayWeeks < input.leastStayWeeks) {
    return refuseInput(
      `The longest stay (${input.longestStayWeeks} weeks) is shorter than the least (${input.leastStayWeeks}).`,
      "longestStayWeeks",
    );
  }
  const hanging = sites.filter(({ hangsSince }) => hangsSince !== null && hangsSince < firstDay).length;
  if (hanging > input.units) {
    return refuseInput(`${hanging} units hang at sites, but there are only ${input.units}.`, "units");
  }
  return answer({
    weeks,
    sites: sites.map((site, i) => ({
      weeklyWorth: site.weeklyWorth ?? worth[i] ?? [],
      isOpen: Array.from({ length: weeks }, (_, week) => isOpen(site, addDays(firstDay, 7 * week))),
      weeksAlready: weeksAlready(site, firstDay),
    })),
    units: input.unitsByWeek ?? Array.from({ length: weeks }, () => input.units),
    moveCost: input.moveCost,
    leastStayWeeks: input.leastStayWeeks,
    longestStayWeeks: input.longestStayWeeks,
    mostMovesPerWeek: input.mostMovesPerWeek,
    startsFromPresent: input.startsFromPresent || hanging > 0,
  });
}

/** True if nothing closes a site on any of the seven days. */
function isOpen({ openFrom, openUntil, certificateUntil, closed }: SiteRequest, from: string): boolean {
  const to = addDays(from, 6);
  if (openFrom !== null && from < openFrom) return false;
  if (openUntil !== null && to > openUntil) return false;
  if (certificateUntil !== null && to > certificateUntil) return false;
  return closed.every((range) => to < range.from || from > range.to);
}

/** Whole weeks, one at least: a unit that hangs there hangs there. */
function weeksAlready({ hangsSince }: SiteRequest, firstDay: string): number {
  if (hangsSince === null || hangsSince >= firstDay) return 0;
  return Math.max(1, Math.floor(daysFrom(hangsSince, firstDay) / 7));
}

function refuseInput(detail: string, where: string) {
  return refuse({
    code: "invalid-parameter",
    title: "The schedule cannot be planned from these figures",
    detail,
    next: "Correct it; every field is described at /api/v1/openapi.json.",
    where,
  });
}
