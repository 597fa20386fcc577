/** Footprints as shared memory: a borough's buildings go to a thread without being copied, and become a scene there. */

import type { LocalPlane } from "#domain/camera/local-plane.ts";
import { buildScene, type Footprint, type Scene } from "#domain/camera/scene.ts";
import type { LngLat } from "#domain/grid/h3.ts";

/** Rings by footprint. `home`: 1 a home, 0 not one, 2 the source does not say. */
export type PackedFootprints = {
  /** Longitude and latitude in turn, degrees. */
  lngLat: Float64Array;
  /** Ring r has the positions ringStart[r] … ringStart[r + 1] − 1. */
  ringStart: Int32Array;
  /** Footprint f has the rings footprintStart[f] … footprintStart[f + 1] − 1. */
  footprintStart: Int32Array;
  heightM: Float64Array;
  home: Uint8Array;
};

/**
 * Packs polygons.
 * @param shapes rings of [lng, lat] per footprint.
 */
export function packFootprints(
  shapes: readonly (readonly (readonly LngLat[])[])[],
  heightM: ArrayLike<number>,
  home: ArrayLike<number>,
): PackedFootprints {
  const rings = shapes.flat();
  const positions = rings.reduce((sum, ring) => sum + ring.length, 0);
  const packed: PackedFootprints = {
    lngLat: new Float64Array(new SharedArrayBuffer(16 * positions)),
    ringStart: new Int32Array(new SharedArrayBuffer(4 * (rings.length + 1))),
    footprintStart: new Int32Array(new SharedArrayBuffer(4 * (shapes.length + 1))),
    heightM: new Float64Array(new SharedArrayBuffer(8 * shapes.length)),
    home: new Uint8Array(new SharedArrayBuffer(shapes.length)),
  };
  packed.heightM.set(heightM);
  packed.home.set(home);
  let [ring, at] = [0, 0];
  for (const [f, shape] of shapes.entries()) {
    for (const points of shape) {
      for (const [lng, lat] of points) {
        packed.lngLat[at++] = lng;
        packed.lngLat[at++] = lat;
      }
      packed.ringStart[++ring] = at >> 1;
    }
    packed.footprintStart[f + 1] = ring;
  }
  return packed;
}

/** The footprints on a plane, with planned ones after them. */
export function sceneOf(packed: PackedFootprints, plane: LocalPlane, planned: readonly Footprint[]): Scene {
  const count = packed.footprintStart.length - 1;
  const footprints = Array.from({ length: count }, (_, f): Footprint => {
    const heightM = packed.heightM[f] ?? Number.NaN;
    return { rings: ringsOf(packed, f, plane), heightM: Number.isNaN(heightM) ? null : heightM };
  });
  return buildScene([...footprints, ...planned]);
}

function ringsOf(packed: PackedFootprints, footprint: number, plane: LocalPlane): Float64Array[] {
  const rings: Float64Array[] = [];
  const end = packed.footprintStart[footprint + 1] ?? 0;
  for (let r = packed.footprintStart[footprint] ?? 0; r < end; r++) {
    const from = packed.ringStart[r] ?? 0;
    const ring = new Float64Array(2 * ((packed.ringStart[r + 1] ?? 0) - from));
    for (let i = 0; i < ring.length; i += 2) {
      const at = 2 * from + i;
      const [x, y] = plane.toPlane([packed.lngLat[at] ?? 0, packed.lngLat[at + 1] ?? 0]);
      ring[i] = x;
      ring[i + 1] = y;
    }
    rings.push(ring);
  }
  return rings;
}
