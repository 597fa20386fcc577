import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Place } from "#contract/places.ts";
import {
  excessSentence,
  flagWords,
  hottestCell,
  isGap,
  PLACE_CLASS_WORDS,
  sortPlaces,
  trendWord,
  viewportOf,
  yearBeforeWords,
} from "../../client/screens/explore/hotspots/place-words.ts";
import { readTypedPosition } from "../../client/screens/explore/hotspots/typed-position.ts";

type Trend = NonNullable<Place["trend"]>;

const TREND: Trend = {
  class: "persistent",
  words: "hot for 9 of the last 12 months",
  monthsPerStep: 3,
  hotSteps: 18,
  steps: 20,
  hotMonths: 9,
  months: 12,
  direction: "no-clear-trend",
  trendP: 0.4,
  persistence: "persistent",
};

const PLACE: Place = {
  id: "r9-89195da49bbffff",
  rank: 1,
  name: "Watling Avenue",
  ward: "Burnt Oak",
  cells: ["89195da49bbffff"],
  hotCells: ["89195da49bbffff"],
  centre: [-0.26, 51.6],
  areaM2: 90_000,
  n: 23,
  expected: 9.2,
  excess: 13.8,
  excessLow: 5.4,
  excessHigh: 25.3,
  q: 0.004,
  class: "hot-99",
  yearBefore: 31,
  positions: 6,
  busiestPositionShare: 0.4,
  streets: [],
  peak: null,
  trend: null,
  nearRepeat: null,
  harm: null,
  covered: null,
  coveredShare: null,
  flags: [],
  decision: null,
};

const place = (changes: Partial<Place>): Place => ({ ...PLACE, ...changes });
const trend = (changes: Partial<Trend>): Trend => ({ ...TREND, ...changes });

describe("words of a place", () => {
  test("the count stands first, then what would be expected and the range of the difference", () => {
    expect(excessSentence(PLACE)).toBe("23 where 9.2 would be expected (5.4 to 25.3 more)");
  });

  test("a range that reaches below zero says fewer, and has no minus sign to overlook", () => {
    expect(excessSentence(place({ excessLow: -1.2 }))).toBe(
      "23 where 9.2 would be expected (from 1.2 fewer to 25.3 more)",
    );
  });

  test("no data a year before is not none a year before", () => {
    expect(yearBeforeWords({ yearBefore: 0 })).toBe("0 in the same months a year before");
    expect(yearBeforeWords({ yearBefore: null })).toMatch(/nothing known/);
    expect(yearBeforeWords({ yearBefore: 1204 })).toMatch(/^1,204 /);
  });

  test("certainty is worded as on the map", () => {
    expect(PLACE_CLASS_WORDS).toEqual({
      "hot-99": "Very unlikely to be chance",
      "hot-95": "Unlikely to be chance",
    });
  });

  test("a clear history is named; one that fits no class is named by how often it was hot", () => {
    expect(trendWord(place({ trend: trend({ class: "new" }) }))).toBe("New");
    expect(trendWord(place({ trend: trend({ class: "intensifying" }) }))).toBe("Growing");
    expect(trendWord(place({ trend: trend({ class: "diminishing" }) }))).toBe("Fading");
    for (const unclear of ["sporadic", "oscillating", "none"] as const) {
      expect(trendWord(place({ trend: trend({ class: unclear, persistence: "recent" }) }))).toBe("Recent");
    }
  });

  test("a place without a known history has no word for it", () => {
    expect(trendWord(place({ trend: null }))).toBe("");
    expect(trendWord(place({ trend: trend({ class: "none", persistence: "too-short" }) }))).toBe("");
  });

  test("every limit has a short name and a sentence", () => {
    for (const flag of ["edge", "small-number", "few-positions", "one-position", "harm-by-few"] as const) {
      expect(flagWords(flag).short.length).toBeLessThan(18);
      expect(flagWords(flag).long).toMatch(/\.$/);
    }
  });
});

describe("order of the list", () => {
  const places = [
    place({ id: "c", rank: 3, n: 30, q: 0.01, yearBefore: null }),
    place({ id: "a", rank: 1, n: 30, q: 0.04, yearBefore: 40 }),
    place({ id: "b", rank: 2, n: 12, q: 0.01, yearBefore: 2 }),
  ];
  const order = (by: Parameters<typeof sortPlaces>[1]) => sortPlaces(places, by).map(({ id }) => id);

  test("equal places stand by rank", () => {
    expect(order("rank")).toEqual(["a", "b", "c"]);
    expect(order("n")).toEqual(["a", "c", "b"]);
    expect(order("sure")).toEqual(["b", "c", "a"]);
  });

  test("by change the largest rise comes first, and places of which no year before is known come last", () => {
    expect(order("change")).toEqual(["b", "a", "c"]);
  });

  test("sorting changes neither the list it was given nor which places are in it", () => {
    const before = places.map(({ id }) => id);
    for (const by of ["rank", "n", "sure", "change"] as const) {
      expect(order(by).toSorted()).toEqual(before.toSorted());
    }
    expect(places.map(({ id }) => id)).toEqual(before);
  });
});

describe("lasting hotspots with no camera near", () => {
  test("persistent or growing without a camera is a gap", () => {
    expect(isGap(place({ covered: false, trend: trend({}) }))).toBe(true);
    expect(
      isGap(place({ covered: false, trend: trend({ class: "intensifying", persistence: "recent" }) })),
    ).toBe(true);
    expect(isGap(place({ covered: false, trend: trend({ class: "none" }) }))).toBe(true);
  });

  test("where cameras or history are not known, nothing is called a gap", () => {
    expect(isGap(place({ covered: null, trend: trend({}) }))).toBe(false);
    expect(isGap(place({ covered: false, trend: null }))).toBe(false);
  });

  test("a place with a camera near, or that is new, is no gap", () => {
    expect(isGap(place({ covered: true, trend: trend({}) }))).toBe(false);
    expect(isGap(place({ covered: false, trend: trend({ class: "new", persistence: "recent" }) }))).toBe(
      false,
    );
  });
});

describe("a chosen place on the map", () => {
  test("it is called by its hottest hexagon, which its id names", () => {
    expect(hottestCell(PLACE)).toBe("89195da49bbffff");
    expect(hottestCell({ id: "r11-8b195da49b6bfff" })).toBe("8b195da49b6bfff");
  });

  test("four times the land is shown one zoom level further out, in the same middle", () => {
    const near = viewportOf({ centre: [-0.26, 51.6], areaM2: 1e6 });
    const far = viewportOf({ centre: [-0.26, 51.6], areaM2: 4e6 });
    expect(near.zoom - far.zoom).toBeCloseTo(1, 9);
    expect([far.lng, far.lat]).toEqual([-0.26, 51.6]);
  });

  test("however small the place, streets around it stay in view", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e9, noNaN: true }), (areaM2) => {
        const { zoom } = viewportOf({ centre: [-0.26, 51.6], areaM2 });
        expect(zoom).toBeLessThanOrEqual(15.5);
        expect(zoom).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a position as typed", () => {
  test("grid reference, latitude and longitude, and their reverse name the same place", () => {
    const byGrid = readTypedPosition("TQ 229 893");
    expect(byGrid?.[0]).toBeCloseTo(-0.2266, 2);
    expect(byGrid?.[1]).toBeCloseTo(51.59, 2);
    expect(readTypedPosition("51.59, -0.2266")).toEqual([-0.2266, 51.59]);
    expect(readTypedPosition("-0.2266, 51.59")).toEqual([-0.2266, 51.59]);
  });

  test("anything else is no position", () => {
    for (const text of ["", "by the station", "TQ 229 8", "51.59"])
      expect(readTypedPosition(text)).toBeNull();
  });
});
