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
  contrastRatio,
  lookOfClass,
  needsBorder,
  paintCells,
  parseHex,
  sequentialColours,
} from "../../client/map/colour-scales.ts";
import { paletteFrom } from "../../client/map/palette.ts";

const tokens = readFileSync(new URL("../../client/ui/tokens.css", import.meta.url), "utf8");
const [lightBlock = "", darkBlock = ""] = tokens.split('[data-theme="dark"]');

function paletteOf(theme: "light" | "dark") {
  const read = (block: string, name: string) => new RegExp(`${name}:\\s*(#[0-9a-f]{3,6})`).exec(block)?.[1];
  return paletteFrom(
    (name) => (theme === "dark" ? read(darkBlock, name) : undefined) ?? read(lightBlock, name) ?? "",
  );
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

  test("zero, unknown, suppressed and every bin look different", () => {
    const colours = sequentialColours(palette, 6);
    const looks = [CLASS_ZERO, 1, 2, 3, 4, 5, 6, CLASS_SUPPRESSED, CLASS_UNKNOWN].map((cls) =>
      JSON.stringify(lookOfClass(cls, colours, palette, 235)),
    );
    expect(new Set(looks).size).toBe(looks.length);
  });

  test("unknown has no fill and a mark, zero has a fill and no mark", () => {
    const unknown = lookOfClass(CLASS_UNKNOWN, [], palette, 235);
    const zero = lookOfClass(CLASS_ZERO, [], palette, 235);
    expect([unknown.fill[3], unknown.mark[3] > 0]).toEqual([0, true]);
    expect([zero.fill[3] > 0, zero.mark[3]]).toEqual([true, 0]);
  });
});

describe("painting", () => {
  const palette = paletteOf("light");
  test("every cell gets four bytes, and the buffer is paler", () => {
    const { fills, anyMarks } = paintCells(Uint8Array.of(1, 1), Uint8Array.of(0, 2), [1, 2], palette);
    expect(fills).toHaveLength(8);
    expect(fills[7]).toBeLessThan(fills[3] ?? 0);
    expect(anyMarks).toBe(false);
  });

  test("marks are drawn as soon as one cell is unknown", () => {
    expect(paintCells(Uint8Array.of(1, CLASS_UNKNOWN), Uint8Array.of(0, 0), [1], palette).anyMarks).toBe(
      true,
    );
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
