import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparedPeriod } from "../../client/state/period.ts";
import {
  BANDWIDTHS_M,
  CORRECTIONS,
  EMERGING_HISTORY_IDS,
  PERSISTENCE_YEARS,
  RINGS,
  STEPS,
  SURFACES,
  TAILS,
} from "../../client/state/surface.ts";
import {
  DEFAULT_EXPLORE,
  type ExploreState,
  PANELS,
  parseUrl,
  RESOLUTIONS,
  type ScreenState,
  urlOf,
} from "../../client/state/url-state.ts";

const month = fc
  .tuple(fc.integer({ min: 2000, max: 2030 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, m]) => `${year}-${String(m).padStart(2, "0")}`);
const period = fc.oneof(
  fc
    .constantFrom("latest", "last-3", "rolling-12", "financial-year", "all")
    .map((kind) => ({ kind }) as const),
  fc
    .tuple(month, month)
    .map((months) => months.sort())
    .map(([from = "", to = ""]) => ({ kind: "custom" as const, from, to })),
);
const explore: fc.Arbitrary<ExploreState> = fc.record({
  screen: fc.constant("explore" as const),
  areas: fc.uniqueArray(fc.constantFrom("E09000003", "NW4", "N12", "DEMO-W01", "all"), { maxLength: 3 }),
  category: fc.constantFrom(null, "burglary", "burglary.residential"),
  show: fc.constantFrom(...SURFACES),
  options: fc.record({
    ring: fc.constantFrom(...RINGS),
    tail: fc.constantFrom(...TAILS),
    correction: fc.constantFrom(...CORRECTIONS),
    persistenceYears: fc.constantFrom(...PERSISTENCE_YEARS),
    persistenceStep: fc.constantFrom(...STEPS),
    emergingHistory: fc.constantFrom(...EMERGING_HISTORY_IDS),
    bandwidthM: fc.constantFrom(null, ...BANDWIDTHS_M),
  }),
  harm: fc.constantFrom(null, "default", "cambridge-2020"),
  resolution: fc.constantFrom(...RESOLUTIONS),
  bufferM: fc.constantFrom(0, 500),
  period,
  cumulative: fc.boolean(),
  compare: fc.oneof(
    fc.constant(null),
    fc.constant({ kind: "year-before" as const }),
    month.map((from) => ({ kind: "custom" as const, from })),
  ),
  viewport: fc.constantFrom(null, { lng: -0.2, lat: 51.61, zoom: 12.25 }),
  cell: fc.constantFrom(null, "8a195da09007fff"),
  panel: fc.constantFrom(...PANELS),
});

describe("the address", () => {
  test("a copied link reproduces the whole view", () => {
    fc.assert(
      fc.property(explore, (state) => {
        expect(parseUrl(urlOf(state))).toEqual({ state, problems: [] });
      }),
    );
  });

  test("the default view has an empty address", () => {
    expect(urlOf(DEFAULT_EXPLORE)).toBe("");
    expect(parseUrl("").state).toEqual(DEFAULT_EXPLORE);
  });

  test("the Data screen keeps its section and what is open in it", () => {
    const state: ScreenState = { screen: "data", section: "imports", item: "12" };
    expect(parseUrl(urlOf(state)).state).toEqual(state);
  });

  test("each part that makes no sense falls back and is named, and the good parts stay", () => {
    const search =
      "?area=E09000003,%3Cb%3E&show=colour&res=7&buffer=-3&period=2021-05..2020-01&sum=x&compare=soon&view=1,2&cell=nine&category=asb&ring=4&tail=up&correction=x&years=2&step=week&history=long&bandwidth=7&panel=9";
    const { state, problems } = parseUrl(search);
    expect(state).toEqual({ ...DEFAULT_EXPLORE, areas: ["E09000003"], category: "asb" });
    expect(problems).toHaveLength(17);
  });

  test("no text can make reading the address fail", () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (text) => {
        const { state } = parseUrl(`?${text}`);
        expect(["explore", "data"]).toContain(state.screen);
      }),
    );
  });

  test("an unknown screen shows Explore and says so", () => {
    const { state, problems } = parseUrl("?screen=zones");
    expect(state.screen).toBe("explore");
    expect(problems[0]).toContain("zones");
  });
});

describe("the earlier period of a comparison", () => {
  const chosen = { from: "2012-10", to: "2012-12" };
  test("a year before is the same months of the year before", () => {
    expect(comparedPeriod({ kind: "year-before" }, chosen, 3)).toEqual({ from: "2011-10", to: "2011-12" });
  });
  test("a chosen one is as long as the later one", () => {
    expect(comparedPeriod({ kind: "custom", from: "2010-12" }, chosen, 3)).toEqual({
      from: "2010-12",
      to: "2011-02",
    });
  });
});
