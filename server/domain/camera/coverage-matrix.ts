/** Which demand points each view covers, in compressed rows: point[start[v]] … point[start[v + 1] − 1], ascending. */
export type CoverageMatrix = {
  views: number;
  points: number;
  start: Uint32Array;
  point: Uint32Array;
};

/**
 * A matrix from a list of points per view.
 * @throws RangeError for a point outside 0 … points − 1, or a list that does not ascend.
 */
export function coverageMatrix(points: number, lists: readonly ArrayLike<number>[]): CoverageMatrix {
  const start = new Uint32Array(lists.length + 1);
  lists.forEach((list, view) => {
    start[view + 1] = (start[view] ?? 0) + list.length;
  });
  const point = new Uint32Array(start[lists.length] ?? 0);
  lists.forEach((list, view) => {
    let before = -1;
    for (let k = 0; k < list.length; k++) {
      const at = list[k] ?? -1;
      if (!(at > before && at < points)) {
        throw new RangeError(
          `coverageMatrix: expected ascending points below ${points}, got ${at} after ${before} in view ${view}`,
        );
      }
      point[(start[view] ?? 0) + k] = at;
      before = at;
    }
  });
  return { views: lists.length, points, start, point };
}
