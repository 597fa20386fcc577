/**
 * A camera as it is planned or recorded: where it hangs, where it looks and through what lens. The words and units
 * that optics, coverage, placement and scenarios share. Angles in degrees, lengths in metres unless the name says mm.
 */
import type { LngLat } from "../grid/h3.ts";

/** A fisheye follows r = f·θ, so that pixels per degree are the same everywhere; others follow r = f·tan θ. */
export type Projection = "rectilinear" | "fisheye";

/** One direction that a moving head returns to. `share` is the part of the time it looks there; shares sum to 1. */
export type CameraPreset = {
  name: string;
  bearingDeg: number;
  hfovDeg: number;
  /** Down positive; null = not recorded, so that near and far limits cannot be stated. */
  tiltDeg: number | null;
  share: number;
};

export type CameraDesign = {
  position: LngLat;
  /** Height of the lens above ground. */
  heightM: number;
  /** Compass bearing of the axis, 0 = true north, clockwise; null = not recorded (or all round for a fisheye). */
  bearingDeg: number | null;
  /** Down positive; null = not recorded. */
  tiltDeg: number | null;
  projection: Projection;
  /** Declared horizontal field of view; null = worked out from sensor and lens. */
  hfovDeg: number | null;
  sensorWidthMm: number | null;
  focalLengthMm: number | null;
  horizontalPx: number | null;
  verticalPx: number | null;
  /** No view is drawn or counted beyond this ground range. */
  rangeM: number;
  /** Reach of its own infra-red or white light at night; null = not recorded. */
  nightRangeM: number | null;
  /** Directions of a moving head (PTZ); empty for a camera that does not move. */
  presets: readonly CameraPreset[];
};

/** Height above ground of what should be seen: a face (our assumption). */
export const FACE_HEIGHT_M = 1.6;
