/** Times of an incident: exact for what is witnessed, a span for what is found afterwards. */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { type CalendarDay, calendarDay, DAY_COUNT, instantOf } from "./calendar.ts";

export type Times = { fromMs: number; toMs: number };

/** An exact minute by hour weights. */
export function exactTime(day: CalendarDay, hours: readonly number[], random: SeededRandom): Times {
  const ms = instantOf(day, drawHour(hours, random) * 60 + random.integerBelow(60));
  return { fromMs: ms, toMs: ms };
}

/**
 * Span of a residential burglary: working day, evening out, overnight, or a weekend away. The weekend away only
 * starts on a Friday, the working day only on Monday to Friday.
 */
export function homeBurglarySpan(day: CalendarDay, random: SeededRandom): Times {
  const pick = random.uniform();
  const isWorkday = day.weekday < 5;
  if (pick < 0.36 && isWorkday) return span(day, [435, 570], 0, [950, 1140], random);
  if (pick < 0.56) return span(day, [1050, 1215], 0, [1230, 1425], random);
  if (pick > 0.88 && day.weekday === 4) return span(day, [960, 1140], 2, [960, 1290], random);
  if (pick > 0.8) return exactTime(day, DAYLIGHT, random);
  return span(day, [1290, 1425], 1, [330, 480], random);
}

/** Span of a burglary of a business: closing to opening, over Sunday if it closed on a Saturday. */
export function businessBurglarySpan(day: CalendarDay, random: SeededRandom): Times {
  if (random.uniform() < 0.15) return exactTime(day, NIGHT, random);
  const nights = day.weekday === 5 ? 2 : 1;
  return span(day, [1020, 1320], nights, [390, 570], random);
}

/** Span of a vehicle crime: parked overnight, or the visit to a shop or station. */
export function vehicleSpan(day: CalendarDay, hours: readonly number[], random: SeededRandom): Times {
  if (random.uniform() < 0.6) return span(day, [1080, 1380], 1, [390, 570], random);
  const start = exactTime(day, hours, random);
  return { fromMs: start.fromMs, toMs: start.fromMs + (20 + random.integerBelow(400)) * 60_000 };
}

const NIGHT = [3, 3, 3, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3];
const DAYLIGHT = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 4, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0];

function span(
  day: CalendarDay,
  fromMinutes: readonly [number, number],
  daysLater: number,
  toMinutes: readonly [number, number],
  random: SeededRandom,
): Times {
  const between = ([low, high]: readonly [number, number]) => low + random.integerBelow(high - low);
  const endDay = calendarDay(Math.min(day.dayIndex + daysLater, DAY_COUNT + 3));
  return { fromMs: instantOf(day, between(fromMinutes)), toMs: instantOf(endDay, between(toMinutes)) };
}

function drawHour(hours: readonly number[], random: SeededRandom): number {
  let target = random.uniform() * hours.reduce((a, b) => a + b, 0);
  for (let hour = 0; hour < 24; hour++) {
    target -= hours[hour] ?? 0;
    if (target < 0) return hour;
  }
  return 23;
}
