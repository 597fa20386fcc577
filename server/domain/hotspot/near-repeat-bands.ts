/**
 * The distance and time bands of a near-repeat question, and their names as maths: a printed interval says exactly
 * which pairs it holds.
 */

/** Same place; up to 100, 200, 300, 400 m. */
export const DISTANCE_EDGES_M = [1, 100, 200, 300, 400] as const;
/** 0–7, 8–14, 15–21 and 22–28 days apart. */
export const DAY_EDGES = [8, 15, 22, 29] as const;

/** An interval with its name as maths. `low` and `high` are its ends, in metres or days. */
export type Interval = { low: number; high: number; text: string };

/** Distance band: the first holds both its ends, the others their high end only. */
export function distanceInterval(edges: readonly number[], band: number): Interval {
  const low = band === 0 ? 0 : (edges[band - 1] ?? 0);
  const high = edges[band] ?? 0;
  return { low, high, text: `${band === 0 ? "[" : "("}${low}, ${high}]` };
}

/** Time band, in whole days between two dates: the high end is left out, so [0, 8) is 0 to 7 days. */
export function dayInterval(edges: readonly number[], band: number): Interval {
  const low = band === 0 ? 0 : (edges[band - 1] ?? 0);
  const high = edges[band] ?? 0;
  return { low, high, text: `[${low}, ${high})` };
}

/** @throws RangeError unless both ascend from above 0, the days in whole numbers, with 1 to 255 distances. */
export function checkEdges(
  caller: string,
  distanceEdgesM: readonly number[],
  dayEdges: readonly number[],
): void {
  const ascends = (edges: readonly number[]) =>
    edges.length > 0 && edges.every((edge, i) => edge > (edges[i - 1] ?? 0));
  if (!ascends(distanceEdgesM) || distanceEdgesM.length > 255) {
    throw new RangeError(`${caller}: expected ascending distances above 0 m, got ${distanceEdgesM.join()}`);
  }
  if (!ascends(dayEdges) || !dayEdges.every(Number.isInteger)) {
    throw new RangeError(`${caller}: expected ascending whole days above 0, got ${dayEdges.join()}`);
  }
}
