/** The map's colours, read from the design tokens, so that there is one place where a colour is written. */
import { parseHex, type Rgb } from "./colour-scales.ts";

export type Palette = {
  sequential: readonly Rgb[];
  ink: Rgb;
  ink2: Rgb;
  surface: Rgb;
  accent: Rgb;
  /** Ground of hexagons in which nothing was recorded. */
  zero: Rgb;
  unknown: Rgb;
  land: Rgb;
  edge: Rgb;
  water: Rgb;
  park: Rgb;
  road: Rgb;
};

/** Palette from a reader of tokens (`--seq-1` → `#f5e9c9`). @throws RangeError if a token is missing. */
export function paletteFrom(token: (name: string) => string): Palette {
  const read = (name: string) => parseHex(token(name));
  return {
    sequential: [1, 2, 3, 4, 5, 6].map((step) => read(`--seq-${step}`)),
    ink: read("--ink"),
    ink2: read("--ink-2"),
    surface: read("--surface"),
    accent: read("--accent"),
    zero: read("--surface"),
    unknown: read("--ink-3"),
    land: read("--map-land"),
    edge: read("--map-edge"),
    water: read("--map-water"),
    park: read("--map-park"),
    road: read("--map-road"),
  };
}

/** Palette of the theme that is on the document now. */
export function documentPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return paletteFrom((name) => style.getPropertyValue(name));
}

/** CSS text of a colour, for MapLibre. */
export function css([red, green, blue]: Rgb, alpha = 1): string {
  return `rgba(${red},${green},${blue},${alpha})`;
}
