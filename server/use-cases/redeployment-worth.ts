/** What rapid-deployment cameras would have had in view at each site, day by day, in the years that are known. */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import {
  cellAt,
  cellCentre,
  cellDisk,
  cellFromBigInt,
  cellResolution,
  cellToBigInt,
  isCell,
  type LngLat,
  STORED_RESOLUTIONS,
  type StoredResolution,
} from "#domain/grid/h3.ts";
import { locationPosition } from "#domain/grid/location-id.ts";
import type { DailyCounts } from "#domain/placement/seasonal-worth.ts";
import { daysFrom } from "#domain/time/calendar-days.ts";
import { daysInMonth } from "#domain/time/months.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { readDatedEvents } from "./dated-events.ts";
import { timedSlices } from "./event-place.ts";
import type { Question } from "./question.ts";

export type WorthSite = {
  id: string;
  position: LngLat | null;
  cells: readonly { cell: string; share: number }[];
  radiusM: number;
};

export type SiteCounts = {
  daily: DailyCounts[] /** Incidents of sources with days that have none. */;
  withoutDay: number;
};

const NEAR_RESOLUTION = 11;
const METRES_PER_DEGREE = 111_195;
const RINGS_OF_500_M = 14;
const COLUMN = { 8: "h8", 9: "h9", 10: "h10", 11: "h11" } as const;

/**
 * Counts of each site for every day of the question's months: by day where the source knows it, else a month's count
 * spread evenly over its days.
 */
export async function countPerDay(
  reader: Reader,
  question: Question,
  sites: readonly WorthSite[],
): Promise<Answer<SiteCounts>> {
  const seen = viewedCells(sites);
  if (!seen.ok) return seen;
  const { resolution, sharesOf } = seen.value;
  const first = question.months[0];
  const last = question.months.at(-1);
  if (!first || !last) return answer({ daily: sites.map(emptyCounts), withoutDay: 0 });
  const firstDay = `${first}-01`;
  const days = daysFrom(firstDay, `${last}-${daysInMonth(last)}`) + 1;
  const isKnown = knownDays(question, firstDay, days);
  const daily = sites.map((): DailyCounts => ({ firstDay, perDay: new Float64Array(days), isKnown }));
  const add = (cell: string, day: number, n: number) => {
    for (const { site, share } of sharesOf.get(cell) ?? []) {
      const perDay = daily[site]?.perDay;
      if (perDay && day >= 0 && day < days) perDay[day] = (perDay[day] ?? 0) + share * n;
    }
  };
  const timed = timedSlices(question);
  const cells = [...sharesOf.keys()];
  const withoutDay = await addDated(reader, question, timed, { resolution, cells, firstDay, add });
  const timedIds = new Set(timed.map(({ id }) => id));
  const monthly = question.slices.filter(({ id }) => !timedIds.has(id));
  await addMonthly(reader, question, monthly, { resolution, cells, firstDay, add });
  return answer({ daily, withoutDay });
}

type Adding = {
  resolution: StoredResolution;
  cells: readonly string[];
  firstDay: string;
  add: (cell: string, day: number, n: number) => void;
};

async function addDated(
  reader: Reader,
  { area }: Question,
  slices: readonly SelectedSlice[],
  { resolution, cells, firstDay, add }: Adding,
): Promise<number> {
  if (slices.length === 0) return 0;
  const place = { areaId: area?.id ?? null, cells: { resolution, ids: cells.map(cellToBigInt) } };
  const { day, locationIds, excluded } = await readDatedEvents(reader, place, slices);
  const first = daysFrom("1970-01-01", firstDay);
  for (let i = 0; i < day.length; i++) {
    add(cellAt(locationPosition(locationIds[i] ?? 0n), resolution), (day[i] ?? 0) - first, 1);
  }
  return excluded.reduce((sum, { n }) => sum + n, 0);
}

async function addMonthly(
  reader: Reader,
  { area }: Question,
  slices: readonly SelectedSlice[],
  { resolution, cells, firstDay, add }: Adding,
): Promise<void> {
  if (slices.length === 0) return;
  const { rows, pairs } = await reader.cellPositions(resolution, cells, area, slices);
  const cellOf = rows.map((row) => cellFromBigInt(row[COLUMN[resolution]]));
  for (const { month, index, n } of pairs) {
    const [from, length] = [daysFrom(firstDay, `${month}-01`), daysInMonth(month)];
    for (let k = 0; k < index.length; k++) {
      const cell = cellOf[index[k] ?? -1] ?? "";
      for (let day = 0; day < length; day++) add(cell, from + day, (n[k] ?? 0) / length);
    }
  }
}

function emptyCounts(): DailyCounts {
  return { firstDay: "2000-01-01", perDay: new Float64Array(0), isKnown: new Uint8Array(0) };
}

function knownDays({ months, selection }: Question, firstDay: string, days: number): Uint8Array {
  const isKnown = new Uint8Array(days);
  for (const month of months) {
    if (!selection.covered.has(month)) continue;
    const from = daysFrom(firstDay, `${month}-01`);
    isKnown.fill(1, from, from + daysInMonth(month));
  }
  return isKnown;
}

type Viewed = {
  resolution: StoredResolution;
  /** Sites that look into a hexagon, with the share of it in view. */
  sharesOf: Map<string, { site: number; share: number }[]>;
};

function viewedCells(sites: readonly WorthSite[]): Answer<Viewed> {
  const sharesOf: Viewed["sharesOf"] = new Map();
  const resolutions = new Set<number>();
  for (const [site, asked] of sites.entries()) {
    const cells = asked.cells.length > 0 ? asked.cells : cellsAround(asked);
    if (cells.length === 0) return refuseNowhere(asked.id);
    for (const { cell, share } of cells) {
      if (!isCell(cell)) return refuseCell(cell);
      resolutions.add(cellResolution(cell));
      const list = sharesOf.get(cell) ?? [];
      list.push({ site, share });
      sharesOf.set(cell, list);
    }
  }
  const [first] = resolutions;
  const resolution = STORED_RESOLUTIONS.find((stored) => stored === first);
  if (resolutions.size > 1 || resolution === undefined) return refuseCell([...resolutions].join(" and "));
  return answer({ resolution, sharesOf });
}

/** Hexagons of resolution 11 whose centre lies within a site's radius, all in view. */
function cellsAround({ position, radiusM }: WorthSite): { cell: string; share: number }[] {
  if (!position) return [];
  const [lng, lat] = position;
  const east = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  const home = cellAt(position, NEAR_RESOLUTION);
  const rings = Math.ceil((RINGS_OF_500_M * radiusM) / 500) + 1;
  const near = cellDisk(home, rings).filter((cell) => {
    const [x, y] = cellCentre(cell);
    return Math.hypot((x - lng) * east, (y - lat) * METRES_PER_DEGREE) <= radiusM;
  });
  return (near.length > 0 ? near : [home]).map((cell) => ({ cell, share: 1 }));
}

function refuseNowhere(id: string) {
  return refuse({
    code: "site-nowhere",
    title: "A site has neither a place nor a worth",
    detail: `Site ${id} has no position, no cells and no weeklyWorth.`,
    next: "Give it a position, the cells of its coverage, or its worth in each week.",
    where: "sites",
  });
}

function refuseCell(got: string) {
  return refuse({
    code: "invalid-cell",
    title: "These are not hexagons that figures are kept for",
    detail: `Got ${got}; expected H3 cells of one resolution out of ${STORED_RESOLUTIONS.join(", ")} for all sites.`,
    next: "Take the cells of answers of /api/v1/coverage, or give positions.",
    where: "sites",
  });
}
