/** How many incidents of each hexagon fall into some hours of the day, spans shared over their hours. */
import { cellAt } from "#domain/grid/h3.ts";
import { locationPosition } from "#domain/grid/location-id.ts";
import { aoristic } from "#domain/hotspot/aoristic.ts";
import { unpackCells } from "./cell-text.ts";

export type HoursByCellTask = {
  packedCells: Uint8Array;
  resolution: number;
  fromMs: Float64Array;
  toMs: Float64Array;
  contradicts: Uint8Array;
  locationIds: BigInt64Array;
  /** Hours of the day that count, 0–23 in London. */
  hours: readonly number[];
};

export type HoursByCell = {
  /** Incidents by cell within the hours; parts of one where a span reaches beyond them. */
  weight: Float64Array;
  /** Incidents with a usable time in one of the cells; those without one; those in none of the cells. */
  used: number;
  untimed: number;
  elsewhere: number;
};

const HOURS_PER_DAY = 24;
const HOURS_PER_WEEK = 168;

/** O(incidents + hours in their spans). */
export function hoursByCell(task: HoursByCellTask): HoursByCell {
  const cells = unpackCells(task.packedCells);
  const numbers = new Map(cells.map((cell, i) => [cell, i]));
  const known = new Map<bigint, number>();
  const kept: { at: number; group: number }[] = [];
  let elsewhere = 0;
  for (const [at, id] of task.locationIds.entries()) {
    let group = known.get(id);
    if (group === undefined) {
      group = numbers.get(cellAt(locationPosition(id), task.resolution)) ?? -1;
      known.set(id, group);
    }
    if (group < 0) elsewhere++;
    else if (task.contradicts[at] !== 1) kept.push({ at, group });
  }
  const found = aoristic({
    fromMs: Float64Array.from(kept, ({ at }) => task.fromMs[at] ?? Number.NaN),
    toMs: Float64Array.from(kept, ({ at }) => task.toMs[at] ?? Number.NaN),
    group: Int32Array.from(kept, ({ group }) => group),
    groups: cells.length,
    excludeOver28Days: true,
  });
  const isWanted = new Set(task.hours);
  const weight = Float64Array.from(cells, (_, cell) => {
    let sum = 0;
    for (let hour = 0; hour < HOURS_PER_WEEK; hour++) {
      if (isWanted.has(hour % HOURS_PER_DAY)) sum += found.weights[cell * HOURS_PER_WEEK + hour] ?? 0;
    }
    return sum;
  });
  const located = task.locationIds.length - elsewhere;
  return { weight, used: found.used, untimed: located - found.used, elsewhere };
}
