import type { Viewport } from "../../../state/url-state.ts";

/** Least zoom at which single buildings are drawn. */
const BUILDINGS_ZOOM = 14;
const BOX_STEP_DEG = 0.01;
const M_PER_DEGREE = 111_200;

/**
 * Box a little larger than the map close in, in steps so that panning asks seldom; "" farther out.
 * @param marginM how much farther it must reach on every side: what hides ground in the map may stand outside it.
 */
export function buildingBox(viewport: Viewport | null, marginM = 0): string {
  if (!viewport || viewport.zoom < BUILDINGS_ZOOM) return "";
  const widthLng = (1000 * 360) / (512 * 2 ** viewport.zoom);
  const marginLat = marginM / M_PER_DEGREE;
  const halfLng = widthLng + marginLat / Math.cos((viewport.lat * Math.PI) / 180);
  const halfLat = widthLng * 0.5 + marginLat;
  const down = (degrees: number) => (Math.floor(degrees / BOX_STEP_DEG) * BOX_STEP_DEG).toFixed(2);
  const up = (degrees: number) => (Math.ceil(degrees / BOX_STEP_DEG) * BOX_STEP_DEG).toFixed(2);
  const { lng, lat } = viewport;
  return [down(lng - halfLng), down(lat - halfLat), up(lng + halfLng), up(lat + halfLat)].join();
}
