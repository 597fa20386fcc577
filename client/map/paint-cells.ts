/** From classes to the bytes that instanced layers draw from. */
import { type ClassScheme, lookOf } from "./class-schemes.ts";
import type { MarkShape } from "./mark-shapes.ts";
import type { Palette } from "./palette.ts";

/** Opacity of cells inside the area and of those in the buffer, 0–255. */
const INSIDE_ALPHA = 235;
const BUFFER_ALPHA = 120;
const FLAG_BUFFER = 2;

/** Cells that carry a mark of one shape, and its colours, four bytes each. */
export type ShapeMarks = { shape: MarkShape; cells: Uint32Array; colours: Uint8Array };
/** Fills by cell, four bytes each. */
export type Painted = { fills: Uint8Array; marks: ShapeMarks[] };

/**
 * Fill of every cell, four bytes each, and the marks by shape. O(cells).
 * @param flags 2 = buffer: drawn paler. @param opacity below 1 where something else matters more than the hexagons.
 */
export function paintCells(
  classes: Uint8Array,
  flags: Uint8Array,
  scheme: ClassScheme,
  palette: Palette,
  opacity = 1,
): Painted {
  const inside = lookupTables(scheme, palette, INSIDE_ALPHA * opacity);
  const buffer = lookupTables(scheme, palette, BUFFER_ALPHA * opacity);
  const fills = new Uint32Array(classes.length);
  const marked = new Map<MarkShape, number[]>();
  for (let i = 0; i < classes.length; i++) {
    const cls = classes[i] as number;
    fills[i] = (flags[i] === FLAG_BUFFER ? buffer : inside).fill[cls] as number;
    const shape = inside.shape[cls];
    if (!shape) continue;
    const cells = marked.get(shape);
    if (cells) cells.push(i);
    else marked.set(shape, [i]);
  }
  const marks = [...marked].map(([shape, cells]) => {
    const colours = Uint32Array.from(
      cells,
      (i) => (flags[i] === FLAG_BUFFER ? buffer : inside).mark[classes[i] as number] as number,
    );
    return { shape, cells: Uint32Array.from(cells), colours: new Uint8Array(colours.buffer) };
  });
  return { fills: new Uint8Array(fills.buffer), marks };
}

type LookupTables = { fill: Uint32Array; mark: Uint32Array; shape: (MarkShape | undefined)[] };

function lookupTables(scheme: ClassScheme, palette: Palette, alpha: number): LookupTables {
  const fill = new Uint8Array(256 * 4);
  const mark = new Uint8Array(256 * 4);
  const shape: (MarkShape | undefined)[] = [];
  for (let cls = 0; cls < 256; cls++) {
    const look = lookOf(scheme, cls, palette);
    if (look.fill) fill.set([...look.fill, Math.round(alpha * look.opacity)], cls * 4);
    if (look.mark) mark.set([...look.mark.colour, Math.round(alpha)], cls * 4);
    shape.push(look.mark?.shape);
  }
  return { fill: new Uint32Array(fill.buffer), mark: new Uint32Array(mark.buffer), shape };
}
