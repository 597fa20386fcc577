/** The hotspot list for a spreadsheet: one row per place, and in the columns at the right where it comes from. */
import type { Place, Places } from "#contract/places.ts";
import { csvField } from "./rejections-csv.ts";

type Cell = string | number | boolean | null;
type Column<T> = { name: string; of: (from: T) => Cell };

const decimals = (n: number | null | undefined, digits: number) =>
  n === null || n === undefined ? null : Number(n.toFixed(digits));
const significant = (n: number) => Number(n.toPrecision(4));

const PLACE_COLUMNS: readonly Column<Place>[] = [
  { name: "rank", of: (place) => place.rank },
  { name: "listed", of: (place) => (place.decision?.kind === "exclude" ? "excluded" : "listed") },
  { name: "name", of: (place) => place.name },
  { name: "ward", of: (place) => place.ward },
  { name: "incidents", of: (place) => place.n },
  { name: "expected_at_area_mean", of: (place) => decimals(place.expected, 2) },
  { name: "excess", of: (place) => decimals(place.excess, 2) },
  { name: "excess_95_low", of: (place) => decimals(place.excessLow, 2) },
  { name: "excess_95_high", of: (place) => decimals(place.excessHigh, 2) },
  { name: "q", of: (place) => significant(place.q) },
  { name: "class", of: (place) => place.class },
  { name: "same_months_year_before", of: (place) => place.yearBefore },
  { name: "positions", of: (place) => place.positions },
  { name: "share_on_busiest_position", of: (place) => decimals(place.busiestPositionShare, 3) },
  { name: "streets", of: (place) => place.streets.map(({ name, n }) => `${name} (${n})`).join("; ") },
  { name: "peak_hours", of: (place) => place.peak?.words ?? null },
  { name: "history_class", of: (place) => place.trend?.class ?? null },
  { name: "history", of: (place) => place.trend?.words ?? null },
  { name: "persistence_1_3_5_years", of: (place) => place.trend?.persistence ?? null },
  { name: "near_repeat", of: (place) => place.nearRepeat },
  { name: "harm", of: (place) => decimals(place.harm?.total, 2) },
  { name: "harm_unit", of: (place) => place.harm?.unit ?? null },
  { name: "harm_weights_verified", of: (place) => place.harm?.verified ?? null },
  { name: "camera_within_100_m", of: (place) => place.covered },
  { name: "share_with_camera_within_100_m", of: (place) => decimals(place.coveredShare, 3) },
  { name: "flags", of: (place) => place.flags.join("; ") },
  { name: "longitude", of: (place) => place.centre[0] },
  { name: "latitude", of: (place) => place.centre[1] },
  { name: "area_m2", of: (place) => place.areaM2 },
  { name: "hexagons", of: (place) => place.cells.join(" ") },
  { name: "significant_hexagons", of: (place) => place.hotCells.join(" ") },
  { name: "decision", of: (place) => place.decision?.kind ?? null },
  { name: "decision_reason", of: (place) => place.decision?.reason ?? null },
  { name: "decided_by", of: (place) => place.decision?.author ?? null },
  { name: "decided_at", of: (place) => place.decision?.at ?? null },
];

/** The same in every row, so that a row that is copied elsewhere still says what it is. */
const LIST_COLUMNS: readonly Column<Places>[] = [
  { name: "unit", of: ({ meta }) => meta.unit },
  { name: "period_from", of: ({ meta }) => meta.period?.from ?? null },
  { name: "period_to", of: ({ meta }) => meta.period?.to ?? null },
  { name: "area", of: ({ meta }) => meta.studyArea?.name ?? null },
  { name: "buffer_m", of: ({ meta }) => meta.studyArea?.bufferM ?? null },
  { name: "resolution", of: ({ meta }) => meta.resolution },
  { name: "method", of: ({ meta }) => meta.method },
  { name: "sources", of: ({ meta }) => meta.sources.map(({ title }) => title).join("; ") },
  { name: "caveats", of: ({ meta }) => meta.caveats.map(({ text }) => text).join(" ") },
  { name: "cannot_be_said", of: ({ meta }) => meta.cannot.map(({ text }) => text).join(" ") },
  { name: "dataset_version", of: ({ meta }) => meta.datasetVersion },
];

/**
 * Listed places, then the excluded ones. Begins with a byte order mark so that spreadsheets read UTF-8. A list that
 * is empty has the header and one row that says why.
 */
export function placesAsCsv(list: Places): string {
  const about = LIST_COLUMNS.map(({ of }) => fieldOf(of(list)));
  const places = [...list.data.places, ...list.data.excluded];
  const rows = places.map((place) => [...PLACE_COLUMNS.map(({ of }) => fieldOf(of(place))), ...about]);
  if (rows.length === 0) {
    rows.push([
      ...PLACE_COLUMNS.map(({ name }) => (name === "name" ? csvField(whyEmpty(list)) : "")),
      ...about,
    ]);
  }
  const header = [...PLACE_COLUMNS, ...LIST_COLUMNS].map(({ name }) => name);
  return `\uFEFF${[header, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
}

function whyEmpty({ meta }: Places): string {
  const none = meta.caveats.find(({ code }) => code === "no-places");
  return meta.refusal?.text ?? none?.text ?? "No place is listed.";
}

function fieldOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return typeof cell === "number" ? String(cell) : csvField(cell);
}
