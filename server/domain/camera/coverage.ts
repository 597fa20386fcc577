/**
 * What part of the risk do cameras see, each by itself and all together?
 *
 * A demand point is covered by a look if it lies in its field of view, between the near and the far limit of the level,
 * and nothing hides it. A moving head covers a point for the share of the time in which it looks there; what it could
 * see at some time is stated apart and never added up. Says what is in view at a level of detail: nothing of who
 * watches, and nothing of crimes prevented.
 */
import { bucketPoints, type PointBuckets } from "../grid/point-buckets.ts";
import { type CameraDesign, FACE_HEIGHT_M } from "./camera-design.ts";
import { looksOf, type Reach, type ReachQuestion, reachOf } from "./reach.ts";
import type { Scene } from "./scene.ts";
import type { Screen } from "./tree-screen.ts";
import { eachStrip, sees, type View, viewAreaM2 } from "./view.ts";
import { visibility } from "./visibility.ts";

/** A look from where its camera hangs, with what it sees. */
export type CameraLook = { view: View; reach: Reach; share: number };

export type SeenFrom =
  | { ok: true; looks: CameraLook[]; nudgedM: number; unknownHeights: number }
  | { ok: false; reason: "inside-building" }
  | { ok: false; reason: "missing"; missing: string[] };

/** Every look of a camera at x, y of the scene's plane. */
export function lookFrom(
  scene: Scene,
  [x, y]: readonly [number, number],
  design: CameraDesign,
  question: ReachQuestion,
): SeenFrom {
  const found = looksOf(design);
  if (!found.ok) return { ok: false, reason: "missing", missing: found.missing };
  const looks: CameraLook[] = [];
  for (const look of found.looks) {
    const reach = reachOf(design, look, question);
    const answer = visibility(scene, {
      x,
      y,
      heightM: design.heightM,
      targetHeightM: question.targetHeightM ?? FACE_HEIGHT_M,
      rangeM: design.rangeM,
      bearingDeg: look.bearingDeg,
      hfovDeg: look.hfovDeg,
    });
    if (!answer.ok) return answer;
    looks.push({ view: answer.view, reach, share: look.share });
  }
  const views = looks.map(({ view }) => view);
  return {
    ok: true,
    looks,
    nudgedM: Math.max(0, ...views.map(({ nudgedM }) => nudgedM)),
    unknownHeights: Math.max(0, ...views.map(({ unknownHeights }) => unknownHeights)),
  };
}

const BUCKET_M = 60;

/** Demand points, found by place. */
export class PointFinder {
  readonly #buckets: PointBuckets;

  constructor(xy: Float64Array) {
    this.#buckets = bucketPoints(xy, BUCKET_M);
  }

  /** Calls `visit` with every point that a look covers, and how far east and north of the lens it lies. */
  eachCovered({ view, reach }: CameraLook, visit: (point: number, dx: number, dy: number) => void): void {
    const { nearM, farM } = reach;
    if (!(farM > nearM)) return;
    const { order, x: xs, y: ys } = this.#buckets;
    const stretches = new Int32Array(this.#buckets.stretchesFor(farM));
    const count = this.#buckets.near(view.x, view.y, farM, stretches);
    for (let s = 0; s < count; s++) {
      const end = stretches[2 * s + 1] ?? 0;
      for (let at = stretches[2 * s] ?? 0; at < end; at++) {
        const [x, y] = [xs[at] ?? 0, ys[at] ?? 0];
        const [dx, dy] = [x - view.x, y - view.y];
        const distance = Math.sqrt(dx * dx + dy * dy);
        if (distance >= nearM && distance <= farM && sees(view, x, y)) visit(order[at] ?? 0, dx, dy);
      }
    }
  }
}

export type CameraCoverage = {
  /** Risk in view, weighted by the share of the time that it is looked at. */
  risk: number;
  /** Risk that it could see at some time. */
  anyTimeRisk: number;
  /** Risk that no other camera sees. */
  uniqueRisk: number;
  areaM2: number;
  reachM: number;
  footprints: Set<number>;
};

export type Coverage = {
  /** Risk seen by at least one camera, and by two or more: chances of a moving head are multiplied as independent. */
  risk: number;
  backupRisk: number;
  cameras: CameraCoverage[];
  /** Share of each point that is seen, by point. */
  seen: Float64Array;
};

/**
 * Risk in view of some cameras.
 * @param cameras looks by camera; an empty list sees nothing.
 * @param weight risk by point, in the order of the finder's points.
 * @param screens what the trees around each camera let through; absent = everything.
 */
export function coverage(
  cameras: readonly (readonly CameraLook[])[],
  finder: PointFinder,
  weight: Float64Array,
  screens: readonly Screen[] = [],
): Coverage {
  const byCamera = cameras.map((looks, i) => shareByPoint(looks, finder, screens[i]));
  // Chance that nobody looks at a point, and that exactly one camera does.
  const none = new Float64Array(weight.length).fill(1);
  const one = new Float64Array(weight.length);
  for (const shares of byCamera) {
    for (const [point, share] of shares) {
      one[point] = (one[point] ?? 0) * (1 - share) + (none[point] ?? 0) * share;
      none[point] = (none[point] ?? 0) * (1 - share);
    }
  }
  const watching = new Int32Array(weight.length);
  for (const shares of byCamera)
    for (const point of shares.keys()) watching[point] = (watching[point] ?? 0) + 1;
  let [risk, backupRisk] = [0, 0];
  const seen = none.map((chance) => 1 - chance);
  for (let point = 0; point < weight.length; point++) {
    risk += (weight[point] ?? 0) * (seen[point] ?? 0);
    backupRisk += (weight[point] ?? 0) * Math.max(0, 1 - (none[point] ?? 1) - (one[point] ?? 0));
  }
  return {
    risk,
    backupRisk,
    seen,
    cameras: cameras.map((looks, i) => coverageOf(looks, byCamera[i] ?? new Map(), weight, watching)),
  };
}

/** Share of the time that a camera looks at each point it can see, dimmed by the trees in between. */
export function shareByPoint(
  looks: readonly CameraLook[],
  finder: PointFinder,
  screen?: Screen,
): Map<number, number> {
  const shares = new Map<number, number>();
  for (const look of looks) {
    finder.eachCovered(look, (point, dx, dy) => {
      const part = look.share * (screen ? screen(dx, dy) : 1);
      shares.set(point, Math.min(1, (shares.get(point) ?? 0) + part));
    });
  }
  return shares;
}

function coverageOf(
  looks: readonly CameraLook[],
  shares: ReadonlyMap<number, number>,
  weight: Float64Array,
  watching: Int32Array,
): CameraCoverage {
  let [risk, anyTimeRisk, uniqueRisk] = [0, 0, 0];
  for (const [point, share] of shares) {
    const here = weight[point] ?? 0;
    risk += here * share;
    anyTimeRisk += here;
    if (watching[point] === 1) uniqueRisk += here * share;
  }
  const footprints = new Set<number>();
  for (const look of looks) for (const footprint of footprintsInView(look)) footprints.add(footprint);
  return {
    risk,
    anyTimeRisk,
    uniqueRisk,
    areaM2: looks.reduce(
      (sum, { view, reach, share }) => sum + share * viewAreaM2(view, reach.nearM, reach.farM),
      0,
    ),
    reachM: Math.max(0, ...looks.map(({ reach }) => (reach.farM > reach.nearM ? reach.farM : 0))),
    footprints,
  };
}

/** Numbers of footprints of which some wall is in view within the reach. */
function footprintsInView({ view, reach }: Pick<CameraLook, "view" | "reach">): Set<number> {
  const found = new Set<number>();
  eachStrip(view, reach.nearM, reach.farM, ({ outer }) => {
    const footprint = outer >= 0 ? (view.footprintOfLine[outer] ?? -1) : -1;
    if (footprint >= 0) found.add(footprint);
  });
  return found;
}
