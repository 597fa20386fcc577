import { describe, expect, it } from "vitest";
import {
  type OptionFigures,
  optionDifference,
  shareDifference,
  sumOfCosts,
} from "#domain/scenario/appraise-options.ts";
import { criteriaOf, gradeOf, optionRows } from "../../client/screens/cameras/compare/option-rows.ts";
import { plan } from "../support/scenario-document.ts";

const figures = (change: Partial<OptionFigures> = {}): OptionFigures => ({
  riskShare: 0.1,
  backupShare: 0,
  incidentsPerYear: 12,
  areaM2: 1000,
  homesInView: 4,
  cameras: 10,
  added: 0,
  changed: 0,
  removed: 0,
  capitalCost: 0,
  yearlyCost: 0,
  ...change,
});
const option = (id: string, change: Partial<OptionFigures> | null, appraisal = plan().appraisal) => ({
  id,
  name: id,
  document: plan(),
  cells: [],
  figures: change && figures(change),
  appraisal,
});

describe("options side by side", () => {
  it("the difference is the option minus the reference, and turned round it has the other sign", () => {
    const [a, b] = [figures(), figures({ riskShare: 0.25, homesInView: 1 })];
    expect(optionDifference(b, a)).toMatchObject({ riskShare: 0.15, homesInView: -3 });
    expect(optionDifference(a, b)).toMatchObject({ riskShare: -0.15, homesInView: 3 });
  });

  it("what is not known of either has no difference", () => {
    const unknown = figures({ capitalCost: null });
    expect(optionDifference(figures({ capitalCost: 8000 }), unknown).capitalCost).toBeNull();
    expect(optionDifference(unknown, figures()).capitalCost).toBeNull();
  });

  it("a cost that is not known makes the sum unknown, not smaller", () => {
    expect(sumOfCosts([8000, 500])).toBe(8500);
    expect(sumOfCosts([8000, null])).toBeNull();
    expect(sumOfCosts([])).toBe(0);
  });

  it("the reference shows no difference to itself; the others show theirs with a sign", () => {
    const rows = optionRows([option("today", {}), option("b", { riskShare: 0.25, homesInView: 1 })], "today");
    const risk = rows.find(({ label }) => label === "Risk in view");
    expect(risk?.cells.map(({ text, difference }) => [text, difference])).toEqual([
      ["10.0 %", null],
      ["25.0 %", "+15.0 points"],
    ]);
    const homes = rows.find(({ label }) => label === "Homes in view");
    expect(homes?.cells[1]?.difference).toBe("−3");
  });

  it("three options and more are compared, and one without figures is not nought", () => {
    const rows = optionRows([option("today", {}), option("b", {}), option("c", null)], "b");
    expect(rows[0]?.cells.map(({ text }) => text)).toEqual(["10.0 %", "10.0 %", "–"]);
    expect(rows.find(({ label }) => label === "Cost")?.cells[0]?.text).toBe("£0");
  });

  it("every criterion that any option is graded by is a row, and an option that is not graded is not low", () => {
    const graded = option("b", {}, [{ criterion: "Capacity", grade: "high", why: "" }]);
    const other = option("c", {}, [{ criterion: "Consent", grade: "low", why: "" }]);
    expect(criteriaOf([graded, other])).toEqual(["Capacity", "Consent"]);
    expect(gradeOf(graded, "Capacity")).toBe("high");
    expect(gradeOf(graded, "Consent")).toBeNull();
  });

  it("a hexagon that only one plan looks into differs by all of it", () => {
    expect(shareDifference([{ cell: "a", share: 0.5 }], [{ cell: "b", share: 0.25 }])).toEqual([
      { cell: "a", difference: -0.5 },
      { cell: "b", difference: 0.25 },
    ]);
  });
});
