import { describe, expect, it } from "vitest";
import { forecastPrevention } from "#domain/camera/forecast.ts";
import {
  lnOddsRatio,
  meanChangePercent,
  type PreventionEffect,
  singleSchemeChangePercent,
} from "#domain/camera/prevention-effect.ts";
import { twoSidedNormalP } from "#domain/stats/normal.ts";
import { CAMERA_EVIDENCE } from "../../server/use-cases/camera-evidence.ts";
import reference from "./camera-forecast.json";

const { effects } = CAMERA_EVIDENCE.prevention;

function named(id: string): PreventionEffect & { p: string } {
  const found = effects.find((effect) => effect.id === id);
  if (!found) throw new RangeError(`no effect ${id}`);
  return found;
}

describe("published effects of cameras", () => {
  it("are those of the reference and no others: what could not be read is absent", () => {
    expect(effects.map(({ id }) => id)).toEqual(reference.effects.map(({ id }) => id));
  });

  it.each(reference.effects)("$id: the change in crime is the printed one", ({ id, change, low, high }) => {
    const found = meanChangePercent(named(id));
    expect(found.estimate).toBeCloseTo(change, 1);
    if (low !== undefined) expect(found.low).toBeCloseTo(low, 1);
    if (high !== undefined) expect(found.high).toBeCloseTo(high, 1);
  });

  it.each(reference.effects)("$id: one scheme can lie between the ends of the table", ({ id, oneScheme }) => {
    const { low, high } = singleSchemeChangePercent(named(id));
    expect([Math.round(low), Math.round(high)]).toEqual(oneScheme);
  });

  it("every interval agrees with its printed p value", () => {
    for (const effect of effects) {
      const { mean, standardError } = lnOddsRatio(effect);
      const p = twoSidedNormalP(mean / standardError);
      if (effect.p.startsWith("<")) expect(p).toBeLessThan(Number(effect.p.slice(1)));
      else expect(Math.abs(p - Number(effect.p))).toBeLessThan(0.02);
    }
  });

  it("the share of available footage that was useful is the quotient of the two columns", () => {
    for (const rate of CAMERA_EVIDENCE.investigation.rates) {
      expect(rate.usefulPercent / rate.availablePercent).toBeCloseTo(rate.usefulIfAvailable, 2);
    }
  });
});

describe("forecast for a baseline of 120 a year that is known", () => {
  it.each(reference.baselineOf120)("$id: $fewer fewer ($low to $high)", ({ id, fewer, low, high, clear }) => {
    const found = forecastPrevention(named(id), { perYear: 120, dispersion: null });
    expect(found.fewerPerYear).toBeCloseTo(fewer, 1);
    expect(found.ofMean.low).toBeCloseTo(low, 1);
    expect(found.ofMean.high).toBeCloseTo(high, 1);
    expect(found.isClear).toBe(clear);
    expect(found.draws).toBe(10_000);
  });

  it("all settings: one scheme can mean 51 % more crime or 49 % less", () => {
    const { ofOneScheme } = forecastPrevention(named("all"), { perYear: 100, dispersion: null });
    expect(ofOneScheme.low).toBeCloseTo(-51.3, 0);
    expect(ofOneScheme.high).toBeCloseTo(49.2, 0);
  });
});
