/**
 * Counts and study area of a drawn hexagon, row by row: a figure = that many incidents, "." = none, "x" = outside the
 * study area.
 */
export function drawnMap(drawing: string): { counts: Int32Array; include: Uint8Array } {
  const marks = drawing.trim().split(/\s+/);
  return {
    counts: Int32Array.from(marks, (mark) => (mark === "." || mark === "x" ? 0 : Number(mark))),
    include: Uint8Array.from(marks, (mark) => (mark === "x" ? 0 : 1)),
  };
}
