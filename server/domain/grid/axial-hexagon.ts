/** A hexagon of hexagons in axial coordinates: a map whose neighbours do not depend on H3. */
import type { Neighbourhood, Ring } from "./neighbourhood.ts";

/**
 * Axial coordinates (r from −radius to radius, q ascending) and the neighbours within `ring` steps.
 * 3·radius·(radius + 1) + 1 cells.
 * @throws RangeError for a radius that is not a whole number of 0 or more.
 */
export function axialHexagon(
  radius: number,
  ring: Ring = 1,
): { places: { q: number; r: number }[]; neighbourhood: Neighbourhood } {
  if (!(Number.isInteger(radius) && radius >= 0)) {
    throw new RangeError(`axialHexagon: expected a whole radius of 0 or more, got ${radius}`);
  }
  const places: { q: number; r: number }[] = [];
  const numbers = new Map<string, number>();
  for (let r = -radius; r <= radius; r++) {
    for (let q = Math.max(-radius, -radius - r); q <= Math.min(radius, radius - r); q++) {
      numbers.set(`${q},${r}`, places.length);
      places.push({ q, r });
    }
  }
  const steps = stepsWithin(ring);
  const rows = places.map(({ q, r }) =>
    steps.flatMap(([dq, dr]) => {
      const found = numbers.get(`${q + dq},${r + dr}`);
      return found === undefined ? [] : [found];
    }),
  );
  return { places, neighbourhood: neighbourhoodFromRows(rows, ring) };
}

/** Steps to all hexagons within `ring`, the hexagon itself left out. */
function stepsWithin(ring: Ring): [number, number][] {
  const steps: [number, number][] = [];
  for (let dq = -ring; dq <= ring; dq++) {
    for (let dr = -ring; dr <= ring; dr++) {
      if ((dq !== 0 || dr !== 0) && Math.abs(dq + dr) <= ring) steps.push([dq, dr]);
    }
  }
  return steps;
}

/** Neighbourhood from lists of neighbours, one per cell. */
export function neighbourhoodFromRows(rows: readonly (readonly number[])[], ring: Ring = 1): Neighbourhood {
  const start = new Int32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) start[i + 1] = (start[i] ?? 0) + row.length;
  return { ring, cellCount: rows.length, start, index: Int32Array.from(rows.flat()) };
}
