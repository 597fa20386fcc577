import { describe, expect, it } from "vitest";
import type { KnoxBand } from "#domain/hotspot/near-repeat.ts";
import {
  DAY_EDGES,
  DISTANCE_EDGES_M,
  dayInterval,
  distanceInterval,
} from "#domain/hotspot/near-repeat-bands.ts";
import { type CocoonQuestion, nearRepeatPlaces } from "#domain/hotspot/near-repeat-places.ts";

/** Table in which the named bands are significant, with ratio 10 · distance band + time band. */
function table(significant: readonly (readonly [distance: number, time: number])[]): KnoxBand[] {
  return DISTANCE_EDGES_M.flatMap((_, s) =>
    DAY_EDGES.map((__, t) => ({
      distance: distanceInterval(DISTANCE_EDGES_M, s),
      days: dayInterval(DAY_EDGES, t),
      observed: 9,
      expected: 1,
      ratio: 10 * s + t,
      p: 0.001,
      q: 0.02,
      significant: significant.some(([distance, time]) => distance === s && time === t),
      analytic: null,
    })),
  );
}

const STREETS = [
  { street: "Park Road", ward: "Hendon" },
  { street: "Bell Lane", ward: "Hendon" },
  { street: "Station Road", ward: "Golders Green" },
];

/** Park Road runs along y = 0, Bell Lane along y = 80, Station Road along y = 350; a home every 10 m of x 0 … 100. */
function question(
  events: readonly (readonly [x: number, y: number, day: number, street: number])[],
  bands: KnoxBand[],
  asOfDay = 100,
): CocoonQuestion {
  const homes = [0, 80, 350].flatMap((y, street) =>
    Array.from({ length: 11 }, (_, i) => ({ x: 10 * i, y, street })),
  );
  return {
    eventsXY: Float64Array.from(events.flatMap((event) => [event[0], event[1]])),
    eventDay: Int32Array.from(events, ([, , day]) => day),
    eventStreet: Int32Array.from(events, ([, , , street]) => street),
    placesXY: Float64Array.from(homes.flatMap(({ x, y }) => [x, y])),
    placeStreet: Int32Array.from(homes, ({ street }) => street),
    streets: STREETS,
    bands,
    asOfDay,
  };
}

describe("streets at raised risk", () => {
  it("are the event's own and those in reach, with the weight of their band, and no further", () => {
    const found = nearRepeatPlaces(
      question(
        [[50, 0, 98, 0]],
        table([
          [0, 0],
          [1, 0],
        ]),
      ),
    );
    expect(found).toEqual([
      {
        street: "Park Road",
        ward: "Hendon",
        events: 1,
        lastDay: 98,
        untilDay: 105,
        daysLeft: 5,
        weight: 1,
        ratio: 0,
      },
      {
        street: "Bell Lane",
        ward: "Hendon",
        events: 1,
        lastDay: 98,
        untilDay: 105,
        daysLeft: 5,
        weight: 0.5,
        ratio: 10,
      },
    ]);
  });

  it("leave the list when the time band closes, and the weight falls by whole weeks", () => {
    const bands = table([
      [1, 0],
      [1, 1],
    ]);
    const at = (asOfDay: number) => nearRepeatPlaces(question([[50, 0, 100, 0]], bands, asOfDay))[0];
    expect(at(100)).toMatchObject({ weight: 0.5, untilDay: 114, daysLeft: 14 });
    expect(at(106)).toMatchObject({ weight: 0.5, daysLeft: 8 });
    expect(at(107)).toMatchObject({ weight: 0.25, daysLeft: 7 });
    expect(at(114)).toMatchObject({ untilDay: 114, daysLeft: 0 });
    expect(at(115)).toBeUndefined();
    expect(at(99)).toBeUndefined();
  });

  it("a gap between significant time bands ends the run of days", () => {
    const bands = table([
      [1, 0],
      [1, 2],
    ]);
    const [first] = nearRepeatPlaces(question([[50, 0, 100, 0]], bands, 103));
    expect(first?.untilDay).toBe(107);
    expect(nearRepeatPlaces(question([[50, 0, 100, 0]], bands, 110))).toEqual([]);
    expect(nearRepeatPlaces(question([[50, 0, 100, 0]], bands, 116))[0]?.untilDay).toBe(121);
  });

  it("several events add up, and the order is by weight, then days left, then name", () => {
    const found = nearRepeatPlaces(
      question(
        [
          [50, 80, 99, 1],
          [60, 80, 97, 1],
          [40, 0, 98, 0],
        ],
        table([
          [0, 0],
          [1, 0],
        ]),
      ),
    );
    expect(found.map(({ street, events, weight, lastDay }) => [street, events, weight, lastDay])).toEqual([
      ["Bell Lane", 3, 2.5, 99],
      ["Park Road", 3, 2, 99],
    ]);
  });

  it("a far band without the near ones reaches only what lies in it", () => {
    const found = nearRepeatPlaces(question([[50, 0, 98, 0]], table([[4, 0]])));
    expect(found.map(({ street, weight }) => [street, weight])).toEqual([["Station Road", 0.2]]);
  });

  it("nothing is listed where no band is significant", () => {
    expect(nearRepeatPlaces(question([[50, 0, 98, 0]], table([])))).toEqual([]);
  });

  it("names streets and wards, never a position, an address or an event", () => {
    const [first] = nearRepeatPlaces(question([[50, 0, 98, 0]], table([[0, 0]])));
    expect(Object.keys(first ?? {}).sort()).toEqual(
      ["daysLeft", "events", "lastDay", "ratio", "street", "untilDay", "ward", "weight"].sort(),
    );
  });

  it("refuses streets that are not listed and arrays of different length", () => {
    const good = question([[50, 0, 98, 0]], table([[0, 0]]));
    expect(() => nearRepeatPlaces({ ...good, eventStreet: Int32Array.of(3) })).toThrow(RangeError);
    expect(() => nearRepeatPlaces({ ...good, placeStreet: Int32Array.of(0) })).toThrow(RangeError);
    expect(() => nearRepeatPlaces({ ...good, eventDay: Int32Array.of(1, 2) })).toThrow(RangeError);
  });
});
