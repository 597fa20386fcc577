import { ALL_AREAS_CODE, type AreaDetail } from "#contract/areas.ts";
import type { HexGrid } from "../../../workers/cube-messages.ts";

/** Share of hexagons left out at each side of the box: single far points must not shrink the map to a dot. */
const OUTLIERS = 0.005;
const MARGIN_DEGREES = 0.01;

/** Stands for everything imported: no outline, as large as nearly all of its hexagons. */
export function wholeGrid({ centres }: Pick<HexGrid, "centres">): AreaDetail {
  const some = centres.length > 0;
  const [west, east] = span(centres, 0);
  const [south, north] = span(centres, 1);
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
    hexagonRates: { residents: false, households: false },
    population: [],
  };
}

/** Where all but the outliers lie, along one axis (0 = lng, 1 = lat) of interleaved positions. */
function span(centres: ArrayLike<number>, axis: 0 | 1): [least: number, most: number] {
  const along = Float64Array.from(
    { length: centres.length / 2 },
    (_, i) => centres[2 * i + axis] ?? 0,
  ).sort();
  const at = (share: number) => along[Math.round(share * (along.length - 1))] ?? 0;
  return [at(OUTLIERS) - MARGIN_DEGREES, at(1 - OUTLIERS) + MARGIN_DEGREES];
}
