import { describe, expect, it } from "vitest";
import { deploymentDates, deploymentStage } from "#domain/camera/deployment-dates.ts";
import type { DeploymentFacts } from "#domain/camera/deployment-prerequisites.ts";
import { addDays, addWorkingDays, daysFrom, isDay } from "#domain/time/calendar-days.ts";

const READY: DeploymentFacts = {
  requested: "2026-03-02",
  leadTimeDays: 7,
  power: "ready",
  columnTest: "valid",
  columnTestExpiry: "2027-12-31",
  signal: "good",
  permission: "granted",
  stayWeeks: 8,
  review: null,
  removed: null,
};

describe("days", () => {
  it("are added over months, leap days and clock changes", () => {
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(daysFrom("2026-12-31", "2026-01-01")).toBe(-364);
    expect([isDay("2025-02-29"), isDay("2024-02-29"), isDay("1 May")]).toEqual([false, true, false]);
    expect(() => addDays("2025-02-29", 1)).toThrow(/2025-02-29/);
  });

  it("working days leave out weekends and the holidays given", () => {
    // 3 April 2026 is Good Friday, 6 April Easter Monday.
    const holidays = new Set(["2026-04-03", "2026-04-06"]);
    expect(addWorkingDays("2026-04-01", 2, holidays)).toBe("2026-04-07");
    expect(addWorkingDays("2026-04-01", 2, new Set())).toBe("2026-04-03");
  });
});

describe("dates of a rapid deployment", () => {
  it("by hand: a week's lead, eight weeks' stay, review in the middle, eight weeks either side", () => {
    const dates = deploymentDates(READY);
    expect(dates).toMatchObject({
      earliestLive: "2026-03-09",
      daysToLive: 7,
      isFlagged: false,
      isHeld: false,
      reasons: [],
      review: "2026-04-06",
      removal: "2026-05-04",
      during: { from: "2026-03-09", to: "2026-05-03" },
      controlBefore: { from: "2026-01-12", to: "2026-03-08" },
      controlAfter: { from: "2026-05-04", to: "2026-06-28" },
      certificateUntil: "2027-12-31",
      warnings: [],
      counted: "calendar-days",
    });
    expect(dates.prerequisites.map(({ state }) => state)).toEqual(["done", "done", "done", "done"]);
  });

  it("more than seven days is flagged, with its reasons and what to do", () => {
    const dates = deploymentDates(
      { ...READY, power: "needed", permission: "asked" },
      { readyBy: { power: "2026-03-20", permission: "2026-03-05" } },
    );
    expect([dates.earliestLive, dates.daysToLive, dates.isFlagged, dates.isHeld]).toEqual([
      "2026-03-20",
      18,
      true,
      false,
    ]);
    expect(dates.reasons.map(({ id }) => id)).toEqual(["power", "permission"]);
    expect(dates.reasons[0]?.text).toMatch(
      /^Power: No permanent supply.*Expected by 20 March 2026.*isolator/,
    );
  });

  it("something open without a day holds the date: not before, and flagged", () => {
    const dates = deploymentDates({ ...READY, columnTest: "needed" });
    expect([dates.earliestLive, dates.isHeld, dates.isFlagged]).toEqual(["2026-03-09", true, true]);
    expect(dates.reasons[0]?.text).toContain("No day is known. Order a static load test");
  });

  it("a longer lead time without a reason says that there is none", () => {
    const { reasons, isFlagged } = deploymentDates({ ...READY, leadTimeDays: 10 });
    expect(isFlagged).toBe(true);
    expect(reasons).toEqual([
      {
        id: "lead-time",
        text: "Lead time of 10 days entered. No reason is recorded: shorten it, or say what stretches it.",
      },
    ]);
  });

  it("what nobody has said is unknown, with the question to ask; it does not hold the date", () => {
    const nothing = { ...READY, power: null, columnTest: null, signal: null, permission: null };
    const { prerequisites, isHeld } = deploymentDates(nothing);
    expect(prerequisites.map(({ state }) => state)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    expect(prerequisites.every(({ next }) => next !== null)).toBe(true);
    expect(isHeld).toBe(false);
    expect(deploymentDates({ ...READY, columnTestExpiry: null }).prerequisites[1]).toMatchObject({
      state: "unknown",
      fact: "Tested; day of expiry not recorded.",
    });
  });

  it("a certificate that has run out before the camera is live is no certificate", () => {
    const dates = deploymentDates({ ...READY, columnTestExpiry: "2026-03-08" });
    expect(dates.prerequisites[1]).toMatchObject({
      state: "open",
      fact: "Certificate ran out on 08 March 2026.",
    });
    expect(dates.isHeld).toBe(true);
    expect(deploymentDates({ ...READY, columnTestExpiry: "2026-03-09" }).prerequisites[1]?.state).toBe(
      "done",
    );
  });

  it("waiting for power can outlast the certificate, whose new test then has to be waited for", () => {
    const facts = { ...READY, power: "needed" as const, columnTestExpiry: "2026-03-15" };
    const waiting = deploymentDates(facts, { readyBy: { power: "2026-03-20" } });
    expect([waiting.earliestLive, waiting.isHeld]).toEqual(["2026-03-20", true]);
    const tested = deploymentDates(facts, { readyBy: { power: "2026-03-20", "column-test": "2026-03-25" } });
    expect([tested.earliestLive, tested.isHeld]).toEqual(["2026-03-25", false]);
  });

  it("a certificate that ends within the stay is a warning with the days that are missing", () => {
    const { warnings } = deploymentDates({ ...READY, columnTestExpiry: "2026-04-23" });
    expect(warnings).toEqual([
      {
        code: "certificate-ends",
        text: "The column’s certificate runs out on 23 April 2026, 10 days before the stay ends: test the column again, or take the camera down by then.",
      },
    ]);
  });

  it("a review outside the stay and a long stay are told", () => {
    const codes = (facts: Partial<DeploymentFacts>) =>
      deploymentDates({ ...READY, ...facts }).warnings.map(({ code }) => code);
    expect(codes({ review: "2026-09-01" })).toEqual(["review-outside-stay"]);
    expect(codes({ stayWeeks: 12 })).toEqual(["long-stay"]);
  });

  it("a short stay is reviewed when it ends at the latest", () => {
    expect(deploymentDates({ ...READY, stayWeeks: 2 }).review).toBe("2026-03-23");
  });

  it("with holidays the lead time is in working days, and it is said", () => {
    const dates = deploymentDates(
      { ...READY, requested: "2026-04-01" },
      { holidays: new Set(["2026-04-03", "2026-04-06"]) },
    );
    expect([dates.earliestLive, dates.counted, dates.isFlagged]).toEqual([
      "2026-04-14",
      "working-days",
      true,
    ]);
  });

  it("refuses days that do not exist and lengths below nothing", () => {
    expect(() => deploymentDates({ ...READY, requested: "2026-02-30" })).toThrow(/2026-02-30/);
    expect(() => deploymentDates({ ...READY, leadTimeDays: -1 })).toThrow(/got -1/);
    expect(() => deploymentDates({ ...READY, stayWeeks: 0 })).toThrow(/got 0/);
  });
});

describe("where a deployment stands", () => {
  const dates = deploymentDates(READY);
  it.each([
    ["2026-03-08", null, "planned"],
    ["2026-03-09", null, "live"],
    ["2026-04-06", null, "review-due"],
    ["2026-05-04", null, "overdue"],
    ["2026-05-04", "2026-05-02", "removed"],
    ["2026-05-01", "2026-05-02", "review-due"],
  ] as const)("on %s, removed %s: %s", (day, removed, stage) => {
    expect(deploymentStage(dates, removed, day)).toBe(stage);
  });
});
