/**
 * Is there a clear radio path between two antennas, over buildings that stand and that are planned? Clear means that
 * no building reaches into the inner 60 % of the first Fresnel zone about the straight line between them.
 *
 * The zone is a solid of revolution about the line; a building is a prism with a flat roof. So a roof may reach into
 * it from below or from the side, and it is the whole footprint that is tested, not a profile along the line. The earth
 * bulges into the path as if its radius were 4/3 of its own (standard refraction). The ground is taken to be level at
 * both ends and between: terrain, trees, masts and rain are not known here.
 *
 * Within an edge of a footprint, and along the stretch of the line over it, how far the roof reaches into the zone is a
 * concave function, so that the worst point is found exactly, not sampled.
 * Source: ITU-R P.530 (60 % of the first Fresnel zone; effective earth radius of 4/3); r = 17.32·√(d₁·d₂/(f·d)).
 */
import { fresnelRadiusM } from "./optics.ts";

/** Metres of a local plane; height of the antenna above the ground. */
export type LinkEnd = { x: number; y: number; heightM: number };

export type Link = { from: LinkEnd; to: LinkEnd; frequencyGHz: number };

/** One polygon: x and y in turn, m, the outer ring first, then courtyards. `heightM` null = not known. */
export type LinkBuilding = { rings: readonly Float64Array[]; heightM: number | null };

export type LinkObstruction = {
  /** Number of the building in the list given. */
  building: number;
  heightM: number | null;
  /** Where it is worst: distance along the line from its first end, and sideways from it (left positive). */
  alongM: number;
  asideM: number;
  /** Height of the line above the ground there, the earth's bulge taken off. */
  lineHeightM: number;
  /** Up to this height the building would leave the 60 % free. May be below 0: then no building may stand there. */
  freeBelowM: number;
  /** How far the roof reaches above that; null where its height is not known. */
  overM: number | null;
  /** How far the roof reaches above the line itself; null where it does not, or where its height is not known. */
  aboveLineM: number | null;
};

export type LinkAnswer = {
  lengthM: number;
  /** `blocked`: a roof cuts the line. `obstructed`: it cuts the 60 %. `unknown`: that hangs on heights nobody knows. */
  status: "clear" | "obstructed" | "blocked" | "unknown";
  /** Part of the first Fresnel radius that is free of buildings of known height; 0 = blocked, at most 1. */
  clearShare: number;
  /** Buildings that reach into the 60 %, worst first. */
  obstructions: LinkObstruction[];
  /** Buildings of unknown height below, beside or in the way, the one with least room first. */
  unknown: LinkObstruction[];
};

/** Part of the first Fresnel zone's radius that must be free. */
export const CLEAR_SHARE = 0.6;
/** Factor on the earth's radius for standard refraction, and that radius, m. */
const REFRACTION = 4 / 3;
const EARTH_RADIUS_M = 6_371_000;
/** Ends of the search for the worst point, m, and of that for the free share. */
const PRECISION_M = 1e-7;
const SHARE_STEPS = 40;

/** Radius of the widest part of the 60 % zone, m: buildings farther off the line need not be given. */
export function widestClearRadiusM(lengthM: number, frequencyGHz: number): number {
  const halfKm = lengthM / 2000;
  return CLEAR_SHARE * fresnelRadiusM(halfKm, halfKm, frequencyGHz);
}

/** How much the earth rises into a straight path, m, at distances from its two ends. */
export function earthBulgeM(fromM: number, toM: number): number {
  return (fromM * toM) / (2 * REFRACTION * EARTH_RADIUS_M);
}

/**
 * Tests one link. O(edges).
 * @throws RangeError if the ends are less than a metre apart, an antenna is below the ground, or a frequency not above 0.
 */
export function linkLineOfSight(link: Link, buildings: readonly LinkBuilding[]): LinkAnswer {
  const path = pathOf(link);
  const obstructions: LinkObstruction[] = [];
  const unknown: LinkObstruction[] = [];
  let clearShare = 1;
  for (const [number, building] of buildings.entries()) {
    const footprint = alongLine(building.rings, path);
    const worst = worstPoint(footprint, path, CLEAR_SHARE);
    const { heightM } = building;
    if (heightM === null) {
      if (worst) unknown.push(obstructionOf(number, null, worst, null, path));
      continue;
    }
    clearShare = Math.min(clearShare, freeShare(footprint, path, heightM));
    if (!worst || heightM <= worst.freeBelowM) continue;
    const onLine = worstPoint(footprint, path, 0);
    obstructions.push(obstructionOf(number, heightM, worst, onLine, path));
  }
  obstructions.sort((a, b) => (b.overM ?? 0) - (a.overM ?? 0));
  unknown.sort((a, b) => a.freeBelowM - b.freeBelowM);
  return {
    lengthM: path.lengthM,
    status: statusOf(obstructions, unknown),
    clearShare,
    obstructions,
    unknown,
  };
}

function statusOf(
  obstructions: readonly LinkObstruction[],
  unknown: readonly LinkObstruction[],
): LinkAnswer["status"] {
  if (obstructions.some(({ aboveLineM }) => aboveLineM !== null)) return "blocked";
  if (obstructions.length > 0) return "obstructed";
  return unknown.length > 0 ? "unknown" : "clear";
}

type Path = Link & {
  lengthM: number;
  cos: number;
  sin: number /** r² = zone·s·(length − s). */;
  zone: number;
};

function pathOf(link: Link): Path {
  const { from, to, frequencyGHz } = link;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const lengthM = Math.hypot(dx, dy);
  if (!(lengthM >= 1 && Number.isFinite(lengthM))) {
    throw new RangeError(`linkLineOfSight: expected ends a metre apart or more, got ${lengthM} m`);
  }
  if (!(from.heightM >= 0 && to.heightM >= 0)) {
    throw new RangeError(
      `linkLineOfSight: expected antennas above ground, got ${from.heightM} m and ${to.heightM} m`,
    );
  }
  const middle = fresnelRadiusM(lengthM / 2000, lengthM / 2000, frequencyGHz);
  return {
    ...link,
    lengthM,
    cos: dx / lengthM,
    sin: dy / lengthM,
    zone: (2 * middle) ** 2 / lengthM ** 2,
  };
}

/** Height of the line above level ground, m; the earth's bulge counts as ground. */
function lineHeightM({ from, to, lengthM }: Path, s: number): number {
  return from.heightM + ((to.heightM - from.heightM) * s) / lengthM - earthBulgeM(s, lengthM - s);
}

/** Part of an edge, or of the line itself, in coordinates along (s) and across (y) the line. */
type Segment = { s0: number; y0: number; s1: number; y1: number };

/** A footprint along the line: its edges, and the stretches of the line that lie over it. */
function alongLine(rings: readonly Float64Array[], path: Path): Segment[] {
  const { from, cos, sin, lengthM } = path;
  const segments: Segment[] = [];
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const next = (i + 2) % ring.length;
      const [ax, ay] = [(ring[i] ?? 0) - from.x, (ring[i + 1] ?? 0) - from.y];
      const [bx, by] = [(ring[next] ?? 0) - from.x, (ring[next + 1] ?? 0) - from.y];
      const edge = {
        s0: ax * cos + ay * sin,
        y0: ay * cos - ax * sin,
        s1: bx * cos + by * sin,
        y1: by * cos - bx * sin,
      };
      segments.push(edge);
      if (edge.y0 > 0 !== edge.y1 > 0) {
        crossings.push(edge.s0 + ((edge.s1 - edge.s0) * edge.y0) / (edge.y0 - edge.y1));
      }
    }
  }
  crossings.sort((a, b) => a - b);
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    const s0 = Math.max(0, crossings[k] ?? 0);
    const s1 = Math.min(lengthM, crossings[k + 1] ?? 0);
    if (s1 > s0) segments.push({ s0, y0: 0, s1, y1: 0 });
  }
  return segments;
}

type Point = { s: number; y: number; freeBelowM: number };

/**
 * Where a footprint leaves least room below the zone scaled to a share of its radius; null if it lies wholly beside it.
 * The point of a cross-section that is nearest to the line is on an edge, or on the line itself.
 */
function worstPoint(segments: readonly Segment[], path: Path, share: number): Point | null {
  let worst: Point | null = null;
  for (const segment of segments) {
    const part = partWithin(segment, path, share);
    if (!part) continue;
    const point = leastRoom(segment, part, path, share);
    if (!worst || point.freeBelowM < worst.freeBelowM) worst = point;
  }
  return worst;
}

/** The part t₀ … t₁ of a segment within the zone: where (share·r)² − y² ≥ 0, a quadratic that opens downwards. */
function partWithin(
  { s0, y0, s1, y1 }: Segment,
  { zone, lengthM }: Path,
  share: number,
): readonly [number, number] | null {
  const [ds, dy] = [s1 - s0, y1 - y0];
  const k = share * share * zone;
  const a = -k * ds * ds - dy * dy;
  const b = k * ds * (lengthM - 2 * s0) - 2 * y0 * dy;
  const c = k * s0 * (lengthM - s0) - y0 * y0;
  const isOnLine = y0 === 0 && y1 === 0;
  const [low, high] = isOnLine ? [0, 1] : rootsAround(a, b, c);
  // Beyond the ends of the line there is no zone.
  if (ds === 0 && (s0 < 0 || s0 > lengthM)) return null;
  const ends = ds === 0 ? [0, 1] : [-s0 / ds, (lengthM - s0) / ds];
  const from = Math.max(0, low, Math.min(...ends));
  const to = Math.min(1, high, Math.max(...ends));
  return from <= to ? [from, to] : null;
}

/** Where a·t² + b·t + c ≥ 0 with a ≤ 0; an empty range (1 … 0) if nowhere. */
function rootsAround(a: number, b: number, c: number): readonly [number, number] {
  if (a === 0) return c >= 0 ? [0, 1] : [1, 0];
  const root = b * b - 4 * a * c;
  if (root < 0) return [1, 0];
  const q = Math.sqrt(root);
  return [(-b + q) / (2 * a), (-b - q) / (2 * a)];
}

/** Golden section: the room below the zone is convex along a segment. */
function leastRoom(
  { s0, y0, s1, y1 }: Segment,
  [from, to]: readonly [number, number],
  path: Path,
  share: number,
): Point {
  const at = (t: number): Point => {
    const [s, y] = [s0 + t * (s1 - s0), y0 + t * (y1 - y0)];
    const square = share * share * path.zone * s * (path.lengthM - s) - y * y;
    return { s, y, freeBelowM: lineHeightM(path, s) - Math.sqrt(Math.max(0, square)) };
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [at(high - golden * (high - low)), at(low + golden * (high - low))];
  const lengthM = Math.hypot(s1 - s0, y1 - y0);
  while ((high - low) * lengthM > PRECISION_M) {
    if (left.freeBelowM < right.freeBelowM) {
      high = low + golden * (high - low);
      [left, right] = [at(high - golden * (high - low)), left];
    } else {
      low = high - golden * (high - low);
      [left, right] = [right, at(low + golden * (high - low))];
    }
  }
  return [at(from), at(to), left].reduce((best, point) =>
    point.freeBelowM < best.freeBelowM ? point : best,
  );
}

/** Largest share of the zone's radius that a building leaves free, by halving; 0 = it cuts the line. */
function freeShare(segments: readonly Segment[], path: Path, heightM: number): number {
  const isFree = (share: number) => {
    const worst = worstPoint(segments, path, share);
    return !worst || heightM <= worst.freeBelowM;
  };
  if (isFree(1)) return 1;
  let [free, cut] = [0, 1];
  for (let step = 0; step < SHARE_STEPS; step++) {
    const middle = (free + cut) / 2;
    if (isFree(middle)) free = middle;
    else cut = middle;
  }
  return free < 2 ** (1 - SHARE_STEPS) ? 0 : free;
}

function obstructionOf(
  building: number,
  heightM: number | null,
  worst: Point,
  onLine: Point | null,
  path: Path,
): LinkObstruction {
  const above = heightM === null || !onLine ? 0 : heightM - onLine.freeBelowM;
  return {
    building,
    heightM,
    alongM: worst.s,
    asideM: worst.y,
    lineHeightM: lineHeightM(path, worst.s),
    freeBelowM: worst.freeBelowM,
    overM: heightM === null ? null : heightM - worst.freeBelowM,
    aboveLineM: above > 0 ? above : null,
  };
}
