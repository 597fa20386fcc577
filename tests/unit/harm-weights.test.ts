import { describe, expect, it } from "vitest";
import { weightsByCategory } from "#domain/category/harm-weights.ts";
import { CATEGORY_SCHEME } from "../../server/ingest/load/category-of-text.ts";
import { PUBLISHED_HARM_TABLES } from "../../server/use-cases/harm-tables.ts";

const TREE = [
  { id: "burglary", parent: null },
  { id: "burglary.residential", parent: "burglary" },
  { id: "burglary.business", parent: "burglary" },
  { id: "drugs", parent: null },
];

describe("weights by category", () => {
  it("a part that is not listed weighs as what it is part of; a row without a weight stands", () => {
    const weights = weightsByCategory(TREE, [
      { category: "burglary", weight: 20, verified: true },
      { category: "burglary.business", weight: null, verified: false },
    ]);
    expect(weights.get("burglary.residential")).toEqual({ weight: 20, verified: true, from: "burglary" });
    expect(weights.get("burglary.business")).toEqual({
      weight: null,
      verified: false,
      from: "burglary.business",
    });
    expect(weights.get("drugs")).toEqual({ weight: null, verified: false, from: null });
  });

  it("a parent never takes the weight of a part", () => {
    const weights = weightsByCategory(TREE, [
      { category: "burglary.residential", weight: 5, verified: true },
    ]);
    expect(weights.get("burglary")?.weight).toBeNull();
  });
});

describe("the tables that come with the app", () => {
  const ids = new Set(CATEGORY_SCHEME.categories.map(({ id }) => id));

  it("speak of every category exactly once and of no other", () => {
    for (const { id, weights } of PUBLISHED_HARM_TABLES) {
      const listed = weights.map(({ category }) => category);
      expect([id, new Set(listed).size, listed.filter((category) => !ids.has(category))]).toEqual([
        id,
        ids.size,
        [],
      ]);
    }
  });

  it("give anti-social behaviour no weight: no publisher does", () => {
    for (const { weights } of PUBLISHED_HARM_TABLES) {
      expect(weights.find(({ category }) => category === "asb")?.weight).toBeNull();
    }
  });
});
