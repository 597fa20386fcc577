/**
 * Can a polygon as published be used as an area, and if not quite, what is the least repair?
 *
 * Open rings are closed and repeated points dropped. A ring that crosses or touches itself is cut into simple loops
 * at those points; if the loops besides the largest are together less than 0.1 % of it, they are dropped, which is
 * what small digitising slips need. More than that is refused: nobody can say which side was meant.
 * Loops that only touch keep their meaning (a second part, or a hole). Crossings between different rings are
 * reported, not repaired.
 */
import type { LngLat, PolygonRings } from "./h3.ts";
import { orientation } from "./point-in-polygon.ts";
import { ringArea } from "./ring-area.ts";

/** Largest share of a ring's area that a repair may change. */
export const REPAIR_LIMIT = 0.001;

export type Repair = "closed" | "self-crossing" | "self-touching" | "empty-hole-dropped";

export type PolygonCheck =
  | { ok: true; polygons: PolygonRings[]; repairs: Repair[]; ringsCross: LngLat | null }
  | {
      ok: false;
      reason: "too-few-points" | "no-extent" | "self-crossing" | "not-a-number";
      at: LngLat | null;
      changedShare: number;
    };

type Loop = LngLat[];

/** Checks one polygon (outer ring first, then holes; any units). Returned rings are closed; O(n √n) or so. */
export function checkPolygon(rings: PolygonRings): PolygonCheck {
  const repairs = new Set<Repair>();
  const shells: Loop[] = [];
  const holes: Loop[] = [];
  for (const [i, ring] of rings.entries()) {
    if (ring.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) return refuse("not-a-number");
    const open = openRing(ring, repairs);
    if (open.length < 3) {
      if (i === 0) return refuse("too-few-points");
      repairs.add("empty-hole-dropped");
      continue;
    }
    const simple = simplifyRing(open, repairs);
    if (!simple.ok) {
      if (i > 0 && simple.reason === "no-extent") {
        repairs.add("empty-hole-dropped");
        continue;
      }
      return simple;
    }
    (i === 0 ? shells : holes).push(...simple.shells);
    (i === 0 ? holes : shells).push(...simple.holes);
  }
  const polygons = assemble(shells, holes);
  const ringsCross = polygons.length > 0 ? firstCrossing(polygons.flat()) : null;
  return { ok: true, polygons, repairs: [...repairs], ringsCross };
}

function refuse(
  reason: Extract<PolygonCheck, { ok: false }>["reason"],
  at: LngLat | null = null,
  changedShare = 1,
): Extract<PolygonCheck, { ok: false }> {
  return { ok: false, reason, at, changedShare };
}

function openRing(ring: readonly LngLat[], repairs: Set<Repair>): Loop {
  const first = ring[0];
  const last = ring.at(-1);
  if (first && last && !same(first, last)) repairs.add("closed");
  const open: Loop = [];
  for (const [x, y] of ring) {
    const before = open.at(-1);
    if (!before || before[0] !== x || before[1] !== y) open.push([x, y]);
  }
  while (open.length > 1 && first && same(open.at(-1) ?? first, first)) open.pop();
  return open;
}

function close(loop: Loop): Loop {
  const [first] = loop;
  return first ? [...loop, first] : loop;
}

function same(a: LngLat, b: LngLat): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

type SimpleRing = { ok: true; shells: Loop[]; holes: Loop[] } | Extract<PolygonCheck, { ok: false }>;

/** Cuts a ring into simple loops and decides which of them to keep. */
function simplifyRing(open: Loop, repairs: Set<Repair>): SimpleRing {
  const meetings = findMeetings([open]);
  if (ringArea(open) === 0 && meetings.length === 0) return refuse("no-extent");
  if (meetings.length === 0) return { ok: true, shells: [open], holes: [] };
  const loops = splitLoops(withMeetingPoints(open, meetings)).filter((loop) => loop.length >= 3);
  const sized = loops.map((loop) => ({ loop, area: ringArea(loop) })).filter(({ area }) => area !== 0);
  sized.sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
  const [main, ...rest] = sized;
  if (!main) return refuse("no-extent");
  const restShare = rest.reduce((sum, { area }) => sum + Math.abs(area), 0) / Math.abs(main.area);
  const crossing = meetings.find((meeting) => meeting.proper);
  if (crossing || restShare < 1e-9) {
    if (restShare > REPAIR_LIMIT) return refuse("self-crossing", crossing?.at ?? null, restShare);
    repairs.add("self-crossing");
    return { ok: true, shells: [main.loop], holes: [] };
  }
  repairs.add("self-touching");
  const sameWay = ({ area }: { area: number }) => area > 0 === main.area > 0;
  return {
    ok: true,
    shells: [main, ...rest.filter(sameWay)].map(({ loop }) => loop),
    holes: rest.filter((part) => !sameWay(part)).map(({ loop }) => loop),
  };
}

/** Gives each hole to the smallest shell that holds it. */
function assemble(shells: Loop[], holes: Loop[]): PolygonRings[] {
  const polygons = shells.map((shell) => [close(shell)]);
  for (const hole of holes) {
    const home = shells
      .map((shell, i) => ({ i, area: Math.abs(ringArea(shell)), holds: holdsMost(shell, hole) }))
      .filter(({ holds }) => holds)
      .sort((a, b) => a.area - b.area)[0];
    polygons[home?.i ?? 0]?.push(close(hole));
  }
  return polygons;
}

function holdsMost(shell: Loop, hole: Loop): boolean {
  let inside = 0;
  for (const point of hole) if (inLoop(shell, point)) inside++;
  return inside * 2 > hole.length;
}

function inLoop(loop: Loop, [x, y]: LngLat): boolean {
  let inside = false;
  let previous = loop.at(-1);
  for (const point of loop) {
    if (previous && point[1] > y !== previous[1] > y) {
      const at = ((previous[0] - point[0]) * (y - point[1])) / (previous[1] - point[1]) + point[0];
      if (x < at) inside = !inside;
    }
    previous = point;
  }
  return inside;
}

/** Two segments that meet other than as neighbours in a ring; `proper` = they cross in their interiors. */
type Meeting = { ringA: number; a: number; ringB: number; b: number; at: LngLat; proper: boolean };

function firstCrossing(rings: readonly (readonly LngLat[])[]): LngLat | null {
  if (rings.length < 2) return null;
  const open = rings.map((ring) => ring.slice(0, -1));
  return findMeetings(open).find(({ proper, ringA, ringB }) => proper && ringA !== ringB)?.at ?? null;
}

type Segment = { ring: number; i: number; from: LngLat; to: LngLat; n: number };

/** Every meeting among the segments of some open rings, by sweeping along x. */
function findMeetings(rings: readonly (readonly LngLat[])[]): Meeting[] {
  const segments: Segment[] = [];
  for (const [ring, points] of rings.entries()) {
    for (const [i, from] of points.entries()) {
      const to = points[(i + 1) % points.length];
      if (to) segments.push({ ring, i, from, to, n: points.length });
    }
  }
  segments.sort((s, t) => Math.min(s.from[0], s.to[0]) - Math.min(t.from[0], t.to[0]));
  const found: Meeting[] = [];
  let active: Segment[] = [];
  for (const segment of segments) {
    const west = Math.min(segment.from[0], segment.to[0]);
    active = active.filter((other) => Math.max(other.from[0], other.to[0]) >= west);
    for (const other of active) found.push(...meetingsOf(other, segment));
    active.push(segment);
  }
  return found;
}

function meetingsOf(s: Segment, t: Segment): Meeting[] {
  const [a, b, c, d] = [s.from, s.to, t.from, t.to];
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.min(a[1], b[1]) > Math.max(c[1], d[1])) return [];
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.min(a[0], b[0]) > Math.max(c[0], d[0])) return [];
  const neighbours = s.ring === t.ring && ((s.i + 1) % s.n === t.i || (t.i + 1) % s.n === s.i);
  const make = (at: LngLat, proper: boolean): Meeting => ({
    ringA: s.ring,
    a: s.i,
    ringB: t.ring,
    b: t.i,
    at,
    proper,
  });
  const [oc, od] = [orientation(...a, ...b, ...c), orientation(...a, ...b, ...d)];
  const [oa, ob] = [orientation(...c, ...d, ...a), orientation(...c, ...d, ...b)];
  if (oc * od < 0 && oa * ob < 0) {
    const share = oa / (oa - ob);
    return [make([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share], true)];
  }
  const touches: LngLat[] = [];
  if (oc === 0 && within(a, b, c)) touches.push(c);
  if (od === 0 && within(a, b, d)) touches.push(d);
  if (oa === 0 && within(c, d, a)) touches.push(a);
  if (ob === 0 && within(c, d, b)) touches.push(b);
  const shared = neighbours ? touches.filter((p) => !isJoint(p, s, t)) : touches;
  return shared.map((at) => make(at, false));
}

/** The corner where two neighbouring segments join is no meeting. */
function isJoint(p: LngLat, s: Segment, t: Segment): boolean {
  return ((s.i + 1) % s.n === t.i && same(p, s.to)) || ((t.i + 1) % t.n === s.i && same(p, t.to));
}

function within(a: LngLat, b: LngLat, p: LngLat): boolean {
  return (
    p[0] >= Math.min(a[0], b[0]) &&
    p[0] <= Math.max(a[0], b[0]) &&
    p[1] >= Math.min(a[1], b[1]) &&
    p[1] <= Math.max(a[1], b[1])
  );
}

/** The ring with every meeting point as a corner of both segments concerned. */
function withMeetingPoints(open: Loop, meetings: readonly Meeting[]): Loop {
  const extra = new Map<number, LngLat[]>();
  const note = (segment: number, at: LngLat) => {
    const list = extra.get(segment);
    if (list) list.push(at);
    else extra.set(segment, [at]);
  };
  for (const { a, b, at } of meetings) {
    note(a, at);
    note(b, at);
  }
  const out: Loop = [];
  for (const [i, from] of open.entries()) {
    const points = [from, ...(extra.get(i) ?? [])];
    points.sort((p, q) => distance2(from, p) - distance2(from, q));
    for (const point of points) if (!same(out.at(-1) ?? [NaN, NaN], point)) out.push(point);
  }
  return out;
}

function distance2(a: LngLat, b: LngLat): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
}

/** Walks the ring and cuts off a loop whenever it comes back to a corner it has been at. */
function splitLoops(ring: Loop): Loop[] {
  const loops: Loop[] = [];
  const path: Loop = [];
  const at = new Map<string, number>();
  for (const point of ring) {
    const key = `${point[0]},${point[1]}`;
    const before = at.get(key);
    if (before !== undefined) {
      const loop = path.splice(before);
      for (const [x, y] of loop) at.delete(`${x},${y}`);
      loops.push(loop);
    }
    at.set(key, path.length);
    path.push(point);
  }
  if (path.length > 0) loops.push(path);
  return loops;
}
