/**
 * What can be seen from a lens above the street, past buildings of known and unknown height: exact, by a sweep over
 * the directions in which walls begin, end or cross.
 *
 * A building at least as high as the lens, or of unknown height, hides everything behind its nearest wall. A lower one
 * hides itself and the strip behind it that the line of sight over its roof does not reach: from the roof's far edge at
 * ground distance g to g·(H − t)/(H − h), for a lens at H, a roof at h and a target at t. The far edge of that strip
 * is the wall itself, scaled about the lens, so it is straight as well.
 *
 * Does not know of terrain, trees, parked lorries, fog or dirt. Roofs are flat and as high as the footprint says.
 * Source: Asano 1985 (angular sweep); the shadow of a roof is similar triangles.
 */
import { type Scene, standpoint } from "./scene.ts";
import type { View } from "./view.ts";
import { VisibilitySweep } from "./visibility-sweep.ts";
import { type Viewpoint, WallsInRange } from "./walls-in-range.ts";

export type VisibilityAnswer = { ok: true; view: View } | { ok: false; reason: "inside-building" };

const RADIANS = Math.PI / 180;
const TURN = 2 * Math.PI;

/**
 * Cost: O(e log e + e·k) for e edges in range and k walls in the same direction; about 0.1 ms at 60 m in a suburb.
 * @throws RangeError for a range or field of view that is not above 0, or a height below the ground.
 */
export function visibility(scene: Scene, at: Viewpoint): VisibilityAnswer {
  if (!(at.rangeM > 0 && Number.isFinite(at.rangeM)))
    throw new RangeError(`visibility: expected a range above 0 m, got ${at.rangeM}`);
  if (!(at.hfovDeg > 0 && at.hfovDeg <= 360))
    throw new RangeError(`visibility: expected a field of view in (0, 360], got ${at.hfovDeg}`);
  if (!(at.heightM >= 0 && at.targetHeightM >= 0))
    throw new RangeError(
      `visibility: expected heights of 0 m or more, got ${at.heightM}, ${at.targetHeightM}`,
    );
  const stand = standpoint(scene, at.x, at.y);
  if (!stand.ok) return stand;
  const widthRad = Math.min(TURN, at.hfovDeg * RADIANS);
  const baseRad = (90 - at.bearingDeg) * RADIANS - widthRad / 2;
  const walls = new WallsInRange(scene, { ...at, x: stand.x, y: stand.y }, baseRad, widthRad);
  const sweep = new VisibilitySweep(walls, at.rangeM, baseRad, widthRad);
  return {
    ok: true,
    view: {
      x: stand.x,
      y: stand.y,
      rangeM: at.rangeM,
      baseRad,
      widthRad,
      lines: walls.lines,
      footprintOfLine: walls.footprintOfLine,
      ...sweep.run(),
      nudgedM: stand.nudgedM,
      footprints: walls.footprints,
      unknownHeights: walls.unknownHeights,
    },
  };
}
