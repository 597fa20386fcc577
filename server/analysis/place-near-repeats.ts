/** Which places are at raised risk today because of an event near by that is still recent? See near-repeat.ts. */
import { type NearRepeatAnswer, nearRepeat } from "#domain/hotspot/near-repeat.ts";
import { nearRepeatPlaces } from "#domain/hotspot/near-repeat-places.ts";
import { gridPositions } from "./grid-positions.ts";

export type PlaceNearRepeatTask = {
  /** Events with a day and an exact place of their own: ids of their positions. */
  locationIds: BigInt64Array;
  /** Whole day of each event. */
  day: Int32Array;
  /** Ids of positions in the places, and the place of each. */
  placeIds: BigInt64Array;
  placeOf: Int32Array;
  places: number;
  asOfDay: number;
  permutations: number;
  seed: number;
};

export type PlaceNearRepeats =
  /** By place: live events whose significant bands reach it (0 = none), and the last day of that. */
  { ok: true; events: Int32Array; untilDay: Int32Array } | Extract<NearRepeatAnswer, { ok: false }>;

/** Knox test of the events, then which places its significant bands reach on a day. */
export function placeNearRepeats(task: PlaceNearRepeatTask): PlaceNearRepeats {
  const { locationIds, day, placeIds, placeOf, places, asOfDay, permutations, seed } = task;
  const xy = gridPositions(locationIds);
  const tested = nearRepeat({ xy, day, permutations, seed });
  if (!tested.ok) return tested;
  const listed = nearRepeatPlaces({
    eventsXY: xy,
    eventDay: day,
    eventStreet: new Int32Array(day.length).fill(-1),
    placesXY: gridPositions(placeIds),
    placeStreet: placeOf,
    streets: Array.from({ length: places }, (_, place) => ({ street: String(place), ward: "" })),
    bands: tested.result.bands,
    asOfDay,
  });
  const events = new Int32Array(places);
  const until = new Int32Array(places);
  for (const { street, events: reaching, untilDay } of listed) {
    events[Number(street)] = reaching;
    until[Number(street)] = untilDay;
  }
  return { ok: true, events, untilDay: until };
}
