import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deploymentDates, TARGET_DAYS } from "#domain/camera/deployment-dates.ts";
import type { DeploymentFacts } from "#domain/camera/deployment-prerequisites.ts";
import { addDays, addWorkingDays, daysFrom } from "#domain/time/calendar-days.ts";

const days = fc.integer({ min: 0, max: 3000 }).map((n) => addDays("2024-01-01", n));
const facts: fc.Arbitrary<DeploymentFacts> = fc.record({
  requested: days,
  leadTimeDays: fc.integer({ min: 0, max: 60 }),
  power: fc.constantFrom("ready", "needed", null),
  columnTest: fc.constantFrom("valid", "needed", null),
  columnTestExpiry: fc.option(days, { nil: null }),
  signal: fc.constantFrom("good", "weak", null),
  permission: fc.constantFrom("granted", "asked", "not-asked", null),
  stayWeeks: fc.integer({ min: 1, max: 30 }),
  review: fc.constant(null),
  removed: fc.constant(null),
});

describe("dates of a deployment", () => {
  it("come in order, and the stay is as long as it was said to be", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { requested, earliestLive, review, removal, during, controlBefore, controlAfter } =
          deploymentDates(given);
        expect(requested <= earliestLive && earliestLive < review && review <= removal).toBe(true);
        expect(daysFrom(earliestLive, removal)).toBe(7 * given.stayWeeks);
        expect(addDays(controlBefore.to, 1)).toBe(during.from);
        expect(addDays(during.to, 1)).toBe(controlAfter.from);
        expect(daysFrom(controlBefore.from, controlBefore.to)).toBe(55);
        expect(daysFrom(controlAfter.from, controlAfter.to)).toBe(55);
      }),
    );
  });

  it("a longer lead time or a later day never brings it forward; flagged exactly beyond a week or if held", () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 30 }), days, (given, more, day) => {
        const dates = deploymentDates(given);
        const longer = deploymentDates({ ...given, leadTimeDays: given.leadTimeDays + more });
        expect(longer.earliestLive >= dates.earliestLive).toBe(true);
        const known = deploymentDates(given, { readyBy: { power: day } });
        expect(known.earliestLive >= dates.earliestLive).toBe(true);
        expect(dates.isFlagged).toBe(dates.daysToLive > TARGET_DAYS || dates.isHeld);
        expect(dates.isHeld).toBe(dates.prerequisites.some(({ state }) => state === "open"));
      }),
    );
  });

  it("everything that is not done has something to do", () => {
    fc.assert(
      fc.property(facts, (given) => {
        for (const { state, next } of deploymentDates(given).prerequisites) {
          expect(next === null).toBe(state === "done");
        }
      }),
    );
  });

  it("working days take at least as long as calendar days", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 40 }), (day, n) => {
        expect(addWorkingDays(day, n, new Set()) >= addDays(day, n)).toBe(true);
      }),
    );
  });
});
