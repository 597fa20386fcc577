import { describe, expect, it } from "vitest";
import { reviewFlag } from "../../server/use-cases/review-flag.ts";

const surplus = {
  worth: { uniqueShare: 0.0005, redundancy: 0.9 },
  schemeShare: 0.1,
  requests: { n: 2, knownMonths: 24 },
  threshold: 5,
};

describe("a camera that may be surplus", () => {
  it("is put forward only if every rule is met", () => {
    expect(reviewFlag(surplus)).toEqual({
      isForReview: true,
      words: "Review, may be surplus: 2 requests in 24 months, others see 90 % of its view.",
    });
  });

  it.each([
    ["less than a year of data", { worth: null }, "twelve months"],
    ["no risk in its view", { worth: { uniqueShare: 0, redundancy: null } }, "none of the risk"],
    [
      "1 % of the scheme that only it sees",
      { worth: { uniqueShare: 0.001, redundancy: 0.9 } },
      "only it saw 1.0 %",
    ],
    ["others see 80 % of it", { worth: { uniqueShare: 0, redundancy: 0.8 } }, "others see only 80 %"],
    ["a scheme without a threshold", { threshold: null }, "has set no number"],
    ["requests that are not all logged", { requests: { n: null, knownMonths: 23 } }, "23 of 24 months"],
    ["nothing logged", { requests: null }, "0 of 24 months"],
    ["as many requests as the threshold", { threshold: 2 }, "Keep: 2 requests"],
  ])("%s: it is not, and why is said", (_, change, words) => {
    const flag = reviewFlag({ ...surplus, ...change });
    expect(flag.isForReview).toBe(false);
    expect(flag.words).toContain(words);
  });
});
