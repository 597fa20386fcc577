/**
 * The map of a paper as shapes on a sheet: buildings, roads, cameras and what they see, to scale, north up. Lengths on
 * the sheet are in units of its view box. Pure.
 */
import { localPlane } from "#domain/camera/local-plane.ts";
import type { LngLat } from "#domain/grid/h3.ts";

export type SheetSize = { width: number; height: number };
export type MapFrame = { centre: LngLat; radiusM: number };

export type MapShapes = {
  buildings: string[];
  roads: string[];
  /** Bands of detail, 0 the finest; outlines have band 9. */
  views: { band: number; path: string }[];
  cameras: { x: number; y: number; label: string; tip: { x: number; y: number } | null }[];
  scale: { metres: number; length: number };
};

export type MapContent = {
  buildings: readonly GeoJSON.Feature[];
  roads: readonly GeoJSON.Feature[];
  views: readonly GeoJSON.Feature[];
  cameras: readonly { position: LngLat; bearingDeg: number | null; label: string }[];
};

const FACING = 26;
/** The scale bar is at most this part of the sheet's width. */
const BAR_PART = 0.28;
const ROUND = [1, 2, 5] as const;

/** Half of the sheet's shorter side is the frame's radius. */
export function mapShapes(frame: MapFrame, size: SheetSize, content: MapContent): MapShapes {
  const unitsPerM = Math.min(size.width, size.height) / 2 / frame.radiusM;
  const plane = localPlane(frame.centre);
  const toSheet = (position: LngLat) => {
    const [east, north] = plane.toPlane(position);
    return { x: size.width / 2 + east * unitsPerM, y: size.height / 2 - north * unitsPerM };
  };
  const paths = (features: readonly GeoJSON.Feature[]) =>
    features.map(({ geometry }) => pathOf(geometry, toSheet)).filter((path) => path !== "");
  return {
    buildings: paths(content.buildings),
    roads: paths(content.roads),
    views: content.views.map(({ geometry, properties }) => ({
      band: typeof properties?.band === "number" ? properties.band : 0,
      path: pathOf(geometry, toSheet),
    })),
    cameras: content.cameras.map(({ position, bearingDeg, label }) => {
      const at = toSheet(position);
      const angle = ((bearingDeg ?? 0) * Math.PI) / 180;
      const tip =
        bearingDeg === null
          ? null
          : { x: at.x + FACING * Math.sin(angle), y: at.y - FACING * Math.cos(angle) };
      return { ...at, label, tip };
    }),
    scale: scaleBar(unitsPerM, BAR_PART * size.width),
  };
}

/** The longest round length (1, 2 or 5 times a power of ten) that fits. */
function scaleBar(unitsPerM: number, longest: number): MapShapes["scale"] {
  const mostM = longest / unitsPerM;
  const power = 10 ** Math.floor(Math.log10(mostM));
  const step = ROUND.filter((each) => each * power <= mostM).at(-1) ?? 1;
  return { metres: step * power, length: step * power * unitsPerM };
}

type ToSheet = (position: LngLat) => { x: number; y: number };

/** SVG path of lines and polygons; other geometry has none. */
function pathOf(geometry: GeoJSON.Geometry, toSheet: ToSheet): string {
  const line = (positions: readonly GeoJSON.Position[], end: string) =>
    positions
      .map(([lng = 0, lat = 0], i) => {
        const { x, y } = toSheet([lng, lat]);
        return `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join("") + end;
  switch (geometry.type) {
    case "LineString":
      return line(geometry.coordinates, "");
    case "MultiLineString":
      return geometry.coordinates.map((part) => line(part, "")).join("");
    case "Polygon":
      return geometry.coordinates.map((ring) => line(ring, "Z")).join("");
    case "MultiPolygon":
      return geometry.coordinates.flatMap((rings) => rings.map((ring) => line(ring, "Z"))).join("");
    case "Point":
    case "MultiPoint":
    case "GeometryCollection":
      return "";
  }
}

/** Box of a frame with some ground around it, `west,south,east,north`. */
export function frameBox({ centre, radiusM }: MapFrame, margin: number): string {
  const plane = localPlane(centre);
  const far = radiusM * margin;
  const [west, south] = plane.toLngLat([-far, -far]);
  const [east, north] = plane.toLngLat([far, far]);
  return [west, south, east, north].map((degrees) => degrees.toFixed(5)).join(",");
}
