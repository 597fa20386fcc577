/**
 * Which streets are at raised risk today because of an event near by that is still recent? The list for cocooning:
 * leaflets, visits and patrols around the homes of recent victims.
 *
 * Applies the bands that the near-repeat test found significant to the events at hand: a street is listed while one of
 * its positions lies in a significant distance band of an event whose age is still in the matching time band. It says
 * where the measured pattern raises risk, not that an event will happen. Names streets, never addresses: neither
 * positions nor events leave this function.
 *
 * Order: weight = Σ over live events of 1/((1 + distance band)(1 + whole weeks since)), the decay of Bowers, Johnson
 * & Pease 2004 (British Journal of Criminology 44, 641–658) with the test's bands for distance: 1 for a street that
 * had an event this week, ½ for one 100 m off. A rank, not a probability.
 */
import { bucketPoints } from "../grid/point-buckets.ts";
import type { KnoxBand } from "./near-repeat.ts";

export type CocoonQuestion = {
  /** Events, metres, x and y in turn. */
  eventsXY: Float64Array;
  /** Whole day of each event, in the same count as `asOfDay`. */
  eventDay: Int32Array;
  /** Street of each event, a place in `streets`; −1 = unknown. */
  eventStreet: Int32Array;
  /** Positions that stand for the streets: homes, or points along them, m, x and y in turn. */
  placesXY: Float64Array;
  /** Street of each of those positions. */
  placeStreet: Int32Array;
  /** Names, with whatever else tells two streets of one name apart, such as the ward. */
  streets: readonly { street: string; ward: string }[];
  /** The whole table of the test; only its significant bands are used. */
  bands: readonly KnoxBand[];
  asOfDay: number;
};

export type CocoonStreet = {
  street: string;
  ward: string;
  /** Live events that put the street on the list. */
  events: number;
  /** Day of the latest of them. */
  lastDay: number;
  /** Last day on which it is still in a significant band without a gap, if nothing more happens. */
  untilDay: number;
  /** Days after `asOfDay` until then; 0 = today is the last. */
  daysLeft: number;
  weight: number;
  /** Largest measured ratio (observed over expected) among the bands it is in. */
  ratio: number;
};

/** Live effect of one event on one street. */
type Link = { weight: number; untilDay: number; ratio: number };

/**
 * Streets at raised risk on a day, highest weight first; then longest at risk, then by name.
 * A street with positions at several distances from an event counts once for it, with the highest weight. Distances
 * are straight lines: use bands of a test with the same metric.
 * Cost: O(live events × places in reach).
 * @throws RangeError for arrays of different length or a street number outside `streets`.
 */
export function nearRepeatPlaces(question: CocoonQuestion): CocoonStreet[] {
  check(question);
  const { eventsXY, eventDay, eventStreet, placesXY, placeStreet, streets, asOfDay } = question;
  const risk = liveRisk(question.bands);
  if (risk.reachM === 0) return [];
  const listed = new Map<number, CocoonStreet>();
  const places = bucketPoints(placesXY, Math.max(1, risk.reachM));
  const stretches = new Int32Array(places.stretchesFor(risk.reachM));
  for (let e = 0; e < eventDay.length; e++) {
    const age = asOfDay - (eventDay[e] ?? 0);
    if (age < 0 || age >= risk.reachDays) continue;
    const links = new Map<number, Link>();
    const ownStreet = eventStreet[e] ?? -1;
    if (ownStreet >= 0) keepBest(links, ownStreet, risk.at(0, age, asOfDay));
    const x = eventsXY[2 * e] ?? 0;
    const y = eventsXY[2 * e + 1] ?? 0;
    const found = places.near(x, y, risk.reachM, stretches);
    for (let s = 0; s < found; s++) {
      for (let at = stretches[2 * s] ?? 0; at < (stretches[2 * s + 1] ?? 0); at++) {
        const apartM = Math.hypot((places.x[at] ?? 0) - x, (places.y[at] ?? 0) - y);
        const link = risk.at(apartM, age, asOfDay);
        if (link) keepBest(links, placeStreet[places.order[at] ?? 0] ?? 0, link);
      }
    }
    for (const [street, link] of links) addLink(listed, street, streets, link, eventDay[e] ?? 0, asOfDay);
  }
  return [...listed.values()].sort(
    (a, b) =>
      b.weight - a.weight ||
      b.untilDay - a.untilDay ||
      compareText(a.street, b.street) ||
      compareText(a.ward, b.ward),
  );
}

function keepBest(links: Map<number, Link>, street: number, link: Link | null): void {
  const best = links.get(street);
  if (!link || (best && best.weight >= link.weight)) return;
  links.set(street, link);
}

function addLink(
  listed: Map<number, CocoonStreet>,
  street: number,
  streets: CocoonQuestion["streets"],
  link: Link,
  day: number,
  asOfDay: number,
): void {
  const entry = listed.get(street);
  if (entry) {
    entry.events++;
    entry.lastDay = Math.max(entry.lastDay, day);
    entry.untilDay = Math.max(entry.untilDay, link.untilDay);
    entry.daysLeft = entry.untilDay - asOfDay;
    entry.weight += link.weight;
    entry.ratio = Math.max(entry.ratio, link.ratio);
    return;
  }
  const name = streets[street] ?? { street: "", ward: "" };
  listed.set(street, { ...name, events: 1, lastDay: day, daysLeft: link.untilDay - asOfDay, ...link });
}

/** What the significant bands say of a distance and an age. */
function liveRisk(bands: readonly KnoxBand[]) {
  const significant = bands.filter((band) => band.significant);
  const distances = [...new Set(bands.map((band) => band.distance.high))].sort((a, b) => a - b);
  const bandAt = (apartM: number, age: number) =>
    significant.find(
      ({ distance, days }) =>
        (apartM > distance.low || (distance.low === 0 && apartM === 0)) &&
        apartM <= distance.high &&
        age >= days.low &&
        age < days.high,
    );
  return {
    reachM: significant.reduce((most, { distance }) => Math.max(most, distance.high), 0),
    reachDays: significant.reduce((most, { days }) => Math.max(most, days.high), 0),
    at(apartM: number, age: number, asOfDay: number): Link | null {
      const band = bandAt(apartM, age);
      if (!band) return null;
      let last = age;
      while (bandAt(apartM, last + 1)) last++;
      const weight = 1 / ((1 + distances.indexOf(band.distance.high)) * (1 + Math.floor(age / 7)));
      return { weight, untilDay: asOfDay + last - age, ratio: band.ratio ?? 1 };
    },
  };
}

/** By code unit: the same order on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function check({ eventsXY, eventDay, eventStreet, placesXY, placeStreet, streets }: CocoonQuestion): void {
  const events = eventDay.length;
  if (eventsXY.length !== 2 * events || eventStreet.length !== events) {
    throw new RangeError(
      `nearRepeatPlaces: expected positions and streets of ${events} events, got ${eventsXY.length / 2} and ${eventStreet.length}`,
    );
  }
  if (placesXY.length !== 2 * placeStreet.length) {
    throw new RangeError(
      `nearRepeatPlaces: expected positions of ${placeStreet.length} places, got ${placesXY.length / 2}`,
    );
  }
  const unknown =
    placeStreet.find((street) => street < 0 || street >= streets.length) ??
    eventStreet.find((street) => street >= streets.length);
  if (unknown !== undefined) {
    throw new RangeError(`nearRepeatPlaces: expected streets 0 to ${streets.length - 1}, got ${unknown}`);
  }
}
