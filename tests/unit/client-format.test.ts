import { describe, expect, test } from "vitest";
import { answerSentence } from "../../client/screens/explore/model/sentence.ts";
import { changeInWords, formatCount, formatRate, formatSigned } from "../../client/state/format.ts";

describe("numbers for people", () => {
  test("thousands are grouped and minus is a minus sign", () => {
    expect(formatCount(1204)).toBe("1,204");
    expect(formatCount(-75)).toBe("−75");
    expect(formatSigned(12)).toBe("+12");
    expect(formatSigned(0)).toBe("0");
  });

  test("rates keep two or three figures", () => {
    expect([0, 0.416, 3.14, 31.4, 314.2].map(formatRate)).toEqual(["0", "0.42", "3.1", "31", "314"]);
  });

  test("a percentage is never shown without both volumes, and not for small numbers", () => {
    expect(changeInWords(869, 511)).toBe("358 fewer (−41 %, 511 against 869)");
    expect(changeInWords(12, 20)).toBe("8 more (20 against 12)");
    expect(changeInWords(0, 40)).toBe("40 more (40 against 0)");
    expect(changeInWords(40, 40)).toBe("No change (40 against 40)");
  });
});

describe("the answer", () => {
  const facts = {
    category: "Burglary",
    unit: "offences recorded",
    area: "Barnet",
    period: { from: "2020-08", to: "2020-10" },
  };

  test("names what, where, how many, when and against what", () => {
    const before = { n: 627, period: { from: "2019-08", to: "2019-10" }, kind: "year" as const };
    const { strong, rest } = answerSentence({ ...facts, n: 552, before });
    expect(`${strong} ${rest}`).toBe(
      "Burglary in Barnet: 552 offences in Aug–Oct 2020, against 627 a year before.",
    );
  });

  test("says so where there is nothing to compare with", () => {
    expect(answerSentence({ ...facts, n: 1, before: null }).rest).toBe("1 offence in Aug–Oct 2020.");
    const calls = { ...facts, category: "Anti-social behaviour", unit: "calls recorded" };
    expect(answerSentence({ ...calls, n: 95, before: null }).rest).toBe("95 calls in Aug–Oct 2020.");
    expect(answerSentence({ ...facts, n: 1, before: null }).note).toContain("nothing to compare with");
  });

  test("marks counts under 30 as small", () => {
    const before = { n: 12, period: { from: "2019-08", to: "2019-10" }, kind: "year" as const };
    expect(answerSentence({ ...facts, n: 40, before }).note).toContain("Small numbers");
  });
});
