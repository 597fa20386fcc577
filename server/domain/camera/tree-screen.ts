/**
 * How much of what lies behind trees still counts as seen. A crown lets a part of the view through, less in leaf than
 * bare; a line of sight through several crowns is dimmed by each.
 *
 * A crown is a disc about the trunk that reaches from the ground to the tree's top: how high its lowest branches are no
 * register says, so that trees count for more rather than less. A line that passes over the top is not dimmed; of a tree
 * whose height is not known every line is.
 */

/** Part of the view that one crown lets through [our assumption]. */
export const TRANSMITTANCE = { "leaf-on": 0.3, "leaf-off": 0.7 } as const;
/** Where no crown is on record, m [our assumption]. */
export const CROWN_RADIUS_M = 3;

export type Trees = {
  /** Metres of the scene's plane, x and y in turn. */
  xy: Float64Array;
  /** NaN = not known. */
  heightM: Float64Array;
  radiusM: Float64Array;
};

export type Lens = { x: number; y: number; heightM: number; targetHeightM: number; rangeM: number };

/** For a target so far east and north of the lens: the part of it that counts as seen, 0 … 1. */
export type Screen = (dx: number, dy: number) => number;

type Crown = { x: number; y: number; radius: number; top: number };

/**
 * The screen of the trees around a lens. O(trees) to make, O(trees in range) a target.
 * @throws RangeError for a transmittance outside 0 … 1.
 */
export function treeScreen({ xy, heightM, radiusM }: Trees, lens: Lens, transmittance: number): Screen {
  if (!(transmittance >= 0 && transmittance <= 1))
    throw new RangeError(`treeScreen: expected a transmittance in 0 … 1, got ${transmittance}`);
  const crowns: Crown[] = [];
  for (let tree = 0; tree < radiusM.length; tree++) {
    const [x, y] = [(xy[2 * tree] ?? 0) - lens.x, (xy[2 * tree + 1] ?? 0) - lens.y];
    const radius = radiusM[tree] ?? CROWN_RADIUS_M;
    if (Math.hypot(x, y) - radius > lens.rangeM) continue;
    crowns.push({ x, y, radius, top: heightM[tree] ?? Number.NaN });
  }
  return (dx, dy) => {
    const distance = Math.hypot(dx, dy);
    let part = 1;
    for (const crown of crowns) if (dims(crown, lens, dx, dy, distance)) part *= transmittance;
    return part;
  };
}

/** True if the line from the lens to the target passes through a crown. */
function dims(
  { x, y, radius, top }: Crown,
  { heightM, targetHeightM }: Lens,
  dx: number,
  dy: number,
  distance: number,
): boolean {
  if (distance === 0) return false;
  const along = Math.max(0, Math.min(distance, (x * dx + y * dy) / distance));
  const aside = Math.hypot(x - (along * dx) / distance, y - (along * dy) / distance);
  if (aside >= radius) return false;
  const lineM = heightM + ((targetHeightM - heightM) * along) / distance;
  return Number.isNaN(top) || lineM < top;
}
