/** What trees dim of a camera's view, as shapes for the map: worked out in the browser while it is dragged. */
import { type CameraDesign, FACE_HEIGHT_M } from "#domain/camera/camera-design.ts";
import { lookFrom } from "#domain/camera/coverage.ts";
import type { LocalPlane } from "#domain/camera/local-plane.ts";
import { CROWN_RADIUS_M, TRANSMITTANCE, TreeStand } from "#domain/camera/tree-screen.ts";
import { ringsInReach } from "#domain/camera/view-polygons.ts";
import { partsWithin } from "./united-views.ts";
import type { Level, Surroundings } from "./view-features.ts";

/** @param trees points as the API gives them, with `heightM` and `crownRadiusM` where these are on record. */
export function treeStandOf(
  trees: readonly GeoJSON.Feature[],
  plane: LocalPlane,
  season: keyof typeof TRANSMITTANCE,
): TreeStand {
  const points = trees.flatMap(({ geometry, properties }) =>
    geometry.type === "Point" ? [{ position: geometry.coordinates, properties }] : [],
  );
  const known = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);
  return new TreeStand(
    {
      xy: Float64Array.from(
        points.flatMap(({ position: [lng = 0, lat = 0] }) => [...plane.toPlane([lng, lat])]),
      ),
      heightM: Float64Array.from(points, ({ properties }) => known(properties?.heightM, Number.NaN)),
      radiusM: Float64Array.from(points, ({ properties }) => known(properties?.crownRadiusM, CROWN_RADIUS_M)),
    },
    TRANSMITTANCE[season],
  );
}

/** Band of what is dimmed: filled by nothing but its own layer. */
const DIMMED = 8;

/** The dimmed parts of a camera's view at the coarsest band; none where nothing is seen. */
export function dimmedFeatures(
  { plane, scene }: Surroundings,
  stand: TreeStand,
  design: CameraDesign,
  bands: readonly Level[],
  isNight: boolean,
): GeoJSON.Feature[] {
  const coarsest = bands.at(-1);
  if (!coarsest) return [];
  const at = plane.toPlane(design.position);
  const seen = lookFrom(scene, at, design, { levelPxPerM: coarsest.pxPerM, isNight });
  if (!seen.ok) return [];
  const [first] = seen.looks;
  if (!first) return [];
  const { x, y } = first.view;
  const { heightM, rangeM } = design;
  const shadows = stand
    .shadowsAt({ x, y, heightM, targetHeightM: FACE_HEIGHT_M, rangeM })
    .map((ring) => ring.map((metres, i) => metres + (i % 2 === 0 ? x : y)));
  return partsWithin(shadows, seen.looks.flatMap(ringsInReach)).map((ring) => ({
    type: "Feature",
    properties: { band: DIMMED, isDimmed: true },
    geometry: {
      type: "Polygon",
      coordinates: [
        Array.from({ length: ring.length / 2 }, (_, i) => [
          ...plane.toLngLat([ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]),
        ]),
      ],
    },
  }));
}
