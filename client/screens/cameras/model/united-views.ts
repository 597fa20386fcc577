/**
 * Ground that several views see together, and ground that only one of them sees: exact to the millimetre to which
 * corners are rounded. For the moment in which the hand moves; the database unites the same views on the ellipsoid.
 * Source of the method: Vatti, 1992, "A generic solution to polygon clipping", Communications of the ACM 35(7).
 */
import { Clipper, FillRule, type Paths64 } from "clipper2-ts";

/** Closed rings, x and y in turn in metres of one plane, as `viewPolygons` gives them. */
export type Rings = readonly Float64Array[];

const PER_METRE = 1000;
const PER_M2 = PER_METRE * PER_METRE;

/** Area of the ground inside at least one ring, m²; 0 of none. */
export function unionAreaM2(rings: Rings): number {
  const origin = originOf(rings);
  return Math.abs(Clipper.areaPaths(united(rings, origin))) / PER_M2;
}

/** Area of the ground inside a ring of `own` and inside none of `others`, m². */
export function areaOnlyInM2(own: Rings, others: Rings): number {
  const origin = originOf(own);
  const mine = united(own, origin);
  if (others.length === 0) return Math.abs(Clipper.areaPaths(mine)) / PER_M2;
  const rest = Clipper.difference(mine, united(others, origin), FillRule.NonZero);
  return Math.abs(Clipper.areaPaths(rest)) / PER_M2;
}

/** The parts of `rings` that lie inside some ring of `within`. */
export function partsWithin(rings: Rings, within: Rings): Float64Array[] {
  if (rings.length === 0 || within.length === 0) return [];
  const origin = originOf(within);
  const found = Clipper.intersect(united(rings, origin), united(within, origin), FillRule.NonZero);
  return found.map((path) => {
    const closed = [...path, ...path.slice(0, 1)];
    return Float64Array.from(
      closed.flatMap(({ x, y }) => [origin[0] + x / PER_METRE, origin[1] + y / PER_METRE]),
    );
  });
}

type Origin = readonly [number, number];

/** Corners are counted from here, a whole metre, so that numbers stay small and every call rounds to one grid. */
const originOf = (rings: Rings): Origin => [Math.floor(rings[0]?.[0] ?? 0), Math.floor(rings[0]?.[1] ?? 0)];

function united(rings: Rings, origin: Origin): Paths64 {
  return Clipper.union(
    rings.map((ring) => pathOf(ring, origin)),
    FillRule.NonZero,
  );
}

/** Counter-clockwise, so that rings of either sense add up and none takes away from another. */
function pathOf(ring: Float64Array, [x0, y0]: Origin): Paths64[number] {
  const path: Paths64[number] = [];
  for (let i = 0; i < ring.length; i += 2) {
    path.push({
      x: Math.round(((ring[i] ?? 0) - x0) * PER_METRE),
      y: Math.round(((ring[i + 1] ?? 0) - y0) * PER_METRE),
    });
  }
  return Clipper.isPositive(path) ? path : path.reverse();
}
