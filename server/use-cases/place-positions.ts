/** Where in a place do its incidents lie? Its positions, streets and ward, and what to call it. */
import { INSIDE } from "#domain/grid/area-cells.ts";
import { cellToBigInt, type LngLat } from "#domain/grid/h3.ts";
import { locationPosition } from "#domain/grid/location-id.ts";
import type { LocationRow, Reader } from "../db/read-model.ts";
import { positionTotals } from "./shared-positions.ts";
import type { StudyGrid } from "./study-grid.ts";

/** A published position with the incidents of the period on it. */
export type PlacePosition = { id: bigint; at: LngLat; street: string; ward: string; n: number };

const STREETS_LISTED = 5;
const STREETS_IN_NAME = 2;
const COLUMN = { 8: "h8", 9: "h9", 10: "h10", 11: "h11" } as const;

/** "On or near Park Road" is Park Road, of which the snap point is only near. */
const NEARNESS = /^on or near /i;

/** What data.police.uk publishes instead of a street where a snap point stands for a kind of venue. */
const KINDS_OF_VENUE = new Set([
  "Airport/Airfield",
  "Bus/Coach Station",
  "Conference/Exhibition Centre",
  "Further/Higher Educational Building",
  "Hospital",
  "Nightclub",
  "Park/Open Space",
  "Parking Area",
  "Pedestrian Subway",
  "Petrol Station",
  "Police Station",
  "Prison",
  "Race Track",
  "Shopping Area",
  "Sports/Recreation Area",
  "Supermarket",
  "Theatre/Concert Hall",
]);

/** Positions of each place, given by its cells; a cell belongs to one place at most. */
export async function placePositions(
  reader: Reader,
  grid: StudyGrid,
  places: readonly (readonly string[])[],
): Promise<PlacePosition[][]> {
  const found: PlacePosition[][] = places.map(() => []);
  const placeOf = new Map(places.flatMap((cells, k) => cells.map((cell) => [cellToBigInt(cell), k])));
  const busy = await busyPositions(reader, grid, new Set(places.flat()));
  const inPlaces = busy.filter(({ row }) => placeOf.has(row[COLUMN[grid.resolution]]));
  const wards = await reader.wardsOfLocations(inPlaces.map(({ row }) => row.id));
  const wardOf = new Map(wards.map(({ id, ward }) => [id, ward]));
  for (const { row, n } of inPlaces) {
    const place = found[placeOf.get(row[COLUMN[grid.resolution]]) ?? -1];
    const street = row.name.replace(NEARNESS, "");
    place?.push({ id: row.id, at: locationPosition(row.id), street, ward: wardOf.get(row.id) ?? "", n });
  }
  return found;
}

/** Busiest streets with their incidents. */
export function busiestStreets(positions: readonly PlacePosition[]): { name: string; n: number }[] {
  return tally(positions, ({ street }) => street).slice(0, STREETS_LISTED);
}

/** "Hendon Park, Park View Road": the two busiest streets; kinds of venue only where no street is named. */
export function placeName(positions: readonly PlacePosition[]): string {
  const names = tally(positions, ({ street }) => street).map(({ name }) => name);
  const streets = names.filter((name) => !KINDS_OF_VENUE.has(name));
  const used = (streets.length > 0 ? streets : names).slice(0, STREETS_IN_NAME);
  return used.length > 0 ? used.join(", ") : "No street name published";
}

/** Ward with most of the incidents; empty where no ward is imported. */
export function wardOfMost(positions: readonly PlacePosition[]): string {
  return tally(positions, ({ ward }) => ward)[0]?.name ?? "";
}

/** Middle of the incidents, 6 decimals; null without incidents. */
export function middleOf(positions: readonly PlacePosition[]): [number, number] | null {
  let [lng, lat, n] = [0, 0, 0];
  for (const position of positions) {
    lng += position.at[0] * position.n;
    lat += position.at[1] * position.n;
    n += position.n;
  }
  return n === 0 ? null : [Number((lng / n).toFixed(6)), Number((lat / n).toFixed(6))];
}

/** Distinct addresses or snap points, and the share of incidents on the busiest of them. */
export function spread(positions: readonly PlacePosition[]): { positions: number; busiestShare: number } {
  const perPoint = tally(positions, ({ at }) => at.join());
  const n = perPoint.reduce((sum, point) => sum + point.n, 0);
  return { positions: perPoint.length, busiestShare: n === 0 ? 0 : (perPoint[0]?.n ?? 0) / n };
}

/** As the grid counts them: without a buffer those in the polygon, with one all in the hexagons. */
async function busyPositions(
  reader: Reader,
  { question, resolution, cells, flags, bufferM, beyond }: StudyGrid,
  wanted: ReadonlySet<string>,
): Promise<{ row: LocationRow; n: number }[]> {
  const { snapshot, area, slices } = question;
  const { index, pairs } = await reader.locationCounts(snapshot, area, slices);
  const inside = withCounts(index.rows ?? [], positionTotals(pairs));
  if (bufferM === 0) return inside;
  const crossed = cells.filter((cell, i) => flags[i] !== INSIDE && wanted.has(cell));
  const found = await reader.cellPositions(resolution, crossed, null, [...slices, ...beyond]);
  const outer = withCounts(found.rows, positionTotals(found.pairs));
  const known = new Set(outer.map(({ row }) => row.id));
  return [...inside.filter(({ row }) => !known.has(row.id)), ...outer];
}

function withCounts(rows: readonly LocationRow[], totals: ReadonlyMap<number, number>) {
  return [...totals].flatMap(([at, n]) => {
    const row = rows[at];
    return row ? [{ row, n }] : [];
  });
}

/** Incidents by a name of theirs, most first; those without a name are left out. */
function tally(
  positions: readonly PlacePosition[],
  nameOf: (position: PlacePosition) => string,
): { name: string; n: number }[] {
  const totals = new Map<string, number>();
  for (const position of positions) {
    const name = nameOf(position);
    if (name !== "") totals.set(name, (totals.get(name) ?? 0) + position.n);
  }
  return [...totals]
    .map(([name, n]) => ({ name, n }))
    .sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
}
