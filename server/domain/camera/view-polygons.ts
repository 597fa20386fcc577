/** A view as polygons, to draw and to unite: straight edges exact, arcs in steps that stay within 1 cm of the circle. */
import { ARC, distanceAt, eachStrip, ORIGIN, type Strip, type View } from "./view.ts";

const SAGITTA_M = 0.01;
const WIDEST_STEP_RAD = (2 * Math.PI) / 180;
const TURN = 2 * Math.PI;
const SAME_RAD = 1e-9;

/** Strips that follow each other in direction, bounded alike. */
type Chain = { from: number; to: number; inner: number; outer: number; near: number[]; far: number[] };

/**
 * Closed rings of the ground seen between two circles, x and y in turn in metres of the scene's plane. Rings do not
 * overlap; neighbours may share a radial edge, which a union dissolves.
 */
export function viewPolygons(view: View, nearM = 0, farM = view.rangeM): Float64Array[] {
  const rings: Float64Array[] = [];
  let open: Chain[] = [];
  eachStrip(view, nearM, farM, (strip) => {
    const still: Chain[] = [];
    for (const chain of open) {
      if (strip.from - chain.to > SAME_RAD) rings.push(ringOf(view, chain));
      else still.push(chain);
    }
    open = still;
    const chain = open.find((each) => Math.abs(each.to - strip.from) <= SAME_RAD && follows(each, strip));
    if (chain) extend(view, chain, strip);
    else open.push(begin(view, strip));
  });
  rings.push(...open.map((chain) => ringOf(view, chain)));
  return rings;
}

/** Rings of the ground that a look shows in the detail asked for. */
export function ringsInReach({ view, reach }: { view: View; reach: { nearM: number; farM: number } }) {
  return viewPolygons(view, reach.nearM, reach.farM);
}

/** From the viewer's foot on, whatever the wall; elsewhere only along the same boundary. */
function follows(chain: Chain, { inner, outer }: Strip): boolean {
  if (inner === ORIGIN) return chain.inner === ORIGIN;
  return chain.inner !== ORIGIN && (chain.inner === inner || chain.outer === outer);
}

function begin(view: View, strip: Strip): Chain {
  const chain: Chain = { ...strip, near: [], far: [], from: strip.from };
  addCorners(view, chain, strip);
  return chain;
}

function extend(view: View, chain: Chain, strip: Strip): void {
  chain.to = strip.to;
  chain.inner = strip.inner;
  chain.outer = strip.outer;
  addCorners(view, chain, strip);
}

function addCorners(view: View, chain: Chain, { from, to, inner, outer, innerM, outerM }: Strip): void {
  addSide(view, chain.far, outer, outerM, from, to);
  if (inner !== ORIGIN) addSide(view, chain.near, inner, innerM, from, to);
}

function addSide(
  view: View,
  side: number[],
  boundary: number,
  radiusM: number,
  from: number,
  to: number,
): void {
  const steps = boundary === ARC ? Math.max(1, Math.ceil((to - from) / stepRad(radiusM))) : 1;
  for (let k = 0; k <= steps; k++) {
    const at = from + ((to - from) * k) / steps;
    const distance = boundary === ARC ? radiusM : distanceAt(view, boundary, at);
    side.push(
      view.x + distance * Math.cos(view.baseRad + at),
      view.y + distance * Math.sin(view.baseRad + at),
    );
  }
}

function stepRad(radiusM: number): number {
  return Math.min(WIDEST_STEP_RAD, 2 * Math.acos(Math.max(0, 1 - SAGITTA_M / radiusM)));
}

function ringOf(view: View, { near, far, from, to }: Chain): Float64Array {
  const isWhole = to - from > TURN - SAME_RAD;
  const ring = [...far];
  if (near.length > 0)
    for (let i = near.length - 2; i >= 0; i -= 2) ring.push(near[i] ?? 0, near[i + 1] ?? 0);
  else if (!isWhole) ring.push(view.x, view.y);
  return Float64Array.from(closed(withoutRepeats(ring)));
}

function withoutRepeats(ring: readonly number[]): number[] {
  const kept: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const [x = 0, y = 0] = [ring[i], ring[i + 1]];
    const [lastX = Number.NaN, lastY = Number.NaN] = kept.slice(-2);
    if (Math.abs(x - lastX) < 1e-9 && Math.abs(y - lastY) < 1e-9) continue;
    kept.push(x, y);
  }
  return kept;
}

function closed(ring: readonly number[]): number[] {
  const [x = 0, y = 0] = ring;
  const [lastX = 0, lastY = 0] = ring.slice(-2);
  const isClosed = Math.abs(x - lastX) < 1e-9 && Math.abs(y - lastY) < 1e-9;
  return isClosed ? [...ring.slice(0, -2), x, y] : [...ring, x, y];
}
