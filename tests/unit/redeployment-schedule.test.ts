import { describe, expect, it } from "vitest";
import { lagrangianBound } from "#domain/placement/redeployment-bound.ts";
import {
  planFaults,
  planWorth,
  type RedeploymentProblem,
  type RedeploymentSite,
} from "#domain/placement/redeployment-problem.ts";
import { roundWishes } from "#domain/placement/redeployment-rounding.ts";
import { planRedeployment, type RedeploymentPlan } from "#domain/placement/redeployment-schedule.ts";
import { SiteStays } from "#domain/placement/redeployment-site-stays.ts";
import { shareOut } from "#domain/placement/redeployment-units.ts";

function site(weeklyWorth: number[], more: Partial<RedeploymentSite> = {}): RedeploymentSite {
  return { weeklyWorth, isOpen: weeklyWorth.map(() => true), weeksAlready: 0, ...more };
}

/** Fixture: one unit, four weeks, sites A, B and C. */
const ABC = [site([10, 10, 2, 2]), site([1, 4, 9, 9]), site([6, 6, 6, 6])];

function problem(more: Partial<RedeploymentProblem> = {}): RedeploymentProblem {
  return {
    weeks: 4,
    sites: ABC,
    units: [1, 1, 1, 1],
    moveCost: 0,
    leastStayWeeks: 1,
    longestStayWeeks: null,
    mostMovesPerWeek: null,
    startsFromPresent: false,
    ...more,
  };
}

function plan(of: RedeploymentProblem): RedeploymentPlan {
  const answer = planRedeployment(of);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  expect(planFaults(of, answer.plan.stays)).toEqual([]);
  return answer.plan;
}

/** One letter a week: the site, or . where no unit hangs anywhere. */
function letters(of: RedeploymentProblem, { stays }: RedeploymentPlan): string {
  return Array.from({ length: of.weeks }, (_, t) =>
    stays
      .filter(({ from, to }) => from <= t && t < to)
      .map((stay) => "ABCDEF"[stay.site])
      .join("")
      .padEnd(1, "."),
  ).join(" ");
}

describe("a schedule of redeployments for one unit", () => {
  it("known answer: 38 without a cost of moves, 35 with a cost of 3, A A B B", () => {
    const free = plan(problem());
    expect([free.objective, free.bound, free.gap, free.isOptimal]).toEqual([38, 38, 0, true]);
    const dear = plan(problem({ moveCost: 3 }));
    expect([dear.objective, dear.bound, dear.isOptimal]).toEqual([35, 35, true]);
    expect(letters(problem(), dear)).toBe("A A B B");
  });

  it("if moves cost more than they bring, the unit stays: at C, or at A that is worth as much", () => {
    expect(plan(problem({ moveCost: 20 })).objective).toBe(24);
  });

  it("a least stay of three weeks: A for three weeks, then B", () => {
    const of = problem({ leastStayWeeks: 3 });
    const found = plan(of);
    expect([letters(of, found), found.objective]).toEqual(["A A A B", 31]);
  });

  it("a longest stay of one week: never twice in a row at the same site", () => {
    const of = problem({ longestStayWeeks: 1 });
    const found = plan(of);
    expect([found.objective, found.isOptimal]).toEqual([31, true]);
    expect(found.stays.every(({ from, to }) => to === from + 1)).toBe(true);
  });

  it("a closed site is not used, and a stay that could not last its least weeks does not begin", () => {
    const closed = [site([10, 10, 2, 2], { isOpen: [true, false, true, true] }), ABC[1], ABC[2]];
    const sites = closed.filter((one) => one !== undefined);
    const of = problem({ sites, leastStayWeeks: 2 });
    expect([letters(of, plan(of)), plan(of).objective]).toEqual(["C C B B", 30]);
  });

  it("weeks without a unit stay empty", () => {
    const of = problem({ units: [1, 0, 1, 1] });
    expect(letters(of, plan(of))).toBe("A . B B");
  });

  it("from where it hangs now, the first week is a move like any other", () => {
    const sites = [ABC[0], ABC[1], { ...site([6, 6, 6, 6]), weeksAlready: 2 }].filter(
      (one) => one !== undefined,
    );
    const of = problem({ sites, startsFromPresent: true, moveCost: 3 });
    expect([letters(of, plan(of)), plan(of).objective]).toEqual(["A A B B", 32]);
    const held = problem({ sites, startsFromPresent: true, leastStayWeeks: 4 });
    expect(letters(held, plan(held))).toBe("C C B B");
    const over = problem({ sites, startsFromPresent: true, longestStayWeeks: 2, moveCost: 100 });
    expect(letters(over, plan(over))).toBe(". . . .");
    const noCrew = problem({ sites, startsFromPresent: true, mostMovesPerWeek: 0 });
    expect(letters(noCrew, plan(noCrew))).toBe("C C C C");
  });

  it("a unit whose site closes before its least stay is over may leave then", () => {
    const sites = [ABC[0], site([6, 6, 6, 6], { weeksAlready: 1, isOpen: [true, false, true, true] })].filter(
      (one) => one !== undefined,
    );
    const of = problem({ sites, startsFromPresent: true, leastStayWeeks: 3 });
    expect(letters(of, plan(of))).toBe("B A A A");
  });
});

describe("a schedule for several units", () => {
  it("two units: the two best sites of each week, proven", () => {
    const of = problem({ units: [2, 2, 2, 2] });
    const found = plan(of);
    expect([found.objective, found.isOptimal]).toEqual([16 + 16 + 15 + 15, true]);
  });

  it("a crew that makes one move a week hangs up one unit a week", () => {
    const sites = [site([9, 9, 9], { weeksAlready: 0 }), site([8, 8, 8]), site([7, 7, 7])];
    const of = problem({ weeks: 3, sites, units: [3, 3, 3], startsFromPresent: true, mostMovesPerWeek: 1 });
    const found = plan(of);
    expect([letters(of, found), found.objective]).toEqual(["A AB ABC", 27 + 16 + 7]);
    expect(found.gap).toBeLessThan(1e-3);
  });

  it("units are shared out so that each goes on where it can, and stays in store where it is not needed", () => {
    const of = problem({ units: [2, 2, 2, 2] });
    const shared = shareOut(of, [
      { site: 0, from: 0, to: 2 },
      { site: 1, from: 2, to: 4 },
      { site: 2, from: 3, to: 4 },
    ]);
    expect(shared.map(({ stays }) => stays.map((stay) => stay.site))).toEqual([[0, 1], [2]]);
  });

  it("more units that must stay than can be used is refused, with the week", () => {
    const sites = [0, 1].map(() => site([1, 1, 1, 1], { weeksAlready: 1 }));
    const of = problem({ sites, units: [2, 1, 1, 1], startsFromPresent: true, leastStayWeeks: 4 });
    expect(planRedeployment(of)).toEqual({ ok: false, reason: "held-units", week: 1, held: 2, units: 1 });
  });
});

describe("the bound", () => {
  it("by hand: at prices of 5 a week, A is worth having for two weeks and B for two", () => {
    const prices = { unit: Float64Array.of(5, 5, 5, 5), move: new Float64Array(4) };
    const sites = new SiteStays(problem({ moveCost: 3 }));
    const found = [0, 1, 2].map((site) => ({ gain: sites.gain(site, prices), stays: sites.stays(site) }));
    expect(found.map(({ gain }) => gain)).toEqual([10, 5, 4]);
    expect(found[1]?.stays).toEqual([{ site: 1, from: 2, to: 4 }]);
  });

  it("is no less than the best plan, and meets it here", () => {
    const bound = lagrangianBound(problem({ moveCost: 3 }), 35);
    expect(bound).toBeGreaterThanOrEqual(35);
    expect(bound).toBeLessThan(35.001);
  });

  it("what the sites want, cut to the units there are, is a valid plan", () => {
    const of = problem({ leastStayWeeks: 2 });
    const wishes = [
      { site: 0, from: 0, to: 2 },
      { site: 1, from: 1, to: 4 },
    ];
    const prices = { unit: Float64Array.of(5, 5, 5, 5), move: new Float64Array(4) };
    expect(roundWishes(of, wishes, prices)).toEqual([
      { site: 0, from: 0, to: 2 },
      { site: 1, from: 2, to: 4 },
    ]);
  });
});

describe("problems that make no sense", () => {
  it.each([
    [{ weeks: 0 }, /one week/],
    [{ units: [1] }, /units for 4 weeks/],
    [{ units: [1, 1, 1, -1] }, /whole numbers of units/],
    [{ moveCost: -1 }, /cost of 0/],
    [{ leastStayWeeks: 0 }, /least stay/],
    [{ leastStayWeeks: 3, longestStayWeeks: 2 }, /longest stay/],
    [{ sites: [site([1, 1])] }, /worth and opening/],
    [{ sites: [site([1, 1, -1, 1])] }, /worth of 0/],
  ] as const)("%j", (more, message) => {
    expect(() => planRedeployment(problem(more as Partial<RedeploymentProblem>))).toThrow(message);
  });
});

describe("what a plan is worth", () => {
  it("is the worth of its weeks minus its moves; the first week's places are free", () => {
    const stays = [
      { site: 0, from: 0, to: 2 },
      { site: 1, from: 2, to: 4 },
    ];
    expect(planWorth(problem({ moveCost: 3 }), stays)).toEqual({ worth: 38, moves: 1, objective: 35 });
  });

  it("faults are named", () => {
    const faults = planFaults(problem({ leastStayWeeks: 2, mostMovesPerWeek: 0 }), [
      { site: 0, from: 0, to: 1 },
      { site: 0, from: 1, to: 3 },
      { site: 1, from: 2, to: 4 },
    ]);
    expect(faults).toEqual([
      "site 0: 1 weeks only",
      "week 1: 1 moves",
      "week 2: 2 units of 1",
      "week 2: 1 moves",
      "site 0: two stays meet in week 1",
    ]);
  });
});
