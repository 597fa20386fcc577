/** Arithmetic of colours. The colours themselves are design tokens; nothing here depends on the data in view. */
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
