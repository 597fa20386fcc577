import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CLASS_SUPPRESSED,
  CLASS_UNKNOWN,
  CLASS_ZERO,
  classBreaks,
  classOf,
  roundNicely,
} from "../../client/map/class-breaks.ts";
import {
  ATTAINABLE,
  CHANGE,
  type ClassScheme,
  EMERGING,
  lookOf,
  SIGNIFICANCE,
} from "../../client/map/class-schemes.ts";
import {
  contrastRatio,
  needsBorder,
  parseHex,
  type Rgb,
  sequentialColours,
} from "../../client/map/colour-scales.ts";
import { MARK_SHAPES, markCorners } from "../../client/map/mark-shapes.ts";
import { paintCells } from "../../client/map/paint-cells.ts";
import { paletteFrom } from "../../client/map/palette.ts";

const tokens = readFileSync(new URL("../../client/ui/tokens.css", import.meta.url), "utf8");
const [lightBlock = "", darkBlock = ""] = tokens.split('[data-theme="dark"]');

function paletteOf(theme: "light" | "dark") {
  const read = (block: string, name: string) => new RegExp(`${name}:\\s*(#[0-9a-f]{3,6})`).exec(block)?.[1];
  return paletteFrom(
    (name) => (theme === "dark" ? read(darkBlock, name) : undefined) ?? read(lightBlock, name) ?? "",
  );
}

const BINS: ClassScheme = { kind: "bins", breaks: [1, 2, 3, 4, 5, 6] };
const SCHEMES: { scheme: ClassScheme; classes: number[] }[] = [
  { scheme: BINS, classes: [CLASS_ZERO, 1, 2, 3, 4, 5, 6] },
  { scheme: { kind: "persistence" }, classes: [0, 1, 2, 3, 4, 5, 6] },
  { scheme: { kind: "significance" }, classes: Object.values(SIGNIFICANCE) },
  { scheme: { kind: "attainable" }, classes: Object.values(ATTAINABLE) },
  { scheme: { kind: "change" }, classes: Object.values(CHANGE) },
  { scheme: { kind: "emerging" }, classes: Object.values(EMERGING) },
];

/** Simulation of Viénot, Brettel and Mollon 1999, on linear channels. */
function simulate(rows: readonly (readonly [number, number, number])[]) {
  return (colour: Rgb): Rgb => {
    const linear = colour.map((c) => (c / 255) ** 2.2);
    const [r = 0, g = 0, b = 0] = rows.map((row) => row.reduce((sum, w, i) => sum + w * (linear[i] ?? 0), 0));
    const back = (c: number) => 255 * Math.min(1, Math.max(0, c)) ** (1 / 2.2);
    return [back(r), back(g), back(b)];
  };
}
const deuteranope = simulate([
  [0.29275, 0.70725, 0],
  [0.29275, 0.70725, 0],
  [-0.02234, 0.02234, 1],
]);
const protanope = simulate([
  [0.11238, 0.88762, 0],
  [0.11238, 0.88762, 0],
  [0.00401, -0.00401, 1],
]);
function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

describe.each(["light", "dark"] as const)("colours in %s", (theme) => {
  const palette = paletteOf(theme);

  test("the sequence runs one way in brightness, so that it reads in greyscale", () => {
    const contrastWithBlack = palette.sequential.map((colour) => contrastRatio(colour, [0, 0, 0]));
    const sorted = [...contrastWithBlack].sort((a, b) => (theme === "light" ? b - a : a - b));
    expect(contrastWithBlack).toEqual(sorted);
  });

  test("neighbouring classes differ by 3:1, or the scale asks for a border between hexagons", () => {
    const colours = sequentialColours(palette, 6);
    const alike = colours.slice(1).some((colour, i) => contrastRatio(colour, colours[i] ?? colour) < 3);
    expect(needsBorder(colours)).toBe(alike);
  });

  test("the lowest and highest class differ by far more than 3:1", () => {
    expect(
      contrastRatio(palette.sequential[0] ?? [0, 0, 0], palette.sequential[5] ?? [0, 0, 0]),
    ).toBeGreaterThan(7);
  });

  test.each(SCHEMES)("every class of $scheme.kind looks different from all others", ({ scheme, classes }) => {
    const looks = [...classes, CLASS_SUPPRESSED, CLASS_UNKNOWN].map((cls) =>
      JSON.stringify(lookOf(scheme, cls, palette)),
    );
    expect(new Set(looks).size).toBe(looks.length);
  });

  test("unknown has no fill and a mark, zero has a fill and no mark", () => {
    const unknown = lookOf(BINS, CLASS_UNKNOWN, palette);
    const zero = lookOf(BINS, CLASS_ZERO, palette);
    expect([unknown.fill, unknown.mark !== null]).toEqual([null, true]);
    expect([zero.fill !== null, zero.mark]).toEqual([true, null]);
  });

  test("the surer a hotspot, the farther its colour from the ground", () => {
    for (const ramp of [palette.hot, palette.cold]) {
      const contrasts = ramp.map((colour) => contrastRatio(colour, palette.zero));
      expect(contrasts).toEqual([...contrasts].sort((a, b) => a - b));
      expect(contrasts.at(-1)).toBeGreaterThan(7);
    }
  });

  test("significant at 5 % stands out by 3:1 from ground and from what is not significant", () => {
    for (const ground of [palette.zero, palette.some]) {
      expect(contrastRatio(palette.hot[1] ?? ground, ground)).toBeGreaterThan(3);
      expect(contrastRatio(palette.hot[2] ?? ground, ground)).toBeGreaterThan(3);
    }
  });

  test("kinds of history and of change stand out by 3:1 from the ground, each with a mark that stands out from it", () => {
    const kinds = Object.values(EMERGING).filter((cls) => cls !== EMERGING.none);
    const looks = [
      ...kinds.map((cls) => lookOf({ kind: "emerging" }, cls, palette)),
      ...[CHANGE.more, CHANGE.less].map((cls) => lookOf({ kind: "change" }, cls, palette)),
    ];
    for (const { fill, mark } of looks) {
      expect(contrastRatio(fill ?? palette.zero, palette.zero)).toBeGreaterThan(3);
      expect(contrastRatio(fill ?? palette.zero, mark?.colour ?? fill ?? palette.zero)).toBeGreaterThan(3);
    }
    const marks = kinds.map((cls) => lookOf({ kind: "emerging" }, cls, palette).mark?.shape);
    expect(new Set(marks).size).toBe(kinds.length);
  });

  test("more and fewer, hot and cold can be told apart by readers who confuse red and green", () => {
    const pairs = [
      [palette.more, palette.less],
      [palette.hot[1], palette.cold[1]],
      [palette.hot[2], palette.cold[2]],
    ] as const;
    for (const [a, b] of pairs) {
      for (const see of [deuteranope, protanope]) {
        expect(distance(see(a ?? [0, 0, 0]), see(b ?? [0, 0, 0]))).toBeGreaterThan(60);
      }
    }
  });
});

describe("painting", () => {
  const palette = paletteOf("light");
  test("every cell gets four bytes, and the buffer is paler", () => {
    const { fills, marks } = paintCells(Uint8Array.of(1, 1), Uint8Array.of(0, 2), BINS, palette);
    expect(fills).toHaveLength(8);
    expect(fills[7]).toBeLessThan(fills[3] ?? 0);
    expect(marks).toEqual([]);
  });

  test("marks are drawn for the cells that carry one, by shape", () => {
    const classes = Uint8Array.of(EMERGING.none, EMERGING.new, CLASS_UNKNOWN, EMERGING.new);
    const { marks } = paintCells(classes, new Uint8Array(4), { kind: "emerging" }, palette);
    expect(marks.map(({ shape, cells }) => [shape, [...cells]])).toEqual([
      ["diamond", [1, 3]],
      ["dot", [2]],
    ]);
    expect(marks[0]?.colours).toHaveLength(8);
  });

  test("marks are convex and stay inside their hexagon, so that each is drawn as one shape", () => {
    for (const shape of MARK_SHAPES) {
      const corners = markCorners(shape);
      for (const [i, [x1, y1]] of corners.entries()) {
        const [x2, y2] = corners[(i + 1) % corners.length] ?? [0, 0];
        const [x3, y3] = corners[(i + 2) % corners.length] ?? [0, 0];
        expect((x2 - x1) * (y3 - y2) - (y2 - y1) * (x3 - x2)).toBeGreaterThan(0);
        expect(Math.hypot(x1, y1)).toBeLessThan(Math.sqrt(3) / 2);
      }
    }
  });

  test("fewer classes still end in the strongest colour", () => {
    expect(sequentialColours(palette, 3).at(-1)).toEqual(palette.sequential.at(-1));
    expect(sequentialColours(palette, 0)).toEqual([]);
  });

  test("only a colour is read as a colour", () => {
    expect(parseHex("#fff")).toEqual([255, 255, 255]);
    expect(() => parseHex("red")).toThrow(RangeError);
  });
});

describe("class breaks", () => {
  const positives = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 300 });

  test("of counts are whole, begin at 1, rise strictly, and are at most six", () => {
    fc.assert(
      fc.property(positives, (values) => {
        const breaks = classBreaks(Float64Array.from(values), true);
        expect(breaks[0]).toBe(1);
        expect(breaks.length).toBeLessThanOrEqual(6);
        expect(breaks.every(Number.isInteger)).toBe(true);
        expect(breaks.every((bound, i) => i === 0 || bound > (breaks[i - 1] ?? 0))).toBe(true);
      }),
    );
  });

  test("of rates rise strictly and never exceed the largest value", () => {
    fc.assert(
      fc.property(positives, (values) => {
        const breaks = classBreaks(
          Float64Array.from(values, (n) => n / 7),
          false,
        );
        expect(breaks.every((bound, i) => i === 0 || bound > (breaks[i - 1] ?? 0))).toBe(true);
        expect(breaks.at(-1) ?? 0).toBeLessThanOrEqual(Math.max(...values) / 7);
      }),
    );
  });

  test("no values, no classes", () => {
    expect(classBreaks(new Float64Array(), true)).toEqual([]);
  });

  test("every value falls into exactly one class", () => {
    const breaks = [1, 2, 4, 6, 9, 13];
    expect([null, Number.NaN, 0, 0.5, 1, 3, 4, 12, 13, 500].map((value) => classOf(value, breaks))).toEqual([
      255, 255, 0, 1, 1, 2, 3, 5, 6, 6,
    ]);
  });

  test("nice numbers are not above the number they stand for", () => {
    expect([0.0437, 1.27, 3.3, 7.8, 214].map(roundNicely)).toEqual([0.042, 1.2, 3.2, 7.5, 200]);
  });
});
