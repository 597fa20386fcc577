/** From classes to colours. The colours themselves are design tokens; nothing here depends on the data in view. */
import { CLASS_SUPPRESSED, CLASS_UNKNOWN, CLASS_ZERO, type ClassBreaks } from "./class-breaks.ts";
import type { Palette } from "./palette.ts";

export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb` or `#rgb` as numbers 0–255. @throws RangeError for anything else. */
export function parseHex(text: string): Rgb {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text.trim());
  const full = short
    ? short.slice(1).map((digit) => digit + digit)
    : /^#(..)(..)(..)$/.exec(text.trim())?.slice(1);
  const [red, green, blue] = (full ?? []).map((pair) => Number.parseInt(pair, 16));
  if (red === undefined || green === undefined || blue === undefined || Number.isNaN(red + green + blue)) {
    throw new RangeError(`parseHex: expected #rrggbb, got ${JSON.stringify(text)}`);
  }
  return [red, green, blue];
}

/** Contrast of two colours, 1–21 (WCAG 2.2). */
export function contrastRatio(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/**
 * Colours of a scale with so many classes: the two ends of the sequence and evenly between, so that the highest
 * class is always the strongest colour.
 */
export function sequentialColours(palette: Palette, classes: number): Rgb[] {
  const { sequential } = palette;
  if (classes <= 0) return [];
  const last = sequential.length - 1;
  if (classes === 1) return [sequential[Math.ceil(last / 2)] ?? [0, 0, 0]];
  return Array.from(
    { length: classes },
    (_, i) => sequential[Math.round((i * last) / (classes - 1))] ?? [0, 0, 0],
  );
}

/**
 * True if two classes that can lie beside each other are too alike in brightness (under 3:1) to be told apart by
 * it alone: the layer then draws a line of ground between hexagons.
 */
export function needsBorder(colours: readonly Rgb[]): boolean {
  return colours.some((colour, i) => {
    const next = colours[i + 1];
    return next !== undefined && contrastRatio(colour, next) < 3;
  });
}

/** How a class is drawn: its fill, and a mark in the middle for what is not a number. Alpha 0 = not drawn. */
export type ClassLook = {
  fill: readonly [number, number, number, number];
  mark: readonly [number, number, number, number];
};

/** Opacity of cells inside the area and of those in the buffer. */
const INSIDE_ALPHA = 235;
const BUFFER_ALPHA = 120;

/**
 * Look of each class. Bins are filled; zero is bare ground with a faint fill; unknown has no fill and a grey dot;
 * suppressed has a grey fill and a dark dot. So each can be told apart without colour.
 */
export function lookOfClass(
  cls: number,
  colours: readonly Rgb[],
  palette: Palette,
  alpha: number,
): ClassLook {
  const [r, g, b] = palette.unknown;
  if (cls === CLASS_UNKNOWN) return { fill: [0, 0, 0, 0], mark: [r, g, b, alpha] };
  if (cls === CLASS_SUPPRESSED) {
    const [dr, dg, db] = palette.ink;
    return { fill: [r, g, b, Math.round(alpha * 0.45)], mark: [dr, dg, db, alpha] };
  }
  const [zr, zg, zb] = palette.zero;
  if (cls === CLASS_ZERO) return { fill: [zr, zg, zb, Math.round(alpha * 0.35)], mark: [0, 0, 0, 0] };
  const [cr, cg, cb] = colours[cls - 1] ?? palette.ink;
  return { fill: [cr, cg, cb, alpha], mark: [0, 0, 0, 0] };
}

/** Fill and mark colours of every cell, four bytes each, for instanced layers. */
export function paintCells(
  classes: Uint8Array,
  flags: Uint8Array,
  breaks: ClassBreaks,
  palette: Palette,
): { fills: Uint8Array; marks: Uint8Array; anyMarks: boolean } {
  const colours = sequentialColours(palette, breaks.length);
  const inside = lookupTables(colours, palette, INSIDE_ALPHA);
  const buffer = lookupTables(colours, palette, BUFFER_ALPHA);
  const fills = new Uint32Array(classes.length);
  const marks = new Uint32Array(classes.length);
  let anyMarks = false;
  for (let i = 0; i < classes.length; i++) {
    const table = flags[i] === 2 ? buffer : inside;
    const cls = classes[i] as number;
    fills[i] = table.fill[cls] as number;
    marks[i] = table.mark[cls] as number;
    if (marks[i] !== 0) anyMarks = true;
  }
  return { fills: new Uint8Array(fills.buffer), marks: new Uint8Array(marks.buffer), anyMarks };
}

function lookupTables(colours: readonly Rgb[], palette: Palette, alpha: number) {
  const fill = new Uint8Array(256 * 4);
  const mark = new Uint8Array(256 * 4);
  for (let cls = 0; cls < 256; cls++) {
    const look = lookOfClass(cls, colours, palette, alpha);
    fill.set(look.fill, cls * 4);
    mark.set(look.mark, cls * 4);
  }
  return { fill: new Uint32Array(fill.buffer), mark: new Uint32Array(mark.buffer) };
}
