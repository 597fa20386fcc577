import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellCube } from "#contract/cells.ts";
import { buildMonthCube, monthTotals, moveWindow, sumWindow } from "../../client/workers/cube-kernel.ts";
import { CubeWindows } from "../../client/workers/cube-windows.ts";
import { LatestWins } from "../../client/workers/latest-wins.ts";
import { peopleDenominator, scaleForWindows } from "../../client/workers/measure-values.ts";
import { mergeCubes } from "../../client/workers/merge-cubes.ts";
import { topCells } from "../../client/workers/top-cells.ts";

const CELLS = 9;
const MONTHS = 12;
const entry = fc.record({
  cell: fc.nat(CELLS - 1),
  month: fc.nat(MONTHS - 1),
  n: fc.integer({ min: 1, max: 50 }),
});
const window = fc
  .tuple(fc.nat(MONTHS), fc.nat(MONTHS))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
type Entry = { cell: number; month: number; n: number };

function cubeOf(entries: readonly Entry[]) {
  return buildMonthCube(CELLS, MONTHS, {
    cellIndex: entries.map((e) => e.cell),
    monthIndex: entries.map((e) => e.month),
    n: entries.map((e) => e.n),
  });
}

function byHand(entries: readonly Entry[], { from, to }: { from: number; to: number }): number[] {
  const sums = new Array<number>(CELLS).fill(0);
  for (const e of entries) if (e.month >= from && e.month < to) sums[e.cell] = (sums[e.cell] ?? 0) + e.n;
  return sums;
}

describe("the month cube", () => {
  test("sums any window as adding the rows by hand does", () => {
    fc.assert(
      fc.property(fc.array(entry), window, (entries, w) => {
        expect([...sumWindow(cubeOf(entries), w)]).toEqual(byHand(entries, w));
      }),
    );
  });

  test("moving a window gives what a fresh sum gives, over any walk", () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(window, { minLength: 2, maxLength: 8 }), (entries, walk) => {
        const cube = cubeOf(entries);
        let at = walk[0] ?? { from: 0, to: 0 };
        let sums = sumWindow(cube, at);
        for (const next of walk) {
          sums = moveWindow(cube, sums, at, next);
          at = next;
        }
        expect([...sums]).toEqual(byHand(entries, at));
      }),
    );
  });

  test("monthly totals add up to the whole", () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const totals = monthTotals(cubeOf(entries), new Uint8Array(CELLS).fill(1));
        expect(totals.reduce((a, b) => a + b, 0)).toBe(entries.reduce((sum, e) => sum + e.n, 0));
      }),
    );
  });

  test("columns of different length and indexes out of range are refused", () => {
    expect(() => buildMonthCube(1, 1, { cellIndex: [0], monthIndex: [], n: [1] })).toThrow(RangeError);
    expect(() => buildMonthCube(1, 1, { cellIndex: [1], monthIndex: [0], n: [1] })).toThrow(RangeError);
    expect(() => buildMonthCube(1, 1, { cellIndex: [0], monthIndex: [3], n: [1] })).toThrow(RangeError);
  });
});

describe("the busiest cells", () => {
  test("are those of a full sort", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (values, k) => {
          const sorted = values
            .map((value, i) => ({ value, i }))
            .filter(({ value }) => value > 0)
            .sort((a, b) => b.value - a.value || a.i - b.i)
            .slice(0, k)
            .map(({ i }) => i);
          expect([...topCells(values, new Uint8Array(values.length).fill(1), k)]).toEqual(sorted);
        },
      ),
    );
  });

  test("leave out the buffer", () => {
    expect([...topCells([5, 9, 1], Uint8Array.of(1, 0, 1), 2)]).toEqual([0, 2]);
  });
});

function wire(
  cells: string[],
  flags: number[],
  rows: [cell: number, month: number, n: number][],
  gap = false,
): CellCube {
  return {
    cells,
    flags,
    areaM2: cells.map(() => 15_000),
    centreInside: cells.map(() => 1),
    months: ["2020-01", "2020-02"],
    monthStates: ["covered", gap ? "gap" : "covered"],
    categories: ["burglary"],
    cellIndex: rows.map(([cell]) => cell),
    monthIndex: rows.map(([, month]) => month),
    categoryIndex: rows.map(() => 0),
    n: rows.map(([, , n]) => n),
  };
}

describe("areas looked at together", () => {
  test("a cell that two areas share along their boundary holds what each of them counts", () => {
    const result = mergeCubes([
      wire(
        ["a", "b"],
        [0, 1],
        [
          [0, 0, 3],
          [1, 0, 2],
        ],
      ),
      wire(["b", "c"], [1, 0], [[0, 0, 4]]),
    ]);
    if (!result.ok) throw new Error("expected areas that lie beside each other");
    const { cube, cells, areaMonthTotals } = result.merged;
    expect([...sumWindow(cube, { from: 0, to: 1 })]).toEqual([3, 6, 0]);
    expect(cells).toEqual(["a", "b", "c"]);
    expect(areaMonthTotals.map((totals) => totals[0])).toEqual([5, 4]);
  });

  test("areas that overlap are refused", () => {
    expect(mergeCubes([wire(["a"], [0], []), wire(["a"], [1], [])])).toEqual({
      ok: false,
      reason: "overlap",
    });
  });

  test("one area's buffer inside another area is counted once", () => {
    const result = mergeCubes([wire(["a", "b"], [0, 2], [[1, 0, 7]]), wire(["b"], [0], [[0, 0, 7]])]);
    if (!result.ok) throw new Error("expected areas that lie beside each other");
    expect([...sumWindow(result.merged.cube, { from: 0, to: 2 })]).toEqual([0, 7]);
    expect([...result.merged.counted]).toEqual([1, 1]);
  });
});

describe("windows of a cube", () => {
  const result = mergeCubes([
    wire(
      ["a", "b", "c"],
      [0, 1, 2],
      [
        [0, 0, 3],
        [1, 1, 2],
        [2, 0, 9],
      ],
      true,
    ),
  ]);
  if (!result.ok) throw new Error("expected one area");
  const windows = new CubeWindows(result.merged, null);

  test("keep the buffer out of the total and in a total of its own", () => {
    const answer = windows.window(0, { from: 0, to: 2 }, [1]);
    expect([answer.total, answer.bufferTotal, answer.occupied, answer.cellsInArea]).toEqual([5, 9, 2, 2]);
  });

  test("of months that no source covers are unknown, not zero", () => {
    expect([...windows.window(0, { from: 1, to: 2 }, [1]).classes]).toEqual([255, 255, 255]);
    expect([...windows.window(0, { from: 0, to: 1 }, [1]).classes]).toEqual([1, 0, 1]);
  });

  test("two slots do not disturb each other", () => {
    windows.window(0, { from: 0, to: 1 }, [1]);
    windows.window(1, { from: 1, to: 2 }, [1]);
    expect([...windows.window(0, { from: 0, to: 2 }, [1]).counts]).toEqual([3, 2, 9]);
    expect([...windows.window(1, { from: 0, to: 2 }, [1]).counts]).toEqual([3, 2, 9]);
  });

  test("the scale depends on the window's length, not on its position or on the buffer", () => {
    expect(windows.breaks(1)).toBe(windows.breaks(1));
    const { cube, counted } = result.merged;
    const scale = scaleForWindows({
      figuresOf: (window) => sumWindow(cube, window),
      monthCount: 2,
      length: 1,
      denominator: null,
      include: counted,
      whole: true,
    });
    expect(scale.at(-1)).toBeLessThanOrEqual(3);
  });

  test("no rate where hardly anybody lives", () => {
    expect([...peopleDenominator([null, 19, 20, 1500])]).toEqual([Number.NaN, Number.NaN, 0.02, 1.5]);
  });
});

describe("the last request wins", () => {
  test("of questions asked while one is under way only the newest is put", () => {
    const asked: [string, number][] = [];
    const got: string[] = [];
    const queue = new LatestWins<string, string>(
      (question, id) => asked.push([question, id]),
      (answer) => got.push(answer),
    );
    for (const question of ["a", "b", "c"]) queue.put(question);
    expect(asked).toEqual([["a", 1]]);
    queue.settle(1, "A");
    expect(asked).toEqual([
      ["a", 1],
      ["c", 2],
    ]);
    queue.settle(1, "late");
    queue.settle(2, "C");
    expect(got).toEqual(["A", "C"]);
  });

  test("answers to forgotten questions are dropped", () => {
    const got: string[] = [];
    const queue = new LatestWins<string, string>(
      () => undefined,
      (answer) => got.push(answer),
    );
    queue.put("a");
    queue.forget();
    queue.settle(1, "A");
    expect(got).toEqual([]);
  });
});
