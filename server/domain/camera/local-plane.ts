/**
 * A flat metre grid about one place, for everything that is measured in metres around cameras: transverse Mercator on
 * the WGS84 ellipsoid with scale 1 on the meridian of the origin. East is x, north is y; bearings at the origin are
 * true bearings. Within 10 km lengths are right to 2 in a million, and grid north is within 0.12° of true north.
 *
 * Not the National Grid: that is true to the map, not to the ground (0.04 % in London), turns by up to 1.5° there, and
 * ends at the coast.
 * Formulas: Redfearn's series, as in Ordnance Survey, "A guide to coordinate systems in Great Britain", annexe C.
 */
import type { LngLat } from "../grid/h3.ts";

export type PlanePoint = readonly [x: number, y: number];

export type LocalPlane = {
  origin: LngLat;
  /** Degrees → metres east and north of the origin. */
  toPlane(position: LngLat): PlanePoint;
  /** Inverse of `toPlane`, to 0.1 mm within 20 km. */
  toLngLat(point: PlanePoint): LngLat;
};

const RADIANS = Math.PI / 180;
const A = 6_378_137;
const B = 6_356_752.314245;
const E2 = 1 - (B * B) / (A * A);
const N = (A - B) / (A + B);
/** Metres to which the inverse is worked out; each step wins some six digits. */
const INVERSE_STEPS = 4;

/** @throws RangeError for an origin that is no position, or within a degree of a pole. */
export function localPlane(origin: LngLat): LocalPlane {
  const [lng0, lat0] = origin;
  if (!(Math.abs(lng0) <= 180 && Math.abs(lat0) <= 89)) {
    throw new RangeError(`localPlane: expected degrees with a latitude within ±89, got ${lng0}, ${lat0}`);
  }
  const toPlane = ([lng, lat]: LngLat): PlanePoint => project(lng - lng0, lat, lat0);
  return {
    origin,
    toPlane,
    toLngLat([x, y]) {
      let lat = lat0 + y / meridianRadius(lat0) / RADIANS;
      let lng = lng0 + x / parallelRadius(lat) / RADIANS;
      for (let step = 0; step < INVERSE_STEPS; step++) {
        const [px, py] = toPlane([lng, lat]);
        lng += (x - px) / parallelRadius(lat) / RADIANS;
        lat += (y - py) / meridianRadius(lat) / RADIANS;
      }
      return [lng, lat];
    },
  };
}

function project(lngDiff: number, lat: number, lat0: number): PlanePoint {
  const phi = lat * RADIANS;
  const l = lngDiff * RADIANS;
  const sin = Math.sin(phi);
  const cos = Math.cos(phi);
  const t2 = (sin / cos) ** 2;
  const nu = A / Math.sqrt(1 - E2 * sin * sin);
  const rho = meridianRadius(lat);
  const eta2 = nu / rho - 1;
  const lc = l * cos;
  const x =
    nu *
    lc *
    (1 +
      ((nu / rho - t2) * lc * lc) / 6 +
      ((5 - 18 * t2 + t2 * t2 + 14 * eta2 - 58 * t2 * eta2) * lc ** 4) / 120);
  const y =
    meridianArc(phi, lat0 * RADIANS) +
    nu * (sin / cos) * lc * lc * (0.5 + ((5 - t2 + 9 * eta2) * lc * lc) / 24);
  return [x, y];
}

/** Length of the meridian between two latitudes in radians, m. */
function meridianArc(phi: number, phi0: number): number {
  const [diff, sum] = [phi - phi0, phi + phi0];
  const n2 = N * N;
  const n3 = n2 * N;
  return (
    B *
    ((1 + N + 1.25 * (n2 + n3)) * diff -
      (3 * N + 3 * n2 + 2.625 * n3) * Math.sin(diff) * Math.cos(sum) +
      1.875 * (n2 + n3) * Math.sin(2 * diff) * Math.cos(2 * sum) -
      (35 / 24) * n3 * Math.sin(3 * diff) * Math.cos(3 * sum))
  );
}

/** Metres per radian of latitude. */
function meridianRadius(lat: number): number {
  return (A * (1 - E2)) / (1 - E2 * Math.sin(lat * RADIANS) ** 2) ** 1.5;
}

/** Metres per radian of longitude. */
function parallelRadius(lat: number): number {
  return (A * Math.cos(lat * RADIANS)) / Math.sqrt(1 - E2 * Math.sin(lat * RADIANS) ** 2);
}
