/**
 * When can a rapid-deployment camera be live, until when does it stay, and what holds it up? Calendar days from the
 * request, unless a list of holidays is given: then the lead time is in working days.
 *
 * Defaults are our assumptions (no national figure was found): 7 days of lead time, review after 4 weeks, 8 weeks of
 * stay, and 8 weeks before and after it to compare with.
 */
import { addDays, addWorkingDays, daysFrom } from "../time/calendar-days.ts";
import { dayLabel } from "../time/day-label.ts";
import {
  type DeploymentFacts,
  type Prerequisite,
  type PrerequisiteId,
  prerequisitesOf,
} from "./deployment-prerequisites.ts";

export const DEPLOYMENT_DEFAULTS = {
  leadTimeDays: 7,
  reviewWeeks: 4,
  stayWeeks: 8,
  controlWeeks: 8,
} as const;
/** A camera that takes longer than this to be live is flagged. */
export const TARGET_DAYS = 7;

export type DeploymentOptions = {
  /** Day by which each thing that is open will be done, where somebody knows. */
  readyBy?: Partial<Record<PrerequisiteId, string>>;
  /** Bank holidays; given, the lead time counts working days. */
  holidays?: ReadonlySet<string>;
};

/** First and last day, both counted. */
export type DayRange = { from: string; to: string };

export type DeploymentDates = {
  requested: string;
  /** First day on which the camera can be live. Only "not before" where `isHeld`. */
  earliestLive: string;
  daysToLive: number;
  /** More than 7 days after the request, or held by something that has no day. */
  isFlagged: boolean;
  /** Something is open and nobody has said by when it will be done. */
  isHeld: boolean;
  prerequisites: Prerequisite[];
  /** Why it takes longer, each with what to do. */
  reasons: { id: PrerequisiteId | "lead-time"; text: string }[];
  review: string;
  /** Day on which it comes down: the first without it. */
  removal: string;
  during: DayRange;
  controlBefore: DayRange;
  controlAfter: DayRange;
  /** Last day on which the column's certificate holds; null = not recorded. */
  certificateUntil: string | null;
  warnings: { code: string; text: string }[];
  /** What is counted: "calendar days" or "working days". */
  counted: "calendar-days" | "working-days";
};

/**
 * Dates of a deployment.
 * @throws RangeError for a day that does not exist, a negative lead time or a stay of less than a week.
 */
export function deploymentDates(facts: DeploymentFacts, options: DeploymentOptions = {}): DeploymentDates {
  const { requested, leadTimeDays, stayWeeks } = facts;
  if (!(Number.isInteger(leadTimeDays) && leadTimeDays >= 0)) {
    throw new RangeError(`deploymentDates: expected a lead time of 0 days or more, got ${leadTimeDays}`);
  }
  if (!(Number.isInteger(stayWeeks) && stayWeeks >= 1)) {
    throw new RangeError(`deploymentDates: expected a stay of a week or more, got ${stayWeeks}`);
  }
  const { holidays, readyBy = {} } = options;
  const afterLead = holidays
    ? addWorkingDays(requested, leadTimeDays, holidays)
    : addDays(requested, leadTimeDays);
  const earliestLive = firstDayReady(facts, afterLead, readyBy);
  const prerequisites = prerequisitesOf(facts, earliestLive);
  const removal = addDays(earliestLive, 7 * stayWeeks);
  const daysToLive = daysFrom(requested, earliestLive);
  const isHeld = prerequisites.some(({ id, state }) => state === "open" && readyBy[id] === undefined);
  const dates = {
    requested,
    earliestLive,
    daysToLive,
    isHeld,
    isFlagged: daysToLive > TARGET_DAYS || isHeld,
    prerequisites,
    review: facts.review ?? addDays(earliestLive, 7 * Math.min(DEPLOYMENT_DEFAULTS.reviewWeeks, stayWeeks)),
    removal,
    during: { from: earliestLive, to: addDays(removal, -1) },
    controlBefore: {
      from: addDays(earliestLive, -7 * DEPLOYMENT_DEFAULTS.controlWeeks),
      to: addDays(earliestLive, -1),
    },
    controlAfter: { from: removal, to: addDays(removal, 7 * DEPLOYMENT_DEFAULTS.controlWeeks - 1) },
    certificateUntil: facts.columnTest === "valid" ? facts.columnTestExpiry : null,
    counted: holidays ? ("working-days" as const) : ("calendar-days" as const),
  };
  return { ...dates, reasons: reasonsOf(facts, dates, readyBy), warnings: warningsOf(facts, dates) };
}

/** A later day can find a certificate run out, whose new test then has a day of its own. */
function firstDayReady(
  facts: DeploymentFacts,
  afterLead: string,
  readyBy: Partial<Record<PrerequisiteId, string>>,
): string {
  let day = afterLead;
  for (let last = ""; last !== day; ) {
    last = day;
    const open = prerequisitesOf(facts, day).filter(({ state }) => state !== "done");
    const days = [day, ...open.flatMap(({ id }) => readyBy[id] ?? [])];
    day = days.sort().at(-1) ?? day;
  }
  return day;
}

type Known = Omit<DeploymentDates, "reasons" | "warnings">;

function reasonsOf(
  { leadTimeDays }: DeploymentFacts,
  { prerequisites, isFlagged, counted }: Known,
  readyBy: Partial<Record<PrerequisiteId, string>>,
): DeploymentDates["reasons"] {
  if (!isFlagged) return [];
  const open = prerequisites.flatMap(({ id, state, label, fact, next }) => {
    if (state === "done") return [];
    const day = readyBy[id];
    const when = day ? ` Expected by ${dayLabel(day)}.` : state === "open" ? " No day is known." : "";
    return [{ id, text: `${label}: ${fact}${when}${next ? ` ${next}` : ""}` }];
  });
  if (leadTimeDays <= TARGET_DAYS) return open;
  const why = open.length > 0 ? "" : " No reason is recorded: shorten it, or say what stretches it.";
  const days = counted === "working-days" ? "working days" : "days";
  return [{ id: "lead-time", text: `Lead time of ${leadTimeDays} ${days} entered.${why}` }, ...open];
}

function warningsOf({ stayWeeks, review }: DeploymentFacts, dates: Known): DeploymentDates["warnings"] {
  const warnings: DeploymentDates["warnings"] = [];
  const { certificateUntil, during, earliestLive, removal } = dates;
  if (certificateUntil !== null && certificateUntil >= earliestLive && certificateUntil < during.to) {
    warnings.push({
      code: "certificate-ends",
      text: `The column’s certificate runs out on ${dayLabel(certificateUntil)}, ${daysFrom(certificateUntil, during.to)} days before the stay ends: test the column again, or take the camera down by then.`,
    });
  }
  if (review !== null && (review < earliestLive || review > removal)) {
    warnings.push({
      code: "review-outside-stay",
      text: `The review on ${dayLabel(review)} is not within the stay (${dayLabel(earliestLive)} to ${dayLabel(during.to)}).`,
    });
  }
  if (stayWeeks > DEPLOYMENT_DEFAULTS.stayWeeks) {
    warnings.push({
      code: "long-stay",
      text: `A stay of ${stayWeeks} weeks is longer than ${DEPLOYMENT_DEFAULTS.stayWeeks}: say at each review why it is still needed.`,
    });
  }
  return warnings;
}

/** Where a deployment stands on a day. */
export type DeploymentStage = "planned" | "live" | "review-due" | "overdue" | "removed";

/** `review-due` from the day of review on, `overdue` from the day on which it should have come down. */
export function deploymentStage(
  { earliestLive, review, removal }: Pick<DeploymentDates, "earliestLive" | "review" | "removal">,
  removed: string | null,
  day: string,
): DeploymentStage {
  if (removed !== null && removed <= day) return "removed";
  if (day < earliestLive) return "planned";
  if (day >= removal) return "overdue";
  return day >= review ? "review-due" : "live";
}
