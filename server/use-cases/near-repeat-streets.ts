/** Streets where a recent incident raises the risk now: the list for leaflets, visits and patrols. Never addresses. */
import type { NearRepeat } from "#contract/patterns.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { locationPosition } from "#domain/grid/location-id.ts";
import { streetOfName } from "#domain/grid/street-name.ts";
import type { KnoxBand } from "#domain/hotspot/near-repeat.ts";
import { nearRepeatPlaces } from "#domain/hotspot/near-repeat-places.ts";
import { gridPositions } from "../analysis/grid-positions.ts";
import type { Reader } from "../db/read-model.ts";
import { type DatedEvents, dayName } from "./dated-events.ts";
import type { Question } from "./question.ts";

type Cocoon = NonNullable<NearRepeat["data"]>["cocoon"];

export type CocoonContext = {
  question: Question;
  events: DatedEvents;
  bands: readonly KnoxBand[];
  /** Day from which "now" is seen: the last with an incident. */
  asOfDay: number;
};

const MOST_STREETS = 200;

/** Riskiest first; empty where no band is significant or nothing recent is left. */
export async function cocoonStreets(reader: Reader, context: CocoonContext): Promise<Cocoon> {
  const { events, bands, asOfDay } = context;
  const significant = bands.filter(({ significant }) => significant);
  const reachDays = Math.max(0, ...significant.map(({ days }) => days.high));
  const reachM = Math.max(0, ...significant.map(({ distance }) => distance.high));
  const live = Array.from(events.day, (_, i) => i).filter((i) => asOfDay - (events.day[i] ?? 0) < reachDays);
  if (live.length === 0) return [];
  const liveIds = live.map((i) => events.locationIds[i] ?? 0n);
  const ids = [...new Set([...liveIds, ...(await positionsNear(reader, context, liveIds, reachM))])];
  const { streets, streetOf } = await streetsOf(reader, ids);
  const placed = ids.filter((id) => streetOf.has(id));
  return nearRepeatPlaces({
    eventsXY: gridPositions(liveIds),
    eventDay: Int32Array.from(live, (i) => events.day[i] ?? 0),
    eventStreet: Int32Array.from(liveIds, (id) => streetOf.get(id) ?? -1),
    placesXY: gridPositions(placed),
    placeStreet: Int32Array.from(placed, (id) => streetOf.get(id) ?? 0),
    streets,
    bands,
    asOfDay,
  })
    .slice(0, MOST_STREETS)
    .map(({ street, ward, events: n, lastDay, untilDay, weight }) => ({
      street,
      ward,
      events: n,
      lastDay: dayName(lastDay),
      until: dayName(untilDay),
      weight,
    }));
}

/** Positions of the area with any of the asked incidents, roughly within reach of a live one. */
async function positionsNear(
  reader: Reader,
  { question, events }: CocoonContext,
  liveIds: readonly bigint[],
  reachM: number,
): Promise<bigint[]> {
  const { snapshot, area, slices } = question;
  const known = area
    ? ((await reader.locationCounts(snapshot, area, slices)).index.rows ?? []).map(({ id }) => id)
    : [...new Set(events.locationIds)];
  const nearLive = roughlyNear(
    liveIds.map((id) => locationPosition(id)),
    reachM,
  );
  return known.filter((id) => nearLive(locationPosition(id)));
}

/** True for positions in a square of at least the reach about one of the points. */
function roughlyNear(points: readonly LngLat[], reachM: number): (position: LngLat) => boolean {
  // A degree of latitude is 111 km; of longitude 55 km at 60° north, more elsewhere in the country.
  const latStep = Math.max(reachM, 1) / 111_000;
  const lngStep = Math.max(reachM, 1) / 53_000;
  const key = (column: number, row: number): string => `${column}/${row}`;
  const squares = new Set<string>();
  for (const [lng, lat] of points) {
    const [column, row] = [Math.floor(lng / lngStep), Math.floor(lat / latStep)];
    for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) squares.add(key(column + dx, row + dy));
  }
  return ([lng, lat]) => squares.has(key(Math.floor(lng / lngStep), Math.floor(lat / latStep)));
}

/** Street and ward of positions; those without a name belong to none. */
async function streetsOf(reader: Reader, ids: readonly bigint[]) {
  const [names, wards] = await Promise.all([reader.locationNames(ids), reader.wardsOfLocations(ids)]);
  const wardOf = new Map(wards.map(({ id, ward }) => [id, ward]));
  const numbers = new Map<string, number>();
  const streets: { street: string; ward: string }[] = [];
  const streetOf = new Map<bigint, number>();
  for (const { id, name } of names) {
    const street = streetOfName(name);
    if (street === "") continue;
    const ward = wardOf.get(id) ?? "";
    const key = JSON.stringify([street, ward]);
    const number = numbers.get(key) ?? streets.push({ street, ward }) - 1;
    numbers.set(key, number);
    streetOf.set(id, number);
  }
  return { streets, streetOf };
}
