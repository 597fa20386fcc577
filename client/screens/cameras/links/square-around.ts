/** A square footprint around a middle, sides north–south and east–west, closed. Pure. */
import type { LngLat } from "#domain/grid/h3.ts";
import { moved } from "../model/plan.ts";

export function squareAround(middle: LngLat, sideM: number): LngLat[] {
  const half = sideM / 2;
  const corners = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
    [-half, -half],
  ] as const;
  return corners.map(([east, north]) => moved(middle, east, north));
}
