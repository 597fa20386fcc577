/** A flat metre grid round the demo borough, and the few polygon operations that building it needs. */
import type { LngLat } from "#domain/grid/h3.ts";

/** Metres east and north of the origin. */
export type Point = readonly [x: number, y: number];

const ORIGIN: LngLat = [-0.21, 51.61];
const M_PER_DEGREE_LAT = 111_195;
const M_PER_DEGREE_LNG = M_PER_DEGREE_LAT * Math.cos((ORIGIN[1] * Math.PI) / 180);

export function toPlane([lng, lat]: LngLat): Point {
  return [(lng - ORIGIN[0]) * M_PER_DEGREE_LNG, (lat - ORIGIN[1]) * M_PER_DEGREE_LAT];
}

/** Degrees, unrounded: shared edges of neighbouring areas must stay identical. */
export function toLngLat([x, y]: Point): LngLat {
  return [ORIGIN[0] + x / M_PER_DEGREE_LNG, ORIGIN[1] + y / M_PER_DEGREE_LAT];
}

/** Degrees to 6 decimals (0.1 m), as positions are stored. */
export function toPosition([x, y]: Point): LngLat {
  const [lng, lat] = toLngLat([x, y]);
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

export function distanceM(a: Point, b: Point): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  return Math.sqrt(dx * dx + dy * dy);
}

/** Area of a ring, m². */
export function ringAreaM2(ring: readonly Point[]): number {
  return Math.abs(signedArea(ring));
}

/** Centre of mass of a ring. */
export function ringCentre(ring: readonly Point[]): Point {
  let [x, y] = [0, 0];
  eachEdge(ring, (a, b) => {
    const cross = a[0] * b[1] - b[0] * a[1];
    x += (a[0] + b[0]) * cross;
    y += (a[1] + b[1]) * cross;
  });
  const six = 6 * signedArea(ring);
  return [x / six, y / six];
}

/** The part of a ring nearer to `own` than to any of `others` (Sutherland–Hodgman against each bisector). */
export function nearestPart(ring: readonly Point[], own: Point, others: readonly Point[]): Point[] {
  return others.reduce<Point[]>(
    (part, other) => (part.length ? clipToNearer(part, own, other) : part),
    [...ring],
  );
}

function clipToNearer(ring: readonly Point[], own: Point, other: Point): Point[] {
  const middle: Point = [(own[0] + other[0]) / 2, (own[1] + other[1]) / 2];
  const side = (p: Point) =>
    (p[0] - middle[0]) * (own[0] - other[0]) + (p[1] - middle[1]) * (own[1] - other[1]);
  const kept: Point[] = [];
  eachEdge(ring, (a, b) => {
    const sa = side(a);
    const sb = side(b);
    if (sa >= 0) kept.push(a);
    if (sa >= 0 !== sb >= 0) {
      const t = sa / (sa - sb);
      kept.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
    }
  });
  return kept;
}

function signedArea(ring: readonly Point[]): number {
  let twice = 0;
  eachEdge(ring, (a, b) => {
    twice += a[0] * b[1] - b[0] * a[1];
  });
  return twice / 2;
}

function eachEdge(ring: readonly Point[], visit: (a: Point, b: Point) => void): void {
  ring.forEach((a, i) => {
    visit(a, ring[(i + 1) % ring.length] ?? a);
  });
}

/** Points along a line at a fixed step, ends included, each with the unit direction of the line there. */
export function alongLine(line: readonly Point[], stepM: number, startM = 0): { at: Point; along: Point }[] {
  const points: { at: Point; along: Point }[] = [];
  let next = startM;
  let before = 0;
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] ?? [0, 0];
    const b = line[i] ?? a;
    const length = distanceM(a, b);
    const along: Point = length > 0 ? [(b[0] - a[0]) / length, (b[1] - a[1]) / length] : [1, 0];
    while (next <= before + length && length > 0) {
      const t = next - before;
      points.push({ at: [a[0] + along[0] * t, a[1] + along[1] * t], along });
      next += stepM;
    }
    before += length;
  }
  return points;
}

/** Length of a line, m. */
export function lineLengthM(line: readonly Point[]): number {
  let total = 0;
  for (let i = 1; i < line.length; i++) total += distanceM(line[i - 1] ?? [0, 0], line[i] ?? [0, 0]);
  return total;
}
