/** The map's colours, read from the design tokens, so that there is one place where a colour is written. */
import { parseHex, type Rgb } from "./colour-scales.ts";

export type Palette = {
  sequential: readonly Rgb[];
  /** More than chance, less and less likely to be chance. */
  hot: readonly Rgb[];
  cold: readonly Rgb[];
  /** Change, later − earlier. */
  more: Rgb;
  less: Rgb;
  noChange: Rgb;
  emerging: Record<"new" | "growing" | "persistent" | "fading" | "onAndOff" | "was", Rgb>;
  /** Where a hotspot could be shown, and where none could. */
  could: Rgb;
  never: Rgb;
  /** Some, but no more than chance could place. */
  some: Rgb;
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
    hot: [1, 2, 3].map((step) => read(`--hot-${step}`)),
    cold: [1, 2, 3].map((step) => read(`--cold-${step}`)),
    more: read("--div-p2"),
    less: read("--div-n2"),
    noChange: read("--div-0"),
    emerging: {
      new: read("--emerging-new"),
      growing: read("--emerging-growing"),
      persistent: read("--emerging-persistent"),
      fading: read("--emerging-fading"),
      onAndOff: read("--emerging-on-and-off"),
      was: read("--emerging-was"),
    },
    could: read("--could"),
    never: read("--never"),
    some: read("--some"),
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
