/**
 * How far away can a camera still show enough? From lens and sensor to field of view, pixels per metre and the ground
 * that each level of detail covers. Nothing here knows of buildings, light or weather: what is reached on open ground
 * in daylight, with a clean lens in focus.
 *
 * Pixels per metre are those on a target that faces the camera, at the slant distance from the lens. Off the axis a
 * rectilinear lens draws such a target larger, so that an arc drawn at the axis's range is conservative.
 * Sources: IEC 62676-4 (levels, data/camera-levels.json); the pinhole camera.
 */
import type { CameraDesign, Projection } from "./camera-design.ts";

const RADIANS = Math.PI / 180;
/** Beyond this a rectilinear image is so stretched that its formula says nothing of use. */
const WIDEST_RECTILINEAR_DEG = 150;
/** Declared and computed angles further apart than this, as a share of the computed one, are told. */
const DISAGREEMENT = 0.1;
/** Steeper than this a face is seen from above: told for recognition and better (our assumption). */
export const STEEP_DOWN_ANGLE_DEG = 30;
export const TOO_STEEP_DOWN_ANGLE_DEG = 45;
/** Share of the day's range that is left at night where nothing is known of the camera's own light (our assumption). */
const NIGHT_SHARE = 0.7;

/** Field of view across a sensor of `sizeMm`, degrees: 2·atan(s ÷ 2f). @throws RangeError unless both are above 0. */
export function fieldOfViewDeg(sizeMm: number, focalLengthMm: number): number {
  if (!(sizeMm > 0 && focalLengthMm > 0)) {
    throw new RangeError(
      `fieldOfViewDeg: expected sensor and focal length above 0 mm, got ${sizeMm} and ${focalLengthMm}`,
    );
  }
  return (2 * Math.atan(sizeMm / (2 * focalLengthMm))) / RADIANS;
}

export type Optics = {
  hfovDeg: number;
  /** Null where the picture's height in pixels is not known. */
  vfovDeg: number | null;
  horizontalPx: number;
  projection: Projection;
  /** Worked out from sensor and lens although another angle is declared, and more than a tenth away from it. */
  disagreement: { declaredDeg: number; computedDeg: number } | null;
};

export type OpticsAnswer = { ok: true; optics: Optics } | { ok: false; missing: string[] };

/** Which of a design's facts optics is worked out from. */
export type LensFacts = Pick<
  CameraDesign,
  "projection" | "hfovDeg" | "sensorWidthMm" | "focalLengthMm" | "horizontalPx" | "verticalPx"
>;

/** The declared angle counts before the computed one: datasheets know of distortion, the formula does not. */
export function opticsOf(facts: LensFacts): OpticsAnswer {
  const { projection, hfovDeg, sensorWidthMm, focalLengthMm, horizontalPx, verticalPx } = facts;
  const computedDeg =
    sensorWidthMm !== null && focalLengthMm !== null && projection === "rectilinear"
      ? fieldOfViewDeg(sensorWidthMm, focalLengthMm)
      : null;
  const chosenDeg = hfovDeg ?? computedDeg;
  const missing: string[] = [];
  if (chosenDeg === null) missing.push("lens");
  if (horizontalPx === null) missing.push("resolution");
  if (chosenDeg === null || horizontalPx === null) return { ok: false, missing };
  if (projection === "rectilinear" && chosenDeg >= WIDEST_RECTILINEAR_DEG) {
    return { ok: false, missing: [`lens (a flat picture of ${Math.round(chosenDeg)}° does not exist)`] };
  }
  const apart = hfovDeg !== null && computedDeg !== null ? Math.abs(hfovDeg - computedDeg) / computedDeg : 0;
  return {
    ok: true,
    optics: {
      hfovDeg: chosenDeg,
      vfovDeg: verticalPx === null ? null : verticalAngle(chosenDeg, verticalPx / horizontalPx, projection),
      horizontalPx,
      projection,
      disagreement:
        hfovDeg !== null && computedDeg !== null && apart > DISAGREEMENT
          ? { declaredDeg: hfovDeg, computedDeg }
          : null,
    },
  };
}

/** With square pixels. */
function verticalAngle(hfovDeg: number, heightToWidth: number, projection: Projection): number {
  if (projection === "fisheye") return hfovDeg * heightToWidth;
  return (2 * Math.atan(Math.tan((hfovDeg * RADIANS) / 2) * heightToWidth)) / RADIANS;
}

type Density = Pick<Optics, "hfovDeg" | "horizontalPx" | "projection">;

/** Pixels per metre on a target facing the camera, on the axis, at a slant distance in metres. */
export function pixelsPerM(optics: Density, slantM: number): number {
  if (!(slantM > 0)) throw new RangeError(`pixelsPerM: expected a distance above 0 m, got ${slantM}`);
  return pixelMetres(optics) / slantM;
}

/** Slant distance, m, at which the density falls to a level's. */
export function slantRangeM(optics: Density, levelPxPerM: number): number {
  if (!(levelPxPerM > 0)) throw new RangeError(`slantRangeM: expected px/m above 0, got ${levelPxPerM}`);
  return pixelMetres(optics) / levelPxPerM;
}

/** Pixels per metre times metres: what both directions divide. */
function pixelMetres({ hfovDeg, horizontalPx, projection }: Density): number {
  return projection === "fisheye"
    ? horizontalPx / (hfovDeg * RADIANS)
    : horizontalPx / (2 * Math.tan((hfovDeg * RADIANS) / 2));
}

/** Ground distance at a slant range from a lens at `heightM` to a target at `targetHeightM`; null = never so near. */
export function groundRangeM(slantM: number, heightM: number, targetHeightM: number): number | null {
  const rise = Math.abs(heightM - targetHeightM);
  return slantM <= rise ? null : Math.sqrt(slantM * slantM - rise * rise);
}

export type GroundLimits = {
  /** Nearer than this the target is below the picture. */
  nearM: number;
  /** Farther than this it is above the picture; Infinity where the horizon is in it. */
  farM: number;
};

/**
 * Where the lower and upper edge of the picture meet the height of the target.
 * @param tiltDeg of the axis, down positive. @param vfovDeg whole vertical angle.
 */
export function groundLimits(
  heightM: number,
  targetHeightM: number,
  tiltDeg: number,
  vfovDeg: number,
): GroundLimits {
  const rise = heightM - targetHeightM;
  const [lower, upper] = [tiltDeg + vfovDeg / 2, tiltDeg - vfovDeg / 2];
  if (rise <= 0) {
    // A target above the lens comes into the picture from below the upper edge on.
    const nearM =
      upper >= 0 ? Number.POSITIVE_INFINITY : -rise / Math.tan(Math.min(-upper, 89.999) * RADIANS);
    return {
      nearM: rise === 0 && upper < 0 ? 0 : nearM,
      farM: lower >= 0 ? Number.POSITIVE_INFINITY : -rise / Math.tan(-lower * RADIANS),
    };
  }
  if (lower <= 0) return { nearM: Number.POSITIVE_INFINITY, farM: Number.POSITIVE_INFINITY };
  return {
    nearM: lower >= 90 ? 0 : rise / Math.tan(lower * RADIANS),
    farM: upper <= 0 ? Number.POSITIVE_INFINITY : rise / Math.tan(upper * RADIANS),
  };
}

/** Angle below the horizon at which a target at a ground distance is seen, degrees. */
export function downAngleDeg(heightM: number, targetHeightM: number, groundM: number): number {
  return Math.atan2(heightM - targetHeightM, groundM) / RADIANS;
}

/** Range by night: the camera's own light where it is on record, a share of the day's otherwise. Not beyond the day's. */
export function nightRangeM(dayRangeM: number, lightRangeM: number | null): number {
  return lightRangeM === null ? NIGHT_SHARE * dayRangeM : Math.min(lightRangeM, dayRangeM);
}

/** Storage for a recording, gigabytes (10⁹ bytes). */
export function storageGB(megabitsPerS: number, days: number): number {
  return ((megabitsPerS * 1e6) / 8) * 86_400 * days * 1e-9;
}

/** Radius of the first Fresnel zone, m, at d₁ and d₂ km from the ends. 60 % of it should be clear. */
export function fresnelRadiusM(fromKm: number, toKm: number, frequencyGHz: number): number {
  if (!(frequencyGHz > 0)) throw new RangeError(`fresnelRadiusM: expected GHz above 0, got ${frequencyGHz}`);
  const lengthKm = fromKm + toKm;
  return lengthKm === 0 ? 0 : 17.32 * Math.sqrt((fromKm * toKm) / (frequencyGHz * lengthKm));
}
