import { wgs84ToBng } from "#domain/grid/osgb.ts";
import { type Proximity, proximity } from "#domain/hotspot/proximity.ts";
import { gridPositions } from "./grid-positions.ts";

export type ProximityTask = {
  /** Ids of the incidents' positions. */
  incidents: BigInt64Array;
  /** Times of the incidents, epoch ms, NaN = not known; null where no source knows any. */
  times: { fromMs: Float64Array; toMs: Float64Array } | null;
  /** Ids of the positions where an incident could have been, and what they are. */
  comparison: { locationIds: BigInt64Array; meaning: string };
  /** Longitude and latitude in turn, by kind. */
  features: readonly { kind: string; lngLat: Float64Array }[];
  withinM: number;
};

/** What is near features of each kind; null where nothing can be compared. */
export type NearFeatures = { kind: string; found: Omit<Proximity, "isNear"> | null };

/** Every kind of feature against the same comparison; see the kernel. */
export function nearFeatures({
  incidents,
  times,
  comparison,
  features,
  withinM,
}: ProximityTask): NearFeatures[] {
  const incidentsXY = gridPositions(incidents);
  const xy = gridPositions(comparison.locationIds);
  return features.map(({ kind, lngLat }) => {
    const answer = proximity({
      incidentsXY,
      featuresXY: onGrid(lngLat),
      withinM,
      comparison: { xy, weights: null, meaning: comparison.meaning },
      times,
    });
    if (!answer.ok) return { kind, found: null };
    const { isNear: _, ...found } = answer.result;
    return { kind, found };
  });
}

function onGrid(lngLat: Float64Array): Float64Array {
  const xy = new Float64Array(lngLat.length);
  for (let i = 0; i + 1 < lngLat.length; i += 2) {
    xy.set(wgs84ToBng(lngLat[i] ?? 0, lngLat[i + 1] ?? 0), i);
  }
  return xy;
}
