import { describe, expect, it } from "vitest";
import { addMonths, daysInMonth } from "#domain/time/months.ts";
import { createDemoCounter } from "../../server/demo/count-targets.ts";
import { generateDemo } from "../../server/demo/generate-demo.ts";
import { targets } from "../../server/demo/inputs.ts";

const demo = generateDemo();
const counter = createDemoCounter(demo);
const counted = (
  target: { category: string; attribute?: string | undefined },
  dates: { from: string; to: string },
) => counter.count(target.category, dates.from, dates.to, target.attribute);

describe("published volumes, counted from the incidents inside the borough polygon", () => {
  for (const target of targets.volumes) {
    const { category, from, to, published } = target;
    if (target.status === "satisfied") {
      it(`${target.ref}: ${target.text}`, () => {
        if (!category || !from || !to) throw new RangeError(`${target.id} lacks category or dates`);
        expect(counter.count(category, from, to, target.attribute)).toBe(published);
      });
    } else if (target.status === "contradicts") {
      it(`${target.ref}: ${target.text} contradicts other figures; the demo gives ${target.demo}`, () => {
        if (!category || !from || !to) throw new RangeError(`${target.id} lacks category or dates`);
        expect(counter.count(category, from, to)).toBe(target.demo);
        expect(target.demo).not.toBe(published);
        expect(target.reason).toBeTruthy();
      });
    } else {
      it(`${target.ref}: ${target.text}: ${target.status}, and says why`, () => {
        expect(target.reason).toBeTruthy();
        if (target.status === "outside-period") expect((from ?? "9999") < "2016-01-01").toBe(true);
      });
    }
  }
});

describe("published percentages follow from the demo's volumes", () => {
  for (const target of targets.percentages) {
    it(`${target.ref}: ${target.text}`, () => {
      const current = target.currentPublished ?? counted(target, target.current);
      const previous = counted(target, target.previous);
      const change = (current - previous) / (target.dividesBy === "previous" ? previous : current);
      const percent = Math.sign(change) * Math.round(Math.abs(change) * 100);
      expect(percent).toBe(target.printed);
    });
  }
});

describe("published monthly exceptions", () => {
  for (const { category, month, direction } of targets.exceptions) {
    it(`${category} in ${month} is ${direction} against the twelve months before (mean ± 2√mean)`, () => {
      const n = counter.count(category, `${month}-01`, `${month}-${daysInMonth(month)}`);
      const last = addMonths(month, -1);
      const before =
        counter.count(category, `${addMonths(month, -12)}-01`, `${last}-${daysInMonth(last)}`) / 12;
      if (direction === "high") expect(n).toBeGreaterThan(before + 2 * Math.sqrt(before));
      else expect(n).toBeLessThan(before - 2 * Math.sqrt(before));
    });
  }
});

describe("anchors", () => {
  for (const { category, from, to, n, basis } of targets.anchors) {
    it(`${category}, ${from} to ${to}: ${n} (${basis})`, () => {
      expect(counter.count(category, from, to)).toBe(n);
    });
  }
});

describe("the series as a whole", () => {
  it("burglary is residential plus business, and robbery personal plus business, in every month", () => {
    for (const [parent, ...children] of [
      ["burglary", "burglary.residential", "burglary.business"],
      ["robbery", "robbery.personal", "robbery.business"],
      ["vehicle", "vehicle.theft-from", "vehicle.theft-of"],
    ] as const) {
      for (let month = "2016-01"; month <= "2021-12"; month = addMonths(month, 1)) {
        const [from, to] = [`${month}-01`, `${month}-${daysInMonth(month)}`];
        const parts = children.map((child) => counter.count(child, from, to));
        expect(counter.count(parent, from, to)).toBe(parts.reduce((a, b) => a + b, 0));
        expect(Math.min(...parts)).toBeGreaterThan(0);
      }
    }
  });

  it("personal robbery is about 93 % of robbery", () => {
    const share =
      counter.count("robbery.personal", "2016-01-01", "2021-12-31") /
      counter.count("robbery", "2016-01-01", "2021-12-31");
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.94);
  });

  it("Halloween has at least 1.5 times the ASB calls of an ordinary October day", () => {
    for (const year of [2016, 2017, 2018, 2019, 2020, 2021]) {
      const halloween = counter.count("asb", `${year}-10-31`, `${year}-10-31`);
      const ordinary = counter.count("asb", `${year}-10-01`, `${year}-10-28`) / 28;
      expect(halloween).toBeGreaterThan(1.5 * ordinary);
    }
  });

  it("winter has more residential burglary than summer", () => {
    for (const year of [2016, 2017, 2018]) {
      const winter = counter.count("burglary.residential", `${year}-11-01`, `${year + 1}-01-31`);
      const summer = counter.count("burglary.residential", `${year}-06-01`, `${year}-08-31`);
      expect(winter).toBeGreaterThan(1.1 * summer);
    }
  });
});
