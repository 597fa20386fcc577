import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  breaksOf,
  type CategoryScheme,
  categoryLookup,
  normaliseOffence,
  withDescendants,
} from "#domain/category/scheme.ts";

const scheme: CategoryScheme = JSON.parse(
  readFileSync(new URL("../../data/category-scheme.json", import.meta.url), "utf8"),
);
const lookup = categoryLookup(scheme);

describe("category scheme", () => {
  it("every text maps to a category that exists and every parent exists", () => {
    const ids = new Set(scheme.categories.map((category) => category.id));
    for (const category of scheme.categories) {
      if (category.parent !== null) expect(ids).toContain(category.parent);
      expect(category.definition.length).toBeGreaterThan(5);
    }
    for (const entries of Object.values(scheme.vocabularies)) {
      for (const id of Object.values(entries)) expect(ids).toContain(id);
    }
  });

  it("wording and case of the Metropolitan Police may vary by year", () => {
    expect(lookup("mps", "BURGLARY | DOMESTIC BURGLARY")).toBe("burglary.residential");
    expect(lookup("mps", "Burglary | Domestic Burglary")).toBe("burglary.residential");
    expect(lookup("mps", "BURGLARY | RES BURGLARY OF A HOME")).toBe("burglary.residential");
    expect(lookup("mps", "Theft | Theft from Person")).toBe("theft.person");
    expect(lookup("mps", "THEFT | THEFT FROM THE PERSON")).toBe("theft.person");
    expect(lookup("mps", "Vehicle Offences | Theft or Taking of a Motor Vehicle")).toBe("vehicle.theft-of");
  });

  it("a major text with a wildcard catches minor texts without an entry of their own", () => {
    expect(lookup("mps", "Possession of Weapons | Other Knife Offences")).toBe("weapons");
  });

  it("a text that nobody mapped is unknown, not 'other'", () => {
    expect(lookup("police-uk", "Time travel")).toBeNull();
    expect(lookup("nobody", "Burglary")).toBeNull();
  });

  it("normal form ignores case, punctuation and runs of space but keeps the two levels apart", () => {
    expect(normaliseOffence("  Burglary –  business & community ")).toBe("BURGLARY BUSINESS AND COMMUNITY");
    expect(normaliseOffence("Theft|Other  theft")).toBe("THEFT | OTHER THEFT");
  });

  it("a category reads itself and everything below it", () => {
    expect(withDescendants(scheme.categories, "burglary")).toEqual([
      "burglary",
      "burglary.residential",
      "burglary.business",
    ]);
    expect(withDescendants(scheme.categories, "nothing")).toEqual([]);
  });

  it("the April 2017 change of burglary is a break of both parts", () => {
    for (const id of ["burglary.residential", "burglary.business"]) {
      const category = scheme.categories.find((one) => one.id === id);
      expect(category?.breaks.map((one) => one.month)).toContain("2017-04");
    }
  });
});

describe("breaks in a series", () => {
  it("concern every force, or only the one they name", () => {
    const breaks = [
      { month: "2017-04", note: "everywhere", force: null },
      { month: "2024-03", note: "one force", force: "Metropolitan Police Service" },
    ];
    expect(breaksOf({ breaks }, ["Lancashire Constabulary"]).map((one) => one.month)).toEqual(["2017-04"]);
    expect(breaksOf({ breaks }, ["Metropolitan Police Service"])).toEqual(breaks);
  });
});
