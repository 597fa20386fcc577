/**
 * What is seen from one point, as strips: in each range of directions the ground between two boundaries, each a
 * straight wall, the edge of a roof's shadow, the viewer's own foot or the circle of the range. Areas and "is this
 * point seen" follow exactly from it; nothing is approximated by pixels or chords.
 */
import type { SightLines } from "./sight-lines.ts";

/** Boundaries that are no lines: the viewer itself, and the circle of the range. */
export const ORIGIN = -1;
export const ARC = -2;

export type View = {
  x: number;
  y: number;
  /** Nothing is counted beyond, m. */
  rangeM: number;
  /** Directions are counted anticlockwise from here, radians from east; 0 … widthRad. */
  baseRad: number;
  widthRad: number;
  lines: SightLines;
  /** Footprint that a line is a wall of; −1 for bare walls and the edges of shadows. */
  footprintOfLine: readonly number[];
  /** Sector s spans from[s] … from[s + 1]; its strips are first[s] … first[s + 1] − 1, nearest first. */
  sectors: number;
  from: Float64Array;
  first: Int32Array;
  inner: Int32Array;
  outer: Int32Array;
  nudgedM: number;
  /** Footprints within range, and those of them without a known height. */
  footprints: number;
  unknownHeights: number;
};

const TURN = 2 * Math.PI;

/** True if a point of the plane is seen. O(log sectors). */
export function sees(view: View, x: number, y: number): boolean {
  const dx = x - view.x;
  const dy = y - view.y;
  const distance = Math.sqrt(dx * dx + dy * dy);
  if (distance > view.rangeM) return false;
  if (distance === 0) return true;
  let angle = (Math.atan2(dy, dx) - view.baseRad) % TURN;
  if (angle < 0) angle += TURN;
  if (angle > view.widthRad) return false;
  const { from, first, inner, outer, lines } = view;
  let [low, high] = [0, view.sectors - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((from[middle] as number) <= angle) low = middle;
    else high = middle - 1;
  }
  const [cos, sin] = [dx / distance, dy / distance];
  for (let strip = first[low] as number; strip < (first[low + 1] as number); strip++) {
    const near = inner[strip] as number;
    if (near >= 0 && lines.distance(near, cos, sin) > distance) return false;
    const far = outer[strip] as number;
    if (far === ARC || lines.distance(far, cos, sin) >= distance) return true;
  }
  return false;
}

/** A strip of ground between two boundaries; ARC is the circle given with it. */
export type Strip = {
  from: number;
  to: number;
  inner: number;
  outer: number;
  innerM: number;
  outerM: number;
};

/**
 * Calls `visit` with every strip of the view between two circles, in order of direction. Within a strip neither
 * boundary changes. The strip object is used again: copy what is kept.
 * @param nearM @param farM m; ground nearer or farther is left out.
 */
export function eachStrip(view: View, nearM: number, farM: number, visit: (strip: Strip) => void): void {
  const far = Math.min(farM, view.rangeM);
  if (!(far > nearM)) return;
  const strip: Strip = { from: 0, to: 0, inner: ORIGIN, outer: ARC, innerM: nearM, outerM: far };
  for (let s = 0; s < view.sectors; s++) {
    const begin = view.from[s] as number;
    const end = view.from[s + 1] as number;
    for (let k = view.first[s] as number; k < (view.first[s + 1] as number); k++) {
      const inner = view.inner[k] as number;
      const outer = view.outer[k] as number;
      const cuts = [begin, end];
      for (const line of [inner, outer]) addCircleCuts(view, line, nearM, far, begin, end, cuts);
      if (cuts.length > 2) cuts.sort((a, b) => a - b);
      for (let c = 1; c < cuts.length; c++) {
        strip.from = cuts[c - 1] as number;
        strip.to = cuts[c] as number;
        if (strip.to - strip.from < 1e-12) continue;
        clip(view, strip, inner, outer, nearM, far);
        if (strip.outerM > strip.innerM) visit(strip);
      }
    }
  }
}

/** Directions inside (begin, end) in which a line crosses one of the circles. */
function addCircleCuts(
  view: View,
  line: number,
  nearM: number,
  farM: number,
  begin: number,
  end: number,
  cuts: number[],
): void {
  if (line < 0) return;
  for (const radius of nearM > 0 ? [nearM, farM] : [farM]) {
    const met = view.lines.onCircle(line, radius);
    if (!met) continue;
    for (const angle of [met.foot - met.spread, met.foot + met.spread]) {
      let relative = (angle - view.baseRad) % TURN;
      if (relative < 0) relative += TURN;
      if (relative > begin && relative < end) cuts.push(relative);
    }
  }
}

/** Sets the boundaries between the circles, as they are in the middle of the strip: they do not change within it. */
function clip(view: View, strip: Strip, inner: number, outer: number, nearM: number, farM: number): void {
  const middle = view.baseRad + (strip.from + strip.to) / 2;
  const [cos, sin] = [Math.cos(middle), Math.sin(middle)];
  const low = inner === ORIGIN ? 0 : view.lines.distance(inner, cos, sin);
  const high = outer === ARC ? view.rangeM : view.lines.distance(outer, cos, sin);
  strip.inner = low > nearM ? inner : nearM > 0 ? ARC : ORIGIN;
  strip.innerM = Math.max(low, nearM);
  strip.outer = high < farM ? outer : ARC;
  strip.outerM = Math.min(high, farM);
}

/** Area seen between two circles, m²; exact. */
export function viewAreaM2(view: View, nearM = 0, farM = view.rangeM): number {
  const far = Math.min(farM, view.rangeM);
  let area = 0;
  eachStrip(view, nearM, far, ({ from, to, inner, outer }) => {
    area += sliceM2(view, outer, far, from, to) - sliceM2(view, inner, nearM, from, to);
  });
  return area;
}

/** Area between the viewer and a boundary: a triangle, a sector of the circle, or nothing. */
function sliceM2(view: View, boundary: number, radius: number, from: number, to: number): number {
  if (boundary === ORIGIN) return 0;
  if (boundary === ARC) return (radius * radius * (to - from)) / 2;
  return (distanceAt(view, boundary, from) * distanceAt(view, boundary, to) * Math.sin(to - from)) / 2;
}

/** Distance to a line in a direction counted from the view's base. */
export function distanceAt(view: View, line: number, relativeRad: number): number {
  const angle = view.baseRad + relativeRad;
  return view.lines.distance(line, Math.cos(angle), Math.sin(angle));
}
