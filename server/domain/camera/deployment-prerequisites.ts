/**
 * What has to be done before a rapid-deployment camera can hang on a column: power, a column that bears it, a signal,
 * permission. Each with what is known, and what to do about it.
 */
import { daysFrom } from "../time/calendar-days.ts";
import { dayLabel } from "../time/day-label.ts";

export type PrerequisiteId = "power" | "column-test" | "signal" | "permission";

/** What somebody recorded of a deployment. Null = nobody has said yet. Days as YYYY-MM-DD. */
export type DeploymentFacts = {
  requested: string;
  leadTimeDays: number;
  power: "ready" | "needed" | null;
  columnTest: "valid" | "needed" | null;
  columnTestExpiry: string | null;
  signal: "good" | "weak" | null;
  permission: "granted" | "asked" | "not-asked" | null;
  stayWeeks: number;
  review: string | null;
  removed: string | null;
};

export type Prerequisite = {
  id: PrerequisiteId;
  label: string;
  state: "done" | "open" | "unknown";
  /** What is known, in words. */
  fact: string;
  /** What to do; null if nothing. */
  next: string | null;
};

/** @param liveBy the day on which the camera would be live if nothing stretched it. */
export function prerequisitesOf(facts: DeploymentFacts, liveBy: string): Prerequisite[] {
  return [power(facts), columnTest(facts, liveBy), signal(facts), permission(facts)];
}

function power({ power: known }: DeploymentFacts): Prerequisite {
  const base = { id: "power", label: "Power" } as const;
  switch (known) {
    case "ready":
      return { ...base, state: "done", fact: "Permanent supply at the column.", next: null };
    case "needed":
      return {
        ...base,
        state: "open",
        fact: "No permanent supply at the column.",
        next: "Order a permanent supply with isolator from the lighting authority; a photocell-switched supply is dead by day.",
      };
    case null:
      return {
        ...base,
        state: "unknown",
        fact: "Supply not recorded.",
        next: "Ask the lighting authority whether the column has a permanent supply and an isolator.",
      };
  }
}

function columnTest({ columnTest: known, columnTestExpiry }: DeploymentFacts, liveBy: string): Prerequisite {
  const base = { id: "column-test", label: "Column test" } as const;
  const test = "Order a static load test of the column for this bracket and unit.";
  if (known === null) {
    return {
      ...base,
      state: "unknown",
      fact: "Load test not recorded.",
      next: `Look for the certificate. ${test}`,
    };
  }
  if (known === "needed") return { ...base, state: "open", fact: "No valid load test.", next: test };
  if (columnTestExpiry === null) {
    return {
      ...base,
      state: "unknown",
      fact: "Tested; day of expiry not recorded.",
      next: "Read the day of expiry off the certificate.",
    };
  }
  const left = daysFrom(liveBy, columnTestExpiry);
  return left >= 0
    ? { ...base, state: "done", fact: `Certificate until ${dayLabel(columnTestExpiry)}.`, next: null }
    : { ...base, state: "open", fact: `Certificate ran out on ${dayLabel(columnTestExpiry)}.`, next: test };
}

function signal({ signal: known }: DeploymentFacts): Prerequisite {
  const base = { id: "signal", label: "Signal" } as const;
  switch (known) {
    case "good":
      return { ...base, state: "done", fact: "Signal measured as good.", next: null };
    case "weak":
      return {
        ...base,
        state: "open",
        fact: "Signal measured as weak.",
        next: "Measure the other networks at bracket height, check a wireless link to a receiver, or choose another column.",
      };
    case null:
      return {
        ...base,
        state: "unknown",
        fact: "Signal not measured.",
        next: "Measure each network at bracket height and note dBm and day.",
      };
  }
}

function permission({ permission: known }: DeploymentFacts): Prerequisite {
  const base = { id: "permission", label: "Permission" } as const;
  switch (known) {
    case "granted":
      return {
        ...base,
        state: "done",
        fact: "Permission granted.",
        next: null,
      };
    case "asked":
      return {
        ...base,
        state: "open",
        fact: "Permission asked for, not yet granted.",
        next: "Chase the gatekeeper; attach the impact assessment and the operational requirement.",
      };
    case "not-asked":
      return {
        ...base,
        state: "open",
        fact: "Permission not asked for.",
        next: "Ask the gatekeeper and the column’s owner; attach the impact assessment and the operational requirement.",
      };
    case null:
      return {
        ...base,
        state: "unknown",
        fact: "Permission not recorded.",
        next: "Ask the gatekeeper whether permission and impact assessment are in place.",
      };
  }
}
