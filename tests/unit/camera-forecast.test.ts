import { describe, expect, it } from "vitest";
import { chooseEffect, type SchemeFacts } from "#domain/camera/choose-effect.ts";
import { forecastPrevention } from "#domain/camera/forecast.ts";
import { investigativeValue } from "#domain/camera/investigative-value.ts";
import { yearlyBaseline } from "#domain/camera/yearly-baseline.ts";
import { sitingCategories } from "#domain/category/siting-categories.ts";
import { CATEGORY_SCHEME } from "../../server/ingest/load/category-of-text.ts";
import { CAMERA_EVIDENCE } from "../../server/use-cases/camera-evidence.ts";

const { effects } = CAMERA_EVIDENCE.prevention;
const NOTHING: SchemeFacts = { setting: null, monitoring: null, severalMeasures: false, crimeType: null };

describe("the effect that speaks for a scheme", () => {
  const chosen = (facts: Partial<SchemeFacts>) => {
    const { effect, rule, alsoApply } = chooseEffect(effects, { ...NOTHING, ...facts });
    return [effect.id, rule, alsoApply.map(({ id }) => id)];
  };

  it("a town centre decides, whatever the crime and the monitoring", () => {
    expect(chosen({ setting: "town-centre", crimeType: "property", monitoring: "active" })).toEqual([
      "town-centre",
      "town-centre",
      ["active-monitoring", "property-crime"],
    ]);
  });

  it("no effect on violence is claimed because the streets are residential", () => {
    expect(chosen({ setting: "residential", crimeType: "violent" })).toEqual([
      "violent-crime",
      "no-clear-effect",
      ["residential"],
    ]);
    expect(chosen({ setting: "residential", monitoring: "passive" })[0]).toBe("passive-monitoring");
  });

  it("otherwise the setting comes before monitoring, and effects are never multiplied", () => {
    expect(chosen({ setting: "residential", monitoring: "active", crimeType: "property" })).toEqual([
      "residential",
      "most-specific",
      ["active-monitoring", "property-crime"],
    ]);
    expect(chosen({ setting: "other", monitoring: "active" })).toEqual([
      "active-monitoring",
      "most-specific",
      [],
    ]);
  });

  it("nothing known: the mean of all schemes; asked for by id: that one", () => {
    expect(chosen({})).toEqual(["all", "nothing-known", []]);
    const asked = chooseEffect(effects, { ...NOTHING, setting: "town-centre" }, "car-park");
    expect([asked.effect.id, asked.rule, asked.alsoApply.map(({ id }) => id)]).toEqual([
      "car-park",
      "asked-for",
      ["town-centre"],
    ]);
    expect(() => chooseEffect(effects, NOTHING, "public-housing")).toThrow(/got public-housing/);
  });
});

describe("the baseline of a year", () => {
  it("is the mean of the years; four equal years leave 1 + 1/4 times chance", () => {
    expect(yearlyBaseline([120, 120, 120, 120])).toEqual({ perYear: 120, dispersion: 1.25 });
  });

  it("years that vary more than chance widen it: variance 800, mean 100, two years", () => {
    expect(yearlyBaseline([80, 120])).toEqual({ perYear: 100, dispersion: 8 * 1.5 });
  });

  it("half a year is known less well than a whole one", () => {
    expect(yearlyBaseline([20], 0.5)).toEqual({ perYear: 40, dispersion: 3 });
    expect(() => yearlyBaseline([])).toThrow(RangeError);
    expect(() => yearlyBaseline([1.5])).toThrow(/got 1.5/);
  });
});

describe("a forecast", () => {
  const residential = chooseEffect(effects, { ...NOTHING, setting: "residential" }).effect;

  it("of an uncertain baseline is wider than of a known one, with the same middle", () => {
    const known = forecastPrevention(residential, { perYear: 120, dispersion: null });
    const unsure = forecastPrevention(residential, yearlyBaseline([80, 120, 160]));
    expect(unsure.fewerPerYear).toBeCloseTo(known.fewerPerYear, 9);
    expect(unsure.ofMean.high).toBeGreaterThan(known.ofMean.high);
    expect(unsure.ofOneScheme.low).toBeLessThan(known.ofOneScheme.low);
  });

  it("with no incidents forecasts none", () => {
    const { fewerPerYear, ofMean, ofOneScheme } = forecastPrevention(residential, yearlyBaseline([0, 0, 0]));
    expect([fewerPerYear, ofMean.high, ofOneScheme.low]).toEqual([0, 0, 0]);
  });

  it("repeats itself for a seed, and another seed changes hardly anything", () => {
    const baseline = yearlyBaseline([100, 130, 110]);
    const once = forecastPrevention(residential, baseline, { seed: 7 });
    expect(forecastPrevention(residential, baseline, { seed: 7 })).toEqual(once);
    const other = forecastPrevention(residential, baseline, { seed: 8 });
    expect(Math.abs(other.ofMean.low - once.ofMean.low)).toBeLessThan(0.3);
    expect(other.ofMean).not.toEqual(once.ofMean);
  });

  it("refuses a baseline below nothing and too few draws", () => {
    expect(() => forecastPrevention(residential, { perYear: -1, dispersion: null })).toThrow(/got -1/);
    expect(() => forecastPrevention(residential, { perYear: 1, dispersion: null }, { draws: 10 })).toThrow(
      RangeError,
    );
    expect(() => forecastPrevention(residential, { perYear: 5, dispersion: 1 })).toThrow(/above 1/);
  });
});

describe("investigative value", () => {
  const parents = new Map(CATEGORY_SCHEME.categories.map(({ id, parent }) => [id, parent]));
  const { rates } = CAMERA_EVIDENCE.investigation;

  it("by hand: 40 robberies, 30 in view, of which three quarters useful; burglary by its parent's rate", () => {
    const found = investigativeValue(
      [
        { category: "robbery.personal", perYear: 40, inViewPerYear: 30 },
        { category: "burglary.residential", perYear: 60, inViewPerYear: 10 },
        { category: "asb", perYear: 500, inViewPerYear: 100 },
        { category: "drugs", perYear: 0, inViewPerYear: 0 },
      ],
      rates,
      parents,
    );
    expect(found.rows.map(({ rateId, usefulPerYear }) => [rateId, usefulPerYear])).toEqual([
      ["robbery", 30 * 0.747],
      ["burglary", 10 * 0.551],
    ]);
    expect(found.usefulPerYear).toBeCloseTo(22.41 + 5.51, 9);
    expect(found.inViewPerYear).toBe(40);
    expect(found.withoutRate).toEqual([{ category: "asb", perYear: 500, inViewPerYear: 100 }]);
  });

  it("the part that is named beats the whole: sexual offences have a rate of their own", () => {
    const { rows } = investigativeValue(
      [
        { category: "violence.sexual", perYear: 5, inViewPerYear: 5 },
        { category: "violence", perYear: 5, inViewPerYear: 5 },
      ],
      rates,
      parents,
    );
    expect(rows.map(({ rateId }) => rateId)).toEqual(["violence", "sexual"]);
  });

  it("more in view than there are is a mistake", () => {
    expect(() =>
      investigativeValue([{ category: "robbery", perYear: 1, inViewPerYear: 2 }], rates, parents),
    ).toThrow(/0 to 1 incidents of robbery/);
  });

  it("every rate speaks of known categories, and none twice", () => {
    const named = rates.flatMap(({ categories }) => categories);
    expect(named.filter((id) => !parents.has(id))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });
});

describe("kinds of crime to site by", () => {
  const { categories } = CATEGORY_SCHEME;
  const off = CAMERA_EVIDENCE.sitingOff.categories;

  it("those that police activity generates are off by default", () => {
    const { categories: on, leftOut, policeGenerated } = sitingCategories(categories, null, off);
    expect(leftOut).toEqual(["public-order", "drugs", "weapons"]);
    expect(on).toContain("burglary");
    expect(on.filter((id) => leftOut.includes(id))).toEqual([]);
    expect(policeGenerated).toEqual([]);
  });

  it("asked for by name they are on, and a note is due", () => {
    expect(sitingCategories(categories, ["robbery", "drugs"], off)).toEqual({
      categories: ["robbery", "drugs"],
      policeGenerated: ["drugs"],
      leftOut: [],
    });
  });
});
