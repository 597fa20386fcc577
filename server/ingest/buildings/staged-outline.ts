/** A building as it is stored. */
import type { StagedBuilding } from "../../db/queries/buildings-load.ts";
import type { BuildingDraft } from "./read-buildings.ts";

export function stagedOutline({
  polygons,
  heightFrom,
  unusableHeight,
  ...building
}: BuildingDraft): StagedBuilding {
  const attributes = {
    ...(heightFrom === "levels" ? { heightFrom } : {}),
    ...(unusableHeight === null ? {} : { unusableHeight: unusableHeight.slice(0, 100) }),
  };
  const coordinates = polygons.map((rings) => rings.map(closed));
  return {
    ...building,
    attributes: JSON.stringify(attributes),
    geometry: JSON.stringify({ type: "MultiPolygon", coordinates }),
  };
}

function closed(ring: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const [first] = ring;
  const last = ring.at(-1);
  const isClosed = first && last && first[0] === last[0] && first[1] === last[1];
  return isClosed || !first ? [...ring] : [...ring, first];
}
