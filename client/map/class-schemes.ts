/**
 * How each class of each surface looks: a fill, and a mark for whoever cannot tell the fills apart. The one place
 * where a class becomes a colour; the colours themselves are design tokens.
 */
import { CLASS_SUPPRESSED, CLASS_UNKNOWN, CLASS_ZERO, type ClassBreaks } from "./class-breaks.ts";
import { type Rgb, sequentialColours } from "./colour-scales.ts";
import type { MarkShape } from "./mark-shapes.ts";
import type { Palette } from "./palette.ts";

/** Which classes a number from the worker stands for. */
export type ClassScheme =
  | { kind: "bins"; breaks: ClassBreaks }
  | { kind: "significance" }
  | { kind: "attainable" }
  | { kind: "change" }
  | { kind: "emerging" }
  | { kind: "persistence" };

/** Fill and mark of a class; opacity 0–1 beside the fill's own. null = not drawn. */
export type ClassLook = { fill: Rgb | null; opacity: number; mark: { shape: MarkShape; colour: Rgb } | null };

/** Hot classes are their own numbers 1–3 (surest = 3), cold ones follow; not significant with none, or with some. */
export const SIGNIFICANCE = {
  none: 0,
  hot90: 1,
  hot95: 2,
  hot99: 3,
  cold90: 4,
  cold95: 5,
  cold99: 6,
  notSignificant: 7,
};
export const ATTAINABLE = { never: 0, could: 1 };
export const CHANGE = { noEvents: 0, noClearChange: 1, more: 2, less: 3 };
export const EMERGING = { none: 0, new: 1, growing: 2, persistent: 3, fading: 4, onAndOff: 5, was: 6 };
/** Least share of months hot at which each class of persistence begins; class 0 = never hot. */
export const PERSISTENCE_SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.9] as const;

/** Look of a class. Classes that the scheme does not know look like those of which nothing is known. */
export function lookOf(scheme: ClassScheme, cls: number, palette: Palette): ClassLook {
  if (cls === CLASS_UNKNOWN)
    return { fill: null, opacity: 0, mark: { shape: "dot", colour: palette.unknown } };
  if (cls === CLASS_SUPPRESSED)
    return { fill: palette.unknown, opacity: 0.45, mark: { shape: "dot", colour: palette.ink } };
  switch (scheme.kind) {
    case "bins":
      return cls === CLASS_ZERO
        ? pale(palette)
        : plain(sequentialColours(palette, scheme.breaks.length)[cls - 1] ?? palette.ink);
    case "persistence":
      return cls === 0 ? pale(palette) : plain(palette.sequential[cls - 1] ?? palette.ink);
    case "significance":
      return significanceLook(cls, palette);
    case "attainable":
      return cls === ATTAINABLE.could
        ? plain(palette.could)
        : marked(palette.never, { shape: "bar", colour: palette.ink2 });
    case "change":
      return changeLook(cls, palette);
    case "emerging":
      return emergingLook(cls, palette);
  }
}

function plain(fill: Rgb): ClassLook {
  return { fill, opacity: 1, mark: null };
}

function marked(fill: Rgb, mark: { shape: MarkShape; colour: Rgb }): ClassLook {
  return { fill, opacity: 1, mark };
}

/** Tested, counted, and nothing to say: bare ground with a faint fill. */
function pale({ zero }: Palette): ClassLook {
  return { fill: zero, opacity: 0.35, mark: null };
}

function significanceLook(cls: number, palette: Palette): ClassLook {
  if (cls === SIGNIFICANCE.none) return pale(palette);
  if (cls === SIGNIFICANCE.notSignificant) return plain(palette.some);
  if (cls <= SIGNIFICANCE.hot99) return plain(palette.hot[cls - 1] ?? palette.ink);
  const fill = palette.cold[cls - SIGNIFICANCE.cold90] ?? palette.ink;
  return marked(fill, { shape: "bar", colour: palette.surface });
}

function changeLook(cls: number, palette: Palette): ClassLook {
  switch (cls) {
    case CHANGE.more:
      return marked(palette.more, { shape: "triangle-up", colour: palette.surface });
    case CHANGE.less:
      return marked(palette.less, { shape: "triangle-down", colour: palette.surface });
    case CHANGE.noClearChange:
      return plain(palette.noChange);
    default:
      return pale(palette);
  }
}

function emergingLook(cls: number, palette: Palette): ClassLook {
  const { emerging, surface } = palette;
  switch (cls) {
    case EMERGING.new:
      return marked(emerging.new, { shape: "diamond", colour: surface });
    case EMERGING.growing:
      return marked(emerging.growing, { shape: "triangle-up", colour: surface });
    case EMERGING.persistent:
      return marked(emerging.persistent, { shape: "square", colour: surface });
    case EMERGING.fading:
      return marked(emerging.fading, { shape: "triangle-down", colour: surface });
    case EMERGING.onAndOff:
      return marked(emerging.onAndOff, { shape: "bar", colour: surface });
    case EMERGING.was:
      return marked(emerging.was, { shape: "dot", colour: surface });
    default:
      return pale(palette);
  }
}
