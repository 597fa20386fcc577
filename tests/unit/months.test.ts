import { describe, expect, it } from "vitest";
import {
  addMonths,
  daysInMonth,
  financialYearStart,
  isMonth,
  monthLabel,
  monthNumber,
  monthOfNumber,
  monthsBetween,
  periodLabel,
} from "#domain/time/months.ts";

describe("months", () => {
  it("number and text are inverse for every month of two centuries", () => {
    for (let n = 1900 * 12; n < 2100 * 12; n++) expect(monthNumber(monthOfNumber(n))).toBe(n);
  });

  it("adding crosses years both ways", () => {
    expect(addMonths("2019-11", 3)).toBe("2020-02");
    expect(addMonths("2020-02", -3)).toBe("2019-11");
  });

  it("a span holds both its ends and is empty when the end is before the start", () => {
    expect(monthsBetween("2019-12", "2020-02")).toEqual(["2019-12", "2020-01", "2020-02"]);
    expect(monthsBetween("2020-02", "2020-01")).toEqual([]);
  });

  it("leap years have 29 days in February", () => {
    expect(daysInMonth("2020-02")).toBe(29);
    expect(daysInMonth("2019-02")).toBe(28);
    expect(daysInMonth("2020-12")).toBe(31);
  });

  it("the financial year starts in April", () => {
    expect(financialYearStart("2020-03")).toBe("2019-04");
    expect(financialYearStart("2020-04")).toBe("2020-04");
  });

  it("labels name a shared year once", () => {
    expect(monthLabel("2020-08")).toBe("Aug 2020");
    expect(periodLabel("2020-08", "2020-10")).toBe("Aug–Oct 2020");
    expect(periodLabel("2019-11", "2020-01")).toBe("Nov 2019 – Jan 2020");
    expect(periodLabel("2020-08", "2020-08")).toBe("Aug 2020");
  });

  it("anything but YYYY-MM is refused", () => {
    for (const text of ["2020-13", "2020-00", "2020-1", "20-01", "", "2020-01-01"]) {
      expect(isMonth(text)).toBe(false);
      expect(() => monthNumber(text)).toThrow(RangeError);
    }
  });
});
