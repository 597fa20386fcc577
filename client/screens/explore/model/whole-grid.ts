import { ALL_AREAS_CODE, type AreaDetail } from "#contract/areas.ts";
import type { HexGrid } from "../../../workers/cube-messages.ts";

/** Stands for everything imported: no outline, as large as its hexagons. */
export function wholeGrid({ centres }: Pick<HexGrid, "centres">): AreaDetail {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (let i = 0; i < centres.length; i += 2) {
    const lng = centres[i] ?? 0;
    const lat = centres[i + 1] ?? 0;
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const some = centres.length > 0;
  return {
    code: ALL_AREAS_CODE,
    kind: "other",
    name: "all imported areas",
    parentCode: null,
    areaKm2: 0,
    bbox: some ? [west, south, east, north] : [-8, 50, 2, 59],
    centre: [(west + east) / 2, (south + north) / 2],
    demo: false,
    geometry: { type: "MultiPolygon", coordinates: [] },
    population: [],
  };
}
