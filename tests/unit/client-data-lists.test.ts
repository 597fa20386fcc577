import { describe, expect, test } from "vitest";
import type { Category, OffenceType } from "#contract/categories.ts";
import { coverageYears, gapRuns, spanOf } from "../../client/screens/data/coverage/coverage-months.ts";
import { categoryOptions, categoryTree } from "../../client/screens/data/definitions/category-tree.ts";
import { leadSentence } from "../../client/screens/data/lead-sentence.ts";
import {
  filterOffenceTexts,
  orderOffenceTexts,
  unmappedTotals,
} from "../../client/screens/data/offence-texts/order-offence-texts.ts";
import { vocabularyWords } from "../../client/screens/data/offence-texts/vocabulary-words.ts";
import { counted, dayWords, instantWords, listWords } from "../../client/screens/data/words.ts";

describe("month coverage", () => {
  test("a strip has twelve months a year, with gaps and what lies outside told apart", () => {
    const [year] = coverageYears({ from: "2024-02", to: "2024-05", gaps: ["2024-03"] });
    expect(year?.months.map(({ state }) => state[0]).join("")).toBe("ocgccooooooo");
  });

  test("a frame makes strips of several sources stand under each other", () => {
    const years = coverageYears(
      { from: "2024-02", to: "2024-05", gaps: [] },
      { from: "2022-12", to: "2025-01" },
    );
    expect(years.map(({ year }) => year)).toEqual([2022, 2023, 2024, 2025]);
    expect(years[0]?.months.every(({ state }) => state === "outside")).toBe(true);
  });

  test("neighbouring gaps are one run, also over new year", () => {
    expect(gapRuns(["2021-01", "2020-12", "2020-05"])).toEqual([
      { from: "2020-05", to: "2020-05" },
      { from: "2020-12", to: "2021-01" },
    ]);
    expect(spanOf([])).toBeNull();
  });
});

function category(id: string, parent: string | null): Category {
  const words = { label: id, unit: "", definition: "", definitionId: `${id}/1`, source: "", validFrom: null };
  return { id, parent, ...words, additive: true, breaks: [], n: 0, from: null, to: null };
}

describe("category tree", () => {
  test("children stand under their parent in the order of the list", () => {
    const tree = categoryTree([
      category("b", null),
      category("b.x", "b"),
      category("a", null),
      category("b.y", "b"),
    ]);
    expect(tree.map((node) => [node.category.id, node.children.map((child) => child.category.id)])).toEqual([
      ["b", ["b.x", "b.y"]],
      ["a", []],
    ]);
  });

  test("a category whose parent is missing is shown all the same", () => {
    expect(categoryTree([category("b.x", "b")]).map((node) => node.category.id)).toEqual(["b.x"]);
  });

  test("options give parents before children, with their depth", () => {
    const options = categoryOptions([category("b.x", "b"), category("b", null)]);
    expect(options.map(({ id, depth }) => [id, depth])).toEqual([
      ["b", 0],
      ["b.x", 1],
    ]);
  });
});

function text(id: number, label: string, mapped: string | null, n: number): OffenceType {
  return {
    id,
    vocabulary: "police-uk",
    code: label.toUpperCase(),
    label,
    category: mapped,
    mappedBy: "scheme",
    n,
  };
}

describe("publishers' texts", () => {
  const texts = [text(1, "Burglary", "burglary", 50), text(2, "Odd", null, 1), text(3, "Odder", null, 9)];

  test("those without a category come first, then the most frequent", () => {
    expect(orderOffenceTexts(texts).map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(unmappedTotals(texts)).toEqual({ texts: 2, n: 10 });
  });

  test("every word typed must occur, in any case", () => {
    const found = (filter: "all" | "unmapped" | "mapped", words: string) =>
      filterOffenceTexts(texts, filter, words).map(({ id }) => id);
    expect(found("all", "ODD police")).toEqual([2, 3]);
    expect(found("mapped", "")).toEqual([1]);
    expect(found("unmapped", "burglary")).toEqual([]);
  });
});

describe("the first sentence", () => {
  const force = {
    name: "Met",
    from: "2020-01",
    to: "2020-12",
    months: 11,
    gaps: ["2020-04"],
    located: 90,
    unlocated: 10,
  };
  const source = {
    slug: "p",
    title: "police.uk",
    publisher: "Home Office",
    licence: "OGL",
    timePrecision: "month" as const,
    positionPrecision: "snap-point" as const,
    invented: false,
    forces: [force],
  };

  test("it gives number, sources and period, and what is missing", () => {
    expect(leadSentence([source], [text(1, "Odd", null, 3)])).toEqual({
      head: "100 incidents",
      lead: "from 1 source, Jan–Dec 2020.",
      notes: [
        "10 have no position: counted, never on a map.",
        "1 month is missing between first and last.",
        "3 are in no category yet (1 text).",
      ],
    });
  });

  test("invented incidents are called invented", () => {
    expect(leadSentence([{ ...source, invented: true }], []).head).toBe("100 invented incidents");
  });

  test("an empty database says how to begin", () => {
    expect(leadSentence([], []).lead).toContain("Drop a file");
  });
});

describe("words", () => {
  test("one is singular", () => {
    expect([counted(1, "row", "rows"), counted(0, "row", "rows")]).toEqual(["1 row", "0 rows"]);
  });

  test("instants are given on London's clocks", () => {
    expect(instantWords("2026-07-01T23:30:00Z")).toBe("02 July 2026, 00:30");
    expect(instantWords("soon")).toBe("soon");
  });

  test("days are written out", () => {
    expect([dayWords("2017-04-01"), dayWords("always")]).toEqual(["01 April 2017", "always"]);
  });

  test("a vocabulary is named for its publisher", () => {
    expect(["police-uk", "force:city-of-london", "council-x"].map(vocabularyWords)).toEqual([
      "data.police.uk",
      "extract of city of london",
      "council-x",
    ]);
  });

  test("lists end with and", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((items) => listWords(items))).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });
});
