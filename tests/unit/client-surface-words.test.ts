import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ATTAINABLE, CHANGE, EMERGING, SIGNIFICANCE } from "../../client/map/class-schemes.ts";
import { answerSentence, harmSentence } from "../../client/screens/explore/model/sentence.ts";
import { recommendedSize } from "../../client/screens/explore/panel/size-picker.tsx";
import { cellColumns } from "../../client/screens/explore/surfaces/cell-columns.ts";
import { cellSentence } from "../../client/screens/explore/surfaces/cell-sentence.ts";
import {
  classText,
  classWords,
  persistenceBounds,
} from "../../client/screens/explore/surfaces/class-words.ts";
import { finding } from "../../client/screens/explore/surfaces/finding.ts";
import { SURFACE_GROUPS, surfaceWords } from "../../client/screens/explore/surfaces/surface-words.ts";
import {
  chanceInWords,
  formatExactProbability,
  formatProbability,
  percentOf,
} from "../../client/state/format.ts";
import { SURFACES } from "../../client/state/surface.ts";
import type { WindowCounts } from "../../client/workers/cube-messages.ts";
import type {
  SignificanceFigures,
  SurfaceFigures,
  TestSummary,
} from "../../client/workers/surface-messages.ts";

const TEST: TestSummary = {
  tail: "hot",
  correction: "bh",
  ring: 1,
  method: { kind: "exact" },
  cells: 6512,
  tested: 6512,
  testedInside: 6512,
  islands: 0,
  meanPerCell: 0.08,
  sdPerCell: 0.4,
  lost: 3,
  hot: { cells: 41, n: 126, harm: null, areaM2: 1_950_000 },
  cold: { cells: 0, n: 0, harm: null, areaM2: 0 },
  hotAround: { cells: 90, n: 171, harm: null, areaM2: 4_300_000 },
  coldAround: { cells: 0, n: 0, harm: null, areaM2: 0 },
  studyM2: 86_700_000,
  leastSumOnMap: 8,
  never: 0,
};

function significance(part: Partial<SignificanceFigures> = {}): SignificanceFigures {
  return {
    kind: "significance",
    localSum: Float64Array.of(23, 0),
    neighbours: Uint8Array.of(6, 0),
    expected: Float64Array.of(9.2, Number.NaN),
    z: Float64Array.of(4.6, Number.NaN),
    p: Float64Array.of(0.00025, Number.NaN),
    q: Float64Array.of(0.012, Number.NaN),
    level: Int8Array.of(2, 127),
    test: TEST,
    ...part,
  };
}

function window(figures: SurfaceFigures, classes: number[]): WindowCounts {
  return {
    window: { from: 0, to: 3 },
    known: true,
    counts: Int32Array.of(5, 1),
    values: Float32Array.of(5, 1),
    classes: Uint8Array.from(classes),
    top: Uint32Array.of(0),
    total: 552,
    bufferTotal: 0,
    occupied: 2,
    cellsInArea: 2,
    harm: null,
    figures,
  };
}

describe("a hexagon in words", () => {
  test("says what is there, what chance would place, and how likely that is", () => {
    expect(cellSentence(window(significance(), [2, 255]), 0, "burglaries")).toBe(
      "23 burglaries around here where about 9.2 would be expected by chance; the chance of as many or more is 1 in 4,000.",
    );
  });

  test("says nothing of chance where there are no more than expected", () => {
    const figures = significance({ localSum: Float64Array.of(4, 0), p: Float64Array.of(0.98, Number.NaN) });
    expect(cellSentence(window(figures, [7, 255]), 0, "burglaries")).not.toContain("chance of");
  });

  test("says that it was not tested instead of giving a number that is none", () => {
    const shown = window(significance(), [2, 255]);
    expect(cellSentence(shown, 1, "burglaries")).toMatch(/^Not tested/);
    expect(classText(shown, 1, "burglaries")).toBe("Not tested");
    const columns = cellColumns({
      windows: [shown],
      shown: { from: "2020-08", to: "2020-10" },
      earlier: null,
      measure: "count",
      unit: "offences recorded",
      harmUnit: null,
    });
    for (const column of columns) expect(column.text(1)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("a probability", () => {
  test("is told as a chance that everybody knows", () => {
    expect([0.00025, 0.12, 0.03, 1.2e-7, 1e-12, 0.7].map(chanceInWords)).toEqual([
      "1 in 4,000",
      "1 in 8",
      "1 in 33",
      "1 in 8 million",
      "less than 1 in a billion",
      "more likely than not",
    ]);
  });

  test("never reads as nought or as certainty that it is not", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1, noNaN: true }), (p) => {
        expect(Number(formatProbability(p))).not.toBe(0);
        expect(formatExactProbability(p)).not.toMatch(/NaN|^0$/);
        if (p < 0.99) expect(formatProbability(p)).not.toBe("1.00");
      }),
    );
    expect([formatProbability(Number.NaN), formatExactProbability(1.2e-7)]).toEqual(["–", "1.2 × 10⁻⁷"]);
  });
});

describe("what the map finds", () => {
  const found = finding(window(significance(), [2, 255]), "burglaries", null);

  test("is told in volumes first, and a percentage never stands without both", () => {
    expect(`${found?.strong} ${found?.rest}`).toBe(
      "41 of 6,512 hexagons are significant hotspots. They hold 126 of 552 burglaries (23 %) on 1.95 of 86.7 km² (2.2 %); with the hexagons around, 171.",
    );
  });

  test("nothing found says what it would have taken", () => {
    const none = { ...TEST, hot: { cells: 0, n: 0, harm: null, areaM2: 0 } };
    const text = finding(window(significance({ test: none }), [7, 255]), "burglaries", null);
    expect(text?.strong).toBe("None of 6,512 hexagons is a significant hotspot.");
    expect(text?.rest).toContain("8 burglaries in and around a hexagon");
    const never = { ...none, leastSumOnMap: null };
    expect(finding(window(significance({ test: never }), [7, 255]), "burglaries", null)?.rest).toContain(
      "nothing can be said",
    );
  });

  test("a refusal gives its reason and says that counts are shown", () => {
    const refusal = {
      kind: "refused",
      code: "x",
      title: "Fewer than 30 hexagons.",
      text: "Too few.",
    } as const;
    expect(finding(window(refusal, [1, 0]), "burglaries", null)?.rest).toContain("Counts are shown instead");
  });

  test("no share of nothing", () => {
    expect([percentOf(3, 0), percentOf(0, 5), percentOf(1, 400)]).toEqual(["–", "0 %", "0.3 %"]);
  });
});

describe("what each colour means", () => {
  test("every class that is drawn has words, and no two the same", () => {
    const schemes: [SurfaceFigures, number[]][] = [
      [significance({ test: { ...TEST, tail: "two-sided" } }), Object.values(SIGNIFICANCE)],
      [
        {
          kind: "attainable",
          needed: new Float64Array(),
          localSum: new Float64Array(),
          q: new Float64Array(),
          test: TEST,
        },
        Object.values(ATTAINABLE),
      ],
    ];
    for (const [figures, classes] of schemes) {
      const shown = window(figures, classes);
      const words = classes.map((_, i) => classText(shown, i, "burglaries"));
      expect(words.every((text) => text !== "" && text !== "Not tested")).toBe(true);
    }
    const listed = classWords(significance({ test: { ...TEST, tail: "two-sided" } }), "burglaries");
    expect(new Set(listed.map(({ words }) => words)).size).toBe(listed.length);
  });

  test("histories and changes have a word for each kind", () => {
    expect(Object.keys(EMERGING)).toHaveLength(7);
    expect(Object.keys(CHANGE)).toHaveLength(4);
  });

  test("classes of persistence are whole numbers of steps, rising, the last one reachable", () => {
    for (const steps of [3, 4, 5, 10, 12, 20, 36, 60]) {
      const bounds = persistenceBounds(steps).map(({ least }) => least);
      expect(bounds[0]).toBe(1);
      expect(bounds.every((least, i) => Number.isInteger(least) && least > (bounds[i - 1] ?? 0))).toBe(true);
      expect(bounds.at(-1)).toBeLessThanOrEqual(steps);
    }
  });
});

describe("the choices", () => {
  test("every surface stands in exactly one of the three questions", () => {
    const listed = SURFACE_GROUPS.flatMap(({ surfaces }) => [...surfaces]);
    expect([...listed].sort()).toEqual([...SURFACES].sort());
  });

  test("every surface has one plain line, in the words of what is counted", () => {
    for (const surface of SURFACES) {
      const { line, legend, method, limits } = surfaceWords(surface, "calls recorded");
      expect(line.length).toBeLessThan(90);
      expect([line, legend].join(" ")).not.toContain("offences");
      expect(Math.min(method.length, limits.length)).toBeGreaterThan(20);
    }
  });
});

describe("the size of hexagons", () => {
  test("is said to be too small only under 0.2 each, and the finest that has as much is recommended", () => {
    expect(recommendedSize(0.2, 10)).toBeNull();
    expect(recommendedSize(0.1, 10)).toBe(9);
    expect(recommendedSize(0.02, 10)).toBe(8);
    expect(recommendedSize(0.0001, 11)).toBe(8);
    expect(recommendedSize(0.05, 8)).toBe(8);
  });
});

describe("the answer by harm", () => {
  const facts = {
    category: "Burglary",
    unit: "offences recorded",
    area: "Barnet",
    period: { from: "2020-08", to: "2020-10" },
    n: 552,
  };
  test("gives harm with the numbers that it comes from, and the earlier ones beside", () => {
    const { strong, rest } = harmSentence({
      ...facts,
      harm: 11_040,
      harmUnit: "days in prison",
      before: { n: 627, harm: 12_540, period: { from: "2019-08", to: "2019-10" }, kind: "year" },
    });
    expect(`${strong} ${rest}`).toBe(
      "Burglary in Barnet, by harm: 11,040 days in prison from 552 offences in Aug–Oct 2020, against 12,540 from 627 a year before.",
    );
  });
  test("by numbers it is the sentence as before", () => {
    const before = { n: 627, period: { from: "2019-08", to: "2019-10" }, kind: "year" as const };
    expect(answerSentence({ ...facts, before }).rest).toContain("552 offences");
  });
});
