import { describe, expect, it } from "vitest";
import { dayLabel } from "#domain/time/day-label.ts";

describe("a day in words", () => {
  it("is dd Month yyyy", () => {
    expect(dayLabel("2020-11-04")).toBe("04 November 2020");
    expect(dayLabel("2024-02-29")).toBe("29 February 2024");
  });

  it("is refused for what is not a day", () => {
    for (const text of ["2020-11", "2020-13-01", "04/11/2020", ""]) {
      expect(() => dayLabel(text)).toThrow(RangeError);
    }
  });
});
