import { describe, expect, it } from "vitest";
import { categoryLookup } from "#domain/category/scheme.ts";
import { prepareArea } from "#domain/grid/point-in-polygon.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { londonMonth, londonParts } from "#domain/time/local-time.ts";
import scheme from "../../data/category-scheme.json" with { type: "json" };
import { generateDemo } from "../../server/demo/generate-demo.ts";
import { DEMO_OFFENCES } from "../../server/demo/incident-details.ts";
import { outline, type SpotInput, spotInputs } from "../../server/demo/inputs.ts";
import { distanceM, type Point, toPlane } from "../../server/demo/plane.ts";
import type { IncidentRecord } from "../../server/ingest/load/incident-record.ts";

const demo = generateDemo();
const records = [...demo.incidents()].flatMap((month) => month.records);
const borough = prepareArea([[outline.ring]]);
const lookup = categoryLookup(scheme);

/** Incidents by category, with their place worked out once. */
type Placed = { record: IncidentRecord; at: Point; inside: boolean; year: string };
const byCategory = new Map<string, Placed[]>();
for (const record of records) {
  const category = lookup("demo", record.offence.label) ?? "unmapped";
  const inside = record.position !== null && borough.covers(...record.position);
  const at: Point = record.position ? toPlane(record.position) : [1e9, 1e9];
  const placed = byCategory.get(category) ?? [];
  placed.push({ record, at, inside, year: record.month.slice(0, 4) });
  byCategory.set(category, placed);
}
const of = (category: string): Placed[] => byCategory.get(category) ?? [];
const all = [...byCategory.values()].flat();

function shareNear(spot: SpotInput, category: string, year: string): number {
  const inYear = of(category).filter((placed) => placed.inside && placed.year === year);
  const centre = toPlane(spot.at);
  return inYear.filter(({ at }) => distanceM(at, centre) < 1.5 * spot.sigmaM).length / inYear.length;
}

describe("every record", () => {
  it("has a category of the scheme and a force that says it is invented", () => {
    expect([...byCategory.keys()].sort()).toEqual(Object.keys(DEMO_OFFENCES).sort());
    expect(new Set(records.map(({ force }) => force))).toEqual(new Set(["Demo police (invented)"]));
  });

  it("starts in its own month and does not end before it starts", () => {
    const wrong = records.filter(({ month, occurredFromMs, occurredToMs }) => {
      return londonMonth(occurredFromMs ?? 0) !== month || (occurredToMs ?? 0) < (occurredFromMs ?? 1);
    });
    expect(wrong.length).toBe(0);
  });

  it("names the small area whose polygon holds it, and none beyond the border", () => {
    const covers = new Map(demo.areas.smallAreas.map(({ code, ring }) => [code, prepareArea([[ring]])]));
    const wrong = all.filter(({ record: { position, lsoa }, inside }) => {
      if (!inside || position === null) return lsoa !== null;
      return !covers.get(lsoa?.code ?? "")?.covers(...position);
    });
    expect(wrong.length).toBe(0);
  });

  it("lies on one street or park position of a few tens of thousands", () => {
    const positions = new Set(records.map(({ position, locationName }) => `${position} ${locationName}`));
    expect(positions.size).toBeLessThan(50_000);
  });
});

describe("beyond the border and without position", () => {
  it("there are incidents beyond the border, about as dense as inside", () => {
    const outside = all.filter(({ record, inside }) => record.position && !inside).length;
    expect(outside / records.length).toBeGreaterThan(0.1);
    expect(outside / records.length).toBeLessThan(0.3);
  });

  it("about half a per cent are unlocated, on top of the published totals", () => {
    const share = records.filter(({ position }) => position === null).length / records.length;
    expect(share).toBeGreaterThan(0.003);
    expect(share).toBeLessThan(0.006);
  });

  it("the Cricklewood hotspots go on across the border", () => {
    for (const [category, { spots }] of Object.entries(spotInputs.categories)) {
      for (const spot of spots.filter(({ nature }) => nature === "straddling")) {
        const near = of(category).filter(({ at }) => distanceM(at, toPlane(spot.at)) < spot.sigmaM);
        const outside = near.filter(({ inside }) => !inside).length / near.length;
        expect(outside, category).toBeGreaterThan(0.2);
        expect(outside, category).toBeLessThan(0.8);
      }
    }
  });
});

describe("places over time", () => {
  for (const [category, { spots }] of Object.entries(spotInputs.categories)) {
    for (const spot of spots) {
      const first = () => shareNear(spot, category, "2016");
      const last = () => shareNear(spot, category, "2021");
      if (spot.nature === "emerging") {
        it(`${category} at ${spot.name} emerges`, () => expect(last()).toBeGreaterThan(1.4 * first()));
      } else if (spot.nature === "fading") {
        it(`${category} at ${spot.name} fades`, () => expect(last()).toBeLessThan(0.75 * first()));
      } else if (spot.nature === "persistent") {
        it(`${category} at ${spot.name} persists in every year`, () => {
          for (const year of ["2016", "2017", "2018", "2019", "2020", "2021"]) {
            expect(shareNear(spot, category, year)).toBeGreaterThan(0.012);
          }
        });
      }
    }
  }

  it("ASB in parks is at least three times as frequent in April to June 2020 as a year before", () => {
    const inParks = (year: string) =>
      of("asb").filter(({ record: { placeClass, month } }) => {
        return placeClass === "park" && month >= `${year}-04` && month <= `${year}-06`;
      }).length;
    expect(inParks("2020")).toBeGreaterThan(3 * inParks("2019"));
  });

  it("burglary happens in no park", () => {
    const burglaries = of("burglary.residential");
    for (const { class: kind, geometry, layer } of demo.mapFeatures) {
      if (layer !== "park" || kind !== "park" || geometry.type !== "Polygon") continue;
      const { covers } = prepareArea([geometry.coordinates]);
      const inPark = burglaries.filter(({ record: { position } }) => position && covers(...position));
      expect(inPark.length).toBe(0);
    }
  });
});

describe("times", () => {
  it("robbery and ASB are exact; most residential burglaries are spans, some over night, some over a weekend", () => {
    const exact = [...of("robbery.personal"), ...of("asb")];
    expect(exact.filter(({ record }) => record.occurredToMs !== record.occurredFromMs)).toEqual([]);
    const hours = of("burglary.residential").map(
      ({ record }) => ((record.occurredToMs ?? 0) - (record.occurredFromMs ?? 0)) / 3.6e6,
    );
    const share = (low: number, high: number) =>
      hours.filter((h) => h >= low && h < high).length / hours.length;
    expect(share(0.01, 1000)).toBeGreaterThan(0.75);
    expect(share(5, 12)).toBeGreaterThan(0.4);
    expect(share(40, 60)).toBeGreaterThan(0.005);
  });

  it("personal robbery near Finchley's schools comes after school in term and stops in August and in lockdown", () => {
    const schools = demo.mapFeatures.flatMap(({ layer, geometry }) =>
      layer === "school" && geometry.type === "Point" ? [toPlane(geometry.coordinates)] : [],
    );
    const finchley = toPlane([-0.182, 51.608]);
    const near = of("robbery.personal").filter(({ at }) => {
      return distanceM(at, finchley) < 2_000 && schools.some((school) => distanceM(school, at) < 200);
    });
    const afterSchool = near.filter(({ record }) => {
      const { hour, weekday } = londonParts(record.occurredFromMs ?? 0);
      return weekday < 5 && hour >= 15 && hour < 18;
    });
    const monthly = (month: string) =>
      afterSchool.filter(({ record }) => record.month.slice(5) === month).length;
    expect(afterSchool.length).toBeGreaterThan(0.3 * near.length);
    expect(monthly("08")).toBeLessThan(0.4 * monthly("10"));
    expect(afterSchool.filter(({ record }) => record.month === "2020-05").length).toBeLessThan(3);
  });

  it("violence is highest on Saturday", () => {
    const days = new Array<number>(7).fill(0);
    for (const { record } of of("violence.injury")) {
      const { weekday } = londonParts(record.occurredFromMs ?? 0);
      days[weekday] = (days[weekday] ?? 0) + 1;
    }
    expect(days.indexOf(Math.max(...days))).toBe(5);
  });
});

describe("planted near repeats (15 % followed within 200 m and 14 days)", () => {
  const burglaries = of("burglary.residential")
    .filter(({ inside }) => inside)
    .map(({ at, record }) => ({ at, day: Math.floor((record.occurredFromMs ?? 0) / 86_400_000) }));
  const pairs = closePairs(
    burglaries.map(({ at }) => at),
    200,
  );
  const within = (days: readonly number[]) =>
    pairs.filter(([i, j]) => Math.abs((days[i] ?? 0) - (days[j] ?? 0)) <= 14).length;

  it("pairs close in space and time exceed every one of 19 shuffles of the dates (p = 0.05)", () => {
    const days = burglaries.map(({ day }) => day);
    const observed = within(days);
    const random = seededRandom(1);
    for (let round = 0; round < 19; round++) {
      const shuffled = [...days];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = random.integerBelow(i + 1);
        const other = shuffled[j] ?? 0;
        shuffled[j] = shuffled[i] ?? 0;
        shuffled[i] = other;
      }
      expect(observed).toBeGreaterThan(1.2 * within(shuffled));
    }
  });
});

function closePairs(points: readonly Point[], radiusM: number): [number, number][] {
  const grid = new Map<string, number[]>();
  const cell = (v: number) => Math.floor(v / radiusM);
  const pairs: [number, number][] = [];
  points.forEach((point, index) => {
    for (let i = -1; i <= 1; i++) {
      for (let j = -1; j <= 1; j++) {
        for (const other of grid.get(`${cell(point[0]) + i} ${cell(point[1]) + j}`) ?? []) {
          if (distanceM(points[other] ?? [0, 0], point) <= radiusM) pairs.push([other, index]);
        }
      }
    }
    const key = `${cell(point[0])} ${cell(point[1])}`;
    grid.set(key, [...(grid.get(key) ?? []), index]);
  });
  return pairs;
}
