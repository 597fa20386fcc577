/** A hexagon of hexagons in axial coordinates, for tests whose neighbours must not depend on H3. */
import type { Neighbourhood, Ring } from "#domain/grid/neighbourhood.ts";

/** Axial coordinates (r from −radius to radius, q ascending) and neighbours within `ring` steps. */
export function hexagon(
  radius: number,
  ring: Ring = 1,
): { places: { q: number; r: number }[]; neighbourhood: Neighbourhood } {
  const places: { q: number; r: number }[] = [];
  const number = new Map<string, number>();
  for (let r = -radius; r <= radius; r++) {
    for (let q = Math.max(-radius, -radius - r); q <= Math.min(radius, radius - r); q++) {
      number.set(`${q},${r}`, places.length);
      places.push({ q, r });
    }
  }
  const rows = places.map(({ q, r }) => {
    const near: number[] = [];
    for (let dq = -ring; dq <= ring; dq++) {
      for (let dr = -ring; dr <= ring; dr++) {
        const found = number.get(`${q + dq},${r + dr}`);
        if ((dq !== 0 || dr !== 0) && Math.abs(dq + dr) <= ring && found !== undefined) near.push(found);
      }
    }
    return near;
  });
  return { places, neighbourhood: fromRows(rows, ring) };
}

/** Neighbourhood from lists of neighbours, one per cell. */
export function fromRows(rows: readonly (readonly number[])[], ring: Ring = 1): Neighbourhood {
  const start = new Int32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) start[i + 1] = (start[i] ?? 0) + row.length;
  return { ring, cellCount: rows.length, start, index: Int32Array.from(rows.flat()) };
}

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
