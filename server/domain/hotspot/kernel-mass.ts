/**
 * How much of a kernel set down at a position lies inside the study area? 1 far inside, about ½ on a straight
 * boundary, less in a corner: the divisor that keeps a density from fading towards a boundary beyond which nothing
 * was recorded.
 *
 * Not by sampling: for a kernel that depends on distance only, the mass inside a polygon is an integral along its
 * edges (Green's theorem). With G(r) the kernel's mass within r of the position and θ the direction of a point that
 * walks round the boundary, mass = 1/2π ∮ G(r(θ)) dθ = winding number − 1/2π ∫ (1 − G) dθ over the edges in reach.
 * On a straight edge at signed distance d, dθ = d·dt/(d² + t²) with t along the edge, and (1 − G) is
 * (1 − r²/h²)³ for the quartic kernel, which integrates in closed form, and exp(−r²/2σ²) for the Gaussian one, where
 * the part without the pole is left to Gauss–Legendre quadrature. Error: round-off (below 1e-12) for the quartic,
 * below 2e-8 for the Gaussian (its tail beyond 6σ).
 */
import type { EastingNorthing } from "../grid/osgb.ts";
import { prepareArea } from "../grid/point-in-polygon.ts";
import { type BoundaryEdges, boundaryEdges, EdgesNearby } from "./boundary-edges.ts";
import { checkBandwidth, type Kernel, kernelReachM } from "./radial-kernel.ts";

/** Rings of one polygon in metres, outer ring first, then holes; closed or open, wound either way. */
export type PlanarPolygon = readonly (readonly EastingNorthing[])[];

/** With less of the kernel than this inside the area, a correction would multiply noise by 20 and more. */
export const LEAST_MASS = 0.05;

/** Nearer to the boundary than this, m, inside or outside is a matter of angles and not of yes or no. */
const ON_BOUNDARY_M = 1e-6;

/**
 * Prepares the mass function of a study area: polygons that do not overlap (a boundary, or all hexagons of a study
 * area: sides that two of them share cancel).
 * @returns share 0–1 of the kernel at (x, y), metres, that lies inside the area.
 * Cost: a look-up away from the boundary; 0.1 µs per edge in reach near it (1 µs for the Gaussian kernel).
 * @throws RangeError for a bandwidth that is not above 0, or an area without an edge.
 */
export function kernelMassInside(
  area: readonly PlanarPolygon[],
  kernel: Kernel,
  bandwidthM: number,
): (x: number, y: number) => number {
  checkBandwidth("kernelMassInside", bandwidthM);
  const edges = boundaryEdges(area);
  if (edges.n === 0) throw new RangeError("kernelMassInside: expected an area with an edge, got none");
  const reachM = kernelReachM(kernel, bandwidthM);
  const nearby = new EdgesNearby(edges, reachM);
  const { covers } = prepareArea(area);
  const smoothPart = kernel === "quartic" ? quarticSmoothPart(bandwidthM) : gaussianSmoothPart(bandwidthM);

  return (x, y) => {
    let cut = 0;
    let onBoundary = false;
    const found = nearby.find(x, y);
    for (let k = 0; k < found; k++) {
      const e = nearby.found[k] ?? 0;
      const ax = (edges.x1[e] ?? 0) - x;
      const ay = (edges.y1[e] ?? 0) - y;
      const ux = edges.ux[e] ?? 0;
      const uy = edges.uy[e] ?? 0;
      const d = ax * uy - ay * ux;
      if (Math.abs(d) >= reachM) continue;
      const t1 = ax * ux + ay * uy;
      const t2 = t1 + (edges.length[e] ?? 0);
      const half = Math.sqrt(reachM * reachM - d * d);
      const from = Math.max(t1, -half);
      const to = Math.min(t2, half);
      if (from >= to) continue;
      if (Math.abs(d) <= ON_BOUNDARY_M && t1 <= ON_BOUNDARY_M && t2 >= -ON_BOUNDARY_M) onBoundary = true;
      cut += Math.atan2(d * (to - from), d * d + from * to) + d * smoothPart(d, from, to);
    }
    const winding = onBoundary ? sumOfAngles(edges, x, y) : covers(x, y) ? 2 * Math.PI : 0;
    return Math.min(1, Math.max(0, (winding - cut) / (2 * Math.PI)));
  };
}

/** Angle that all edges together sweep about a position, in the same arithmetic as the edges in reach. */
function sumOfAngles(edges: BoundaryEdges, x: number, y: number): number {
  let angle = 0;
  for (let e = 0; e < edges.n; e++) {
    const ax = (edges.x1[e] ?? 0) - x;
    const ay = (edges.y1[e] ?? 0) - y;
    const ux = edges.ux[e] ?? 0;
    const uy = edges.uy[e] ?? 0;
    const length = edges.length[e] ?? 0;
    const d = ax * uy - ay * ux;
    const t1 = ax * ux + ay * uy;
    angle += Math.atan2(d * length, d * d + t1 * (t1 + length));
  }
  return angle;
}

/** ∫ [(1 − r²/h²)³ − 1]/r² dt from `from` to `to`, with r² = d² + t². */
function quarticSmoothPart(h: number): (d: number, from: number, to: number) => number {
  const h2 = h * h;
  const antiderivative = (d2: number, t: number) => {
    const t2 = t * t;
    const r2 = d2 * t + (t * t2) / 3;
    const r4 = d2 * d2 * t + (2 / 3) * d2 * t * t2 + (t * t2 * t2) / 5;
    return (-3 * t + (3 * r2 - r4 / h2) / h2) / h2;
  };
  return (d, from, to) => antiderivative(d * d, to) - antiderivative(d * d, from);
}

/** Nodes and weights of six-point Gauss–Legendre quadrature on (0, 1), by pairs about ½. */
const NODES = [0.466234757101576, 0.3306046932331322, 0.1193095930415985] as const;
const WEIGHTS = [0.0856622461895852, 0.1803807865240693, 0.2339569672863455] as const;

/** ∫ [exp(−r²/2σ²) − 1]/r² dt: entire in t, so stretches of one σ are far below round-off that matters. */
function gaussianSmoothPart(sigma: number): (d: number, from: number, to: number) => number {
  const twice = 2 * sigma * sigma;
  return (d, from, to) => {
    const panels = Math.ceil((to - from) / sigma);
    const width = (to - from) / panels;
    const d2 = d * d;
    const integrand = (t: number) => {
      const r2 = d2 + t * t;
      return r2 === 0 ? -1 / twice : Math.expm1(-r2 / twice) / r2;
    };
    let sum = 0;
    for (let panel = 0; panel < panels; panel++) {
      const middle = from + (panel + 0.5) * width;
      for (let k = 0; k < 3; k++) {
        const off = (NODES[k] ?? 0) * width;
        sum += (WEIGHTS[k] ?? 0) * (integrand(middle - off) + integrand(middle + off));
      }
    }
    return sum * width;
  };
}
