import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellCube } from "#contract/cells.ts";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { buildNeighbourhood } from "#domain/grid/neighbourhood.ts";
import { giStar } from "#domain/hotspot/gi-star.ts";
import { monthsBetween } from "#domain/time/months.ts";
import { CLASS_UNKNOWN } from "../../client/map/class-breaks.ts";
import { ATTAINABLE, CHANGE, EMERGING, SIGNIFICANCE } from "../../client/map/class-schemes.ts";
import type { HarmWeights, WindowCounts, WindowsQuestion } from "../../client/workers/cube-messages.ts";
import { CubeWindows } from "../../client/workers/cube-windows.ts";
import { mergeCubes, mergeWholeCubes } from "../../client/workers/merge-cubes.ts";
import type { SurfaceQuestion } from "../../client/workers/surface-messages.ts";
import { knownSteps, StudyTests } from "../../client/workers/surfaces/study-tests.ts";
import { buffersOf, surfaceWindows } from "../../client/workers/surfaces/surface-windows.ts";

const MIDDLE = cellAt([-0.2, 51.6], 9);
const CELLS = cellDisk(MIDDLE, 6);
const MONTHS = monthsBetween("2018-01", "2020-12");
type Entry = { cell: number; month: number; n: number; category?: number };

/** A cube of a round area of 127 hexagons over three years. */
function wire(entries: readonly Entry[], part: Partial<CellCube> = {}): CellCube {
  return {
    cells: CELLS,
    flags: CELLS.map(() => 0),
    areaM2: CELLS.map(() => 100_000),
    centreInside: CELLS.map(() => 1),
    months: MONTHS,
    monthStates: MONTHS.map(() => "covered"),
    categories: ["burglary"],
    cellIndex: entries.map((e) => e.cell),
    monthIndex: entries.map((e) => e.month),
    categoryIndex: entries.map((e) => e.category ?? 0),
    n: entries.map((e) => e.n),
    ...part,
  };
}

function ask(
  cube: CellCube,
  surface: SurfaceQuestion,
  windows: WindowsQuestion["windows"],
  harm: HarmWeights | null = null,
): WindowCounts[] {
  const merge = mergeCubes(
    [cube],
    [
      { id: "burglary", parent: null },
      { id: "burglary.residential", parent: "burglary" },
    ],
  );
  if (!merge.ok) throw new Error("expected one area");
  const question = { key: "", show: "count" as const, windows, scaleMonths: 3, surface, harm };
  return surfaceWindows(new CubeWindows(merge.merged, null), new StudyTests(merge.merged), question);
}

const SIGNIFICANT = { kind: "significant", ring: 1, tail: "hot", correction: "bh" } as const;
const WHOLE = { from: 0, to: 36 };
/** The middle and the six around it, 5 in a month each; one incident here and there elsewhere. */
const CLUSTER: Entry[] = MONTHS.flatMap((_, month) => [
  ...cellDisk(MIDDLE, 1).map((cell) => ({ cell: CELLS.indexOf(cell), month, n: 5 })),
  { cell: (month * 7) % CELLS.length, month, n: 1 },
]);
const middle = CELLS.indexOf(MIDDLE);

function figuresOf<K extends WindowCounts["figures"]["kind"]>(window: WindowCounts | undefined, kind: K) {
  const figures = window?.figures;
  if (figures?.kind !== kind) throw new Error(`expected ${kind}, got ${JSON.stringify(figures)}`);
  return figures as Extract<WindowCounts["figures"], { kind: K }>;
}

describe("significance in the worker", () => {
  test("is that of the shared kernel, at any position of the slider and whatever was asked before", () => {
    const merge = mergeCubes([wire(CLUSTER)]);
    if (!merge.ok) throw new Error("expected one area");
    const cube = new CubeWindows(merge.merged, null);
    const study = new StudyTests(merge.merged);
    const window = fc.tuple(fc.nat(35), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 6 }), (walk) => {
        let last: WindowCounts | undefined;
        for (const [from, length] of walk) {
          const windows = [{ from, to: Math.min(36, from + length) }];
          const question = { key: "", show: "significant" as const, scaleMonths: 1, harm: null };
          [last] = surfaceWindows(cube, study, { ...question, windows, surface: SIGNIFICANT });
        }
        if (!last) throw new Error("expected a window");
        const alone = giStar(last.counts, buildNeighbourhood(CELLS, null, 1));
        if (!alone.ok) throw new Error(alone.detail);
        const figures = figuresOf(last, "significance");
        expect([...figures.q]).toEqual([...alone.result.q]);
        expect([...figures.localSum]).toEqual([...alone.result.localSum]);
      }),
      { numRuns: 30 },
    );
  });

  test("ranks the middle of a cluster among the first and says what the hot hexagons hold", () => {
    const [window] = ask(wire(CLUSTER), SIGNIFICANT, [WHOLE]);
    const { test: summary } = figuresOf(window, "significance");
    expect(window?.classes[middle]).toBe(SIGNIFICANCE.hot99);
    expect(window?.top[0]).toBe(middle);
    expect(summary.tested).toBe(CELLS.length);
    expect(summary.hot.n).toBeLessThanOrEqual(window?.total ?? 0);
    expect(summary.hot.n).toBeGreaterThanOrEqual(36 * 5 * 7);
    expect(summary.hotAround.n).toBeGreaterThanOrEqual(summary.hot.n);
    expect(summary.hotAround.cells).toBeGreaterThan(summary.hot.cells);
    expect(summary.studyM2).toBe(100_000 * CELLS.length);
  });

  test("tests no hexagon whose centre lies outside, counts its incidents as lost, and draws it as not tested", () => {
    const flags = CELLS.map((_, i) => (i === middle ? 1 : 0));
    const centreInside = CELLS.map((_, i) => (i === middle ? 0 : 1));
    const [window] = ask(wire(CLUSTER, { flags, centreInside }), SIGNIFICANT, [WHOLE]);
    const figures = figuresOf(window, "significance");
    expect(window?.classes[middle]).toBe(CLASS_UNKNOWN);
    expect(figures.q[middle]).toBeNaN();
    expect(figures.test.lost).toBe(window?.counts[middle]);
    expect([...(window?.top ?? [])]).not.toContain(middle);
  });

  test("cold classes follow only when asked for", () => {
    const even = CELLS.map((_, cell) => ({ cell, month: 0, n: 10 }));
    const hole = cellDisk(MIDDLE, 1).map((cell) => CELLS.indexOf(cell));
    const entries = even.map((entry) => (hole.includes(entry.cell) ? { ...entry, n: 0 } : entry));
    const noise = entries.map((entry, i) => ({ ...entry, n: entry.n === 0 ? 0 : entry.n + (i % 3) }));
    const hot = ask(wire(noise), SIGNIFICANT, [WHOLE])[0];
    const cold = ask(wire(noise), { ...SIGNIFICANT, tail: "cold" }, [WHOLE])[0];
    expect(hot?.classes[middle]).toBe(SIGNIFICANCE.none);
    expect(cold?.classes[middle]).toBe(SIGNIFICANCE.cold99);
    expect(figuresOf(cold, "significance").test.cold.cells).toBeGreaterThan(0);
  });

  test("where nothing can be tested the counts are shown, with the reason in words", () => {
    const few = {
      cells: CELLS.slice(0, 7),
      flags: [0, 0, 0, 0, 0, 0, 0],
      centreInside: [1, 1, 1, 1, 1, 1, 1],
    };
    const [tooFew] = ask(wire([{ cell: 0, month: 0, n: 3 }], few), SIGNIFICANT, [WHOLE]);
    expect(figuresOf(tooFew, "refused").title).toContain("Fewer than 30 hexagons");
    expect(tooFew?.classes[0]).toBeGreaterThan(0);
    const [none] = ask(wire([]), SIGNIFICANT, [WHOLE]);
    expect(figuresOf(none, "refused").code).toBe("no-incidents");
    const gaps = wire(CLUSTER, { monthStates: MONTHS.map(() => "gap") });
    expect(figuresOf(ask(gaps, SIGNIFICANT, [WHOLE])[0], "refused").code).toBe("no-data");
  });

  test("two windows are tested each by itself", () => {
    const [later, earlier] = ask(wire(CLUSTER), SIGNIFICANT, [
      { from: 24, to: 36 },
      { from: 12, to: 24 },
    ]);
    expect(later?.classes[middle]).toBe(SIGNIFICANCE.hot99);
    expect(earlier?.classes[middle]).toBe(SIGNIFICANCE.hot99);
    expect(later?.classes).not.toBe(earlier?.classes);
  });
});

describe("what could have been significant", () => {
  test("says how many it would have taken, and marks hexagons where nothing could show", () => {
    const [rich] = ask(wire(CLUSTER), { ...SIGNIFICANT, kind: "could-be-significant" }, [WHOLE]);
    const needed = figuresOf(rich, "attainable").needed[middle] ?? Number.NaN;
    expect(needed).toBeGreaterThan(7);
    expect(rich?.classes[middle]).toBe(ATTAINABLE.could);
    const one = ask(wire([{ cell: 3, month: 0, n: 1 }]), { ...SIGNIFICANT, kind: "could-be-significant" }, [
      WHOLE,
    ]);
    const { test: summary } = figuresOf(one[0], "attainable");
    expect(summary.never).toBe(summary.tested);
    expect(one[0]?.classes[middle]).toBe(ATTAINABLE.never);
  });
});

describe("change", () => {
  const later = { from: 24, to: 36 };
  const earlier = { from: 12, to: 24 };
  test("is later − earlier, clear only beyond chance, and none is not the same as no change", () => {
    const entries = [
      { cell: 0, month: 12, n: 40 },
      { cell: 0, month: 24, n: 5 },
      { cell: 1, month: 13, n: 2 },
      { cell: 1, month: 25, n: 3 },
      { cell: 2, month: 25, n: 30 },
    ];
    const [window] = ask(wire(entries), { kind: "change", correction: "bh" }, [later, earlier]);
    expect([...(window?.classes.slice(0, 4) ?? [])]).toEqual([
      CHANGE.less,
      CHANGE.noClearChange,
      CHANGE.more,
      CHANGE.noEvents,
    ]);
    expect([window?.values[0], window?.values[2]]).toEqual([-35, 30]);
    const { totals, more, less, tested } = figuresOf(window, "change");
    expect([totals.before, totals.after, more.cells, less.cells, tested]).toEqual([42, 38, 1, 1, 3]);
  });

  test("allows for the days of each period", () => {
    const [window] = ask(wire([{ cell: 0, month: 0, n: 31 }]), { kind: "change", correction: "bh" }, [
      { from: 1, to: 2 },
      { from: 0, to: 1 },
    ]);
    const { days, expected } = figuresOf(window, "change");
    expect([days.before, days.after]).toEqual([31, 28]);
    expect(expected[0]).toBeCloseTo(28, 9);
  });

  test("without an earlier period is refused", () => {
    const [window] = ask(wire(CLUSTER), { kind: "change", correction: "bh" }, [later]);
    expect(figuresOf(window, "refused").code).toBe("no-earlier");
  });
});

describe("history", () => {
  test("a place hot in every month is persistent, one hot in the last alone is new", () => {
    const spot = CELLS.indexOf(cellDisk(MIDDLE, 6).at(-1) ?? "");
    const fresh = cellDisk(CELLS[spot] ?? MIDDLE, 1)
      .map((cell) => CELLS.indexOf(cell))
      .filter((cell) => cell >= 0)
      .map((cell) => ({ cell, month: 35, n: 12 }));
    const noise = MONTHS.flatMap((_, month) =>
      CELLS.map((_, cell) => ({ cell, month, n: (cell * 7 + month * 13) % 11 === 0 ? 1 : 0 })),
    );
    const cube = wire([...CLUSTER, ...fresh, ...noise]);
    const [window] = ask(cube, { kind: "emerging", ring: 1, step: "month", steps: 12 }, [WHOLE]);
    const figures = figuresOf(window, "emerging");
    expect(window?.classes[middle]).toBe(EMERGING.persistent);
    expect(window?.classes[spot]).toBe(EMERGING.new);
    expect([figures.steps, figures.hotSteps[middle], figures.lastHot[spot]]).toEqual([12, 12, 1]);
    expect(window?.top[0]).not.toBe(middle);
  });

  test("persistence counts the steps in which a place was hot, and no more than there are", () => {
    const [months] = ask(wire(CLUSTER), { kind: "persistence", ring: 1, step: "month", steps: 12 }, [WHOLE]);
    expect(figuresOf(months, "persistence").hotSteps[middle]).toBe(12);
    const [years] = ask(wire(CLUSTER), { kind: "persistence", ring: 1, step: "year", steps: 5 }, [WHOLE]);
    const { steps, missing, hotSteps } = figuresOf(years, "persistence");
    expect([steps, missing, hotSteps[middle]]).toEqual([3, 2, 3]);
  });

  test("a step with a month that no source speaks of is left out, not taken for a fall", () => {
    const gaps = new Uint8Array(12);
    gaps[4] = 1;
    expect(knownSteps({ gaps }, 12, 4, 3)).toEqual([
      { from: 0, to: 3 },
      { from: 6, to: 9 },
      { from: 9, to: 12 },
    ]);
    expect(knownSteps({ gaps }, 11, 4, 3)).toEqual([
      { from: 5, to: 8 },
      { from: 8, to: 11 },
    ]);
  });

  test("too short a history is refused", () => {
    const [window] = ask(wire(CLUSTER), { kind: "emerging", ring: 1, step: "year", steps: 10 }, [WHOLE]);
    expect(figuresOf(window, "refused").code).toBe("too-few-steps");
  });
});

describe("harm", () => {
  const categories = ["burglary", "burglary.residential"];
  // In cell 0 three burglaries, two of them residential; in cell 1 one, not residential.
  const entries: Entry[] = [
    { cell: 0, month: 0, n: 3, category: 0 },
    { cell: 0, month: 0, n: 2, category: 1 },
    { cell: 1, month: 0, n: 1, category: 0 },
    { cell: 2, month: 1, n: 40, category: 0 },
  ];
  const weights: HarmWeights = {
    unit: "days",
    weights: [
      ["burglary", 10],
      ["burglary.residential", 20],
    ],
  };

  test("each incident is weighed once, by its own kind", () => {
    const [window] = ask(wire(entries, { categories }), { kind: "measure" }, [WHOLE], weights);
    expect([...(window?.harm?.byCell.slice(0, 3) ?? [])]).toEqual([50, 10, 400]);
    expect([window?.total, window?.harm?.total, window?.harm?.weighed]).toEqual([44, 460, 44]);
    expect([...(window?.top ?? [])]).toEqual([2, 0, 1]);
  });

  test("hexagons that owe most of it to one or two incidents are flagged", () => {
    const [window] = ask(wire(entries, { categories }), { kind: "measure" }, [WHOLE], weights);
    expect([...(window?.harm?.byFew.slice(0, 4) ?? [])]).toEqual([1, 1, 0, 0]);
  });

  test("kinds without a weight are not weighed at all", () => {
    const only: HarmWeights = { unit: "days", weights: [["burglary.residential", 20]] };
    const [window] = ask(wire(entries, { categories }), { kind: "measure" }, [WHOLE], only);
    expect([window?.harm?.total, window?.harm?.weighed]).toEqual([40, 2]);
  });

  test("significance of harm is that of the kernel on weights", () => {
    const [window] = ask(wire(entries, { categories }), SIGNIFICANT, [WHOLE], weights);
    const alone = giStar(window?.harm?.byCell ?? new Float64Array(), buildNeighbourhood(CELLS, null, 1));
    expect([...figuresOf(window, "significance").q]).toEqual(alone.ok ? [...alone.result.q] : []);
  });

  test("the window slides without drift: back where it began, the same figures", () => {
    const merge = mergeCubes(
      [wire(entries, { categories })],
      [
        { id: "burglary", parent: null },
        { id: "burglary.residential", parent: "burglary" },
      ],
    );
    if (!merge.ok) throw new Error("expected one area");
    const cube = new CubeWindows(merge.merged, null);
    const odd: HarmWeights = { unit: "£", weights: weights.weights.map(([id, w]) => [id, w * 1.1]) };
    const first = cube.window(0, { from: 0, to: 2 }, [1], odd).harm?.byCell;
    for (let to = 3; to < 30; to++) cube.window(0, { from: to - 2, to }, [1], odd);
    expect(cube.window(0, { from: 0, to: 2 }, [1], odd).harm?.byCell).toEqual(first);
  });
});

test("with a buffer hexagons at the boundary are shown by the polygon and tested whole", () => {
  const flags = CELLS.map((_, i) => (i === middle ? 1 : i < 100 ? 0 : 2));
  const shown = wire(CLUSTER, { flags });
  const whole = wire([...CLUSTER, { cell: middle, month: 0, n: 100 }], { flags });
  const merge = mergeCubes([shown]);
  if (!merge.ok) throw new Error("expected one area");
  const tested = mergeWholeCubes([whole, whole], CELLS, []);
  const study = new StudyTests(merge.merged, tested);
  const question = { key: "", show: "significant" as const, scaleMonths: 3, harm: null };
  const windows = [WHOLE];
  const [window] = surfaceWindows(new CubeWindows(merge.merged, null), study, {
    ...question,
    windows,
    surface: SIGNIFICANT,
  });
  const { localSum, test: summary } = figuresOf(window, "significance");
  const [plain] = ask(wire(CLUSTER), SIGNIFICANT, [WHOLE]);
  expect(window?.counts[middle]).toBe(plain?.counts[middle]);
  expect(localSum[middle]).toBe((figuresOf(plain, "significance").localSum[middle] ?? 0) + 100);
  expect(summary.tested).toBe(CELLS.length);
  expect(summary.testedInside).toBe(100);
});

test("every column of an answer is handed over once, and none of the cube's own", () => {
  const windows = ask(wire(CLUSTER), SIGNIFICANT, [WHOLE, { from: 0, to: 12 }]);
  const buffers = buffersOf(windows);
  expect(new Set(buffers).size).toBe(buffers.length);
  expect(() => structuredClone(windows, { transfer: buffers as ArrayBuffer[] })).not.toThrow();
});
