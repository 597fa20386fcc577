/** What cameras see as shapes for the map, in bands of detail, worked out in the browser while a camera is dragged. */
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { lookFrom } from "#domain/camera/coverage.ts";
import { type LocalPlane, localPlane } from "#domain/camera/local-plane.ts";
import { looksOf, reachOf } from "#domain/camera/reach.ts";
import { buildScene, type Footprint, type Scene } from "#domain/camera/scene.ts";
import { viewAreaM2 } from "#domain/camera/view.ts";
import { ringsInReach, viewPolygons } from "#domain/camera/view-polygons.ts";
import { areaOnlyInM2, type Rings, unionAreaM2 } from "./united-views.ts";

export type Level = { id: string; label: string; pxPerM: number };

/** Buildings near the part of the map that is looked at, on a plane. */
export type Surroundings = {
  plane: LocalPlane;
  scene: Scene;
  buildings: number;
  /** Corners of the box whose buildings are known: what looks out of it might see through walls. */
  known: { min: readonly [number, number]; max: readonly [number, number] };
};

/**
 * @param features buildings as the API gives them: polygons with `heightM`.
 * @param box west, south, east and north of where all buildings are among them, as the API takes it.
 */
export function surroundingsOf(features: readonly GeoJSON.Feature[], box: string): Surroundings {
  const [west = 0, south = 0, east = 0, north = 0] = box.split(",").map(Number);
  const plane = localPlane([(west + east) / 2, (south + north) / 2]);
  const footprints = features.flatMap(({ geometry, properties }): Footprint[] => {
    const polygons =
      geometry.type === "Polygon"
        ? [geometry.coordinates]
        : geometry.type === "MultiPolygon"
          ? geometry.coordinates
          : [];
    const heightM = typeof properties?.heightM === "number" ? properties.heightM : null;
    return polygons.map((rings) => ({
      heightM,
      rings: rings.map((ring) =>
        Float64Array.from(ring.flatMap(([lng = 0, lat = 0]) => [...plane.toPlane([lng, lat])])),
      ),
    }));
  });
  return {
    plane,
    scene: buildScene(footprints),
    buildings: footprints.length,
    known: { min: plane.toPlane([west, south]), max: plane.toPlane([east, north]) },
  };
}

/** Whether everything that could hide something from a camera is known. */
export function isKnownAround(
  { plane, known: { min, max } }: Surroundings,
  { position, rangeM }: Pick<CameraDesign, "position" | "rangeM">,
): boolean {
  const [x, y] = plane.toPlane(position);
  return x - rangeM >= min[0] && x + rangeM <= max[0] && y - rangeM >= min[1] && y + rangeM <= max[1];
}

/** The four bands drawn, finest first: the levels down to the coarsest that is useful for people. */
export function drawnBands(levels: readonly Level[]): Level[] {
  const useful = levels.filter(({ pxPerM }) => pxPerM <= 250);
  return [...useful].sort((a, b) => b.pxPerM - a.pxPerM).slice(0, 4);
}

export type ViewRole = "estate" | "planned";

/** Shapes of one camera's view; none where its lens or direction is not known, or it hangs in a building. */
export function viewFeatures(
  { plane, scene }: Surroundings,
  design: CameraDesign,
  bands: readonly Level[],
  isNight: boolean,
  role: ViewRole,
): GeoJSON.Feature[] {
  const features: GeoJSON.Feature[] = [];
  const add = (rings: Float64Array[], band: number) => {
    for (const ring of rings) {
      const positions = Array.from({ length: ring.length / 2 }, (_, i) => [
        ...plane.toLngLat([ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]),
      ]);
      features.push({
        type: "Feature",
        properties: { band, role },
        geometry: { type: "Polygon", coordinates: [positions] },
      });
    }
  };
  const coarsest = bands.at(-1);
  if (!coarsest) return [];
  const seen = lookFrom(scene, plane.toPlane(design.position), design, {
    levelPxPerM: coarsest.pxPerM,
    isNight,
  });
  if (!seen.ok) return [];
  const looks = looksOf(design);
  seen.looks.forEach(({ view, reach }, i) => {
    const look = looks.ok ? looks.looks[i] : undefined;
    if (!look) return;
    let from = reach.nearM;
    bands.forEach(({ pxPerM }, band) => {
      const { farM } = reachOf(design, look, { levelPxPerM: pxPerM, isNight });
      if (farM > from) add(viewPolygons(view, from, farM), band);
      from = Math.max(from, farM);
    });
    add(ringsInReach({ view, reach }), OUTLINE);
  });
  return features;
}

/** Band of the outline: it is drawn as a line and filled by nothing. */
const OUTLINE = 9;

export type LevelFigures = Level & { reachM: number; nearM: number; areaM2: number };

/** Reach and visible ground of each level, finest first. */
export function levelFigures(
  { plane, scene }: Surroundings,
  design: CameraDesign,
  levels: readonly Level[],
  isNight: boolean,
): { ok: true; rows: LevelFigures[] } | { ok: false; text: string } {
  const rows: LevelFigures[] = [];
  for (const level of [...levels].sort((a, b) => b.pxPerM - a.pxPerM)) {
    const seen = lookFrom(scene, plane.toPlane(design.position), design, {
      levelPxPerM: level.pxPerM,
      isNight,
    });
    if (!seen.ok) {
      return {
        ok: false,
        text:
          seen.reason === "missing"
            ? `Not on record: ${seen.missing.join(", ")}.`
            : "This position is inside a building: nothing of the street would be seen.",
      };
    }
    rows.push({
      ...level,
      reachM: Math.max(0, ...seen.looks.map(({ reach }) => (reach.farM > reach.nearM ? reach.farM : 0))),
      nearM: Math.min(...seen.looks.map(({ reach }) => reach.nearM)),
      areaM2: seen.looks.reduce(
        (sum, { view, reach, share }) => sum + share * viewAreaM2(view, reach.nearM, reach.farM),
        0,
      ),
    });
  }
  return { ok: true, rows };
}

/**
 * Ground that a camera could see at a level at some time, m², and the part of it that no other could: views are united
 * here as the database unites them. Null where it sees nothing, or where buildings around it or a neighbour are not known.
 * @param others designs of the other cameras; those too far away to see the same ground are left out.
 */
export function groundOnlyItSees(
  surroundings: Surroundings,
  design: CameraDesign,
  others: readonly CameraDesign[],
  level: Level,
  isNight: boolean,
): { areaM2: number; onlyM2: number } | null {
  const { plane, scene } = surroundings;
  const ringsOf = (each: CameraDesign): Rings => {
    const seen = lookFrom(scene, plane.toPlane(each.position), each, { levelPxPerM: level.pxPerM, isNight });
    return seen.ok ? seen.looks.flatMap(ringsInReach) : [];
  };
  const [x, y] = plane.toPlane(design.position);
  const near = others.filter((other) => {
    const [otherX, otherY] = plane.toPlane(other.position);
    return Math.hypot(otherX - x, otherY - y) < design.rangeM + other.rangeM;
  });
  if (![design, ...near].every((each) => isKnownAround(surroundings, each))) return null;
  const own = ringsOf(design);
  if (own.length === 0) return null;
  return { areaM2: unionAreaM2(own), onlyM2: areaOnlyInM2(own, near.flatMap(ringsOf)) };
}
