import type { Viewport } from "../../../state/url-state.ts";

/** Least zoom at which single buildings are drawn. */
const BUILDINGS_ZOOM = 14;
const BOX_STEP_DEG = 0.01;

/** Box a little larger than the map close in, in steps so that panning asks seldom; "" farther out. */
export function buildingBox(viewport: Viewport | null): string {
  if (!viewport || viewport.zoom < BUILDINGS_ZOOM) return "";
  const halfLng = (1000 * 360) / (512 * 2 ** viewport.zoom);
  const halfLat = halfLng * 0.5;
  const down = (degrees: number) => (Math.floor(degrees / BOX_STEP_DEG) * BOX_STEP_DEG).toFixed(2);
  const up = (degrees: number) => (Math.ceil(degrees / BOX_STEP_DEG) * BOX_STEP_DEG).toFixed(2);
  const { lng, lat } = viewport;
  return [down(lng - halfLng), down(lat - halfLat), up(lng + halfLng), up(lat + halfLat)].join();
}
