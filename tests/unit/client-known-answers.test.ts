import { describe, expect, it } from "vitest";
import { KNOWN_ANSWERS } from "../../client/screens/method/known-answers/all.ts";
import { check } from "../../client/screens/method/known-answers/known-answer.ts";

describe("known answers of the method screen", () => {
  it.each(KNOWN_ANSWERS.map((known) => [`${known.statistic}: ${known.what}`, known] as const))(
    "%s",
    (_, known) => {
      const checked = check(known);
      expect(checked, `got ${checked.got}, expected ${checked.expected}`).toMatchObject({ agrees: true });
    },
  );

  it("a wrong figure and a computation that fails are not passed", () => {
    const shared = { statistic: "trend", what: "", tolerance: 1e-6, source: "" } as const;
    expect(check({ ...shared, expected: 2, compute: () => 2.1 }).agrees).toBe(false);
    const failing = check({
      ...shared,
      expected: 2,
      compute: () => {
        throw new Error("no table");
      },
    });
    expect(failing).toMatchObject({ agrees: false, got: "no table" });
  });
});
