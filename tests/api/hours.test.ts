import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Hours, hoursSchema } from "#contract/patterns.ts";
import { incidentAggregateSchema } from "#contract/timeseries.ts";
import { cellAt } from "#domain/grid/h3.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { EXTRACT_MAPPING, extractCsv } from "../support/force-extract-file.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { loadTestDemo } from "../support/test-demo.ts";
import { importTwoTowns, UPTON } from "../support/two-towns.ts";

const total = (weights: readonly number[]) => weights.reduce((sum, n) => sum + n, 0);

describe("hours of the week, from a small extract", () => {
  let api: ApiApp;
  const files = testFolder();
  beforeAll(async () => {
    api = await openApiApp();
    await importTwoTowns(api.database);
    const text = extractCsv([
      // 1 February 2021 was a Monday.
      { from: "01/02/2021 18:30" },
      { from: "02/02/2021 18:00", to: "02/02/2021 20:00" },
      { from: "03/02/2021" },
      { from: "01/02/2021 10:00", to: "01/01/2021 10:00" },
      { from: "01/02/2021 10:00", to: "20/03/2021 10:00" },
      { from: "04/02/2021 09:00", lng: "-0.215", lat: "51.705" },
      // Enough for the force to speak for the town.
      ...Array.from({ length: 20 }, () => ({ offence: "Bicycle theft" })),
    ]);
    const options = { kind: "force-extract" as const, mapping: EXTRACT_MAPPING };
    const done = await importFile(api.database, files.write("extract.csv", text), { options });
    if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
  });
  afterAll(async () => {
    await api.dispose();
    files.dispose();
  });

  const ask = async (query: string): Promise<Hours> =>
    hoursSchema.parse(await api.get(`/hours?area=${UPTON}&${query}`));

  it("an instant counts in its hour, a span is shared, a date spans its day; others are left out with the reason", async () => {
    const { data, meta } = await ask("category=robbery");
    expect(data?.used).toBe(4);
    expect(total(data?.weight ?? [])).toBeCloseTo(4, 9);
    expect(data?.weight[18]).toBe(1);
    expect([data?.weight[24 + 18], data?.weight[24 + 19], data?.weight[24 + 20]]).toEqual([0.5, 0.5, 0]);
    for (let hour = 0; hour < 24; hour++) expect(data?.weight[48 + hour]).toBeCloseTo(1 / 24, 4);
    expect(data?.weight[72 + 9]).toBe(1);
    expect(total(data?.certain ?? [])).toBe(2);
    expect(data?.certainShare).toBe(0.5);
    expect(data?.excluded).toEqual([
      { reason: "Ends before it begins", n: 1 },
      { reason: "Known only to within more than 28 days", n: 1 },
    ]);
    expect(meta.caveats.map(({ code }) => code)).toContain("small-numbers");
    expect(meta.n).toBe(4);
  });

  it("start, middle and end of a span can be had instead", async () => {
    const hourOf = async (spread: string) => {
      const { data } = await ask(`category=robbery&spread=${spread}`);
      return [24 + 18, 24 + 19, 24 + 20]
        .filter((hour) => (data?.weight[hour] ?? 0) > 0)
        .map((hour) => hour - 24);
    };
    expect([await hourOf("start"), await hourOf("midpoint"), await hourOf("end")]).toEqual([
      [18],
      [19],
      [20],
    ]);
  });

  it("a place is asked for by its hexagons, one or several", async () => {
    const cell = cellAt([-0.215, 51.705], 10);
    for (const query of [`cell=${cell}`, `cells=${cell}`]) {
      const { data, meta } = await ask(`category=robbery&${query}`);
      expect([data?.used, data?.weight[72 + 9], meta.resolution]).toEqual([1, 1, 10]);
    }
    expect((await api.request(`/hours?area=${UPTON}&cell=nowhere`)).status).toBe(422);
  });

  it("month-precision sources are refused with the reason, or counted as left out beside others", async () => {
    const { data, meta } = await ask("category=burglary");
    expect([data, meta.refusal?.code]).toEqual([null, "month-only"]);
    expect(meta.refusal?.text).toContain("no time of day");
    const mixed = await ask("category=burglary,robbery");
    expect(mixed.data?.used).toBe(4);
    expect(mixed.data?.excluded[0]).toEqual({ reason: "The source gives the month only", n: 135 });
    const none = await ask("category=drugs");
    expect([none.data, none.meta.refusal?.code]).toEqual([null, "no-data"]);
  });
});

describe("hours of the demo borough", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
    await loadTestDemo(api.database);
  });
  afterAll(() => api.dispose());

  const QUESTION = "area=E09000003&category=robbery&from=2019-01&to=2019-12";

  it("counted at their start, they are what the database counts by hour and by weekday", async () => {
    const { data } = hoursSchema.parse(await api.get(`/hours?${QUESTION}&spread=start`));
    const byHour = incidentAggregateSchema.parse(await api.get(`/incidents?${QUESTION}&by=hour`));
    const byDay = incidentAggregateSchema.parse(await api.get(`/incidents?${QUESTION}&by=weekday`));
    const weight = data?.weight ?? [];
    const hours = Array.from({ length: 24 }, (_, hour) => total(weight.filter((_, at) => at % 24 === hour)));
    const days = Array.from({ length: 7 }, (_, day) => total(weight.slice(24 * day, 24 * day + 24)));
    expect(hours).toEqual(byHour.data.map(({ n }) => n));
    expect(days).toEqual(byDay.data.map(({ n }) => n));
  });

  it("shared over their spans they still add up, and peaks are named with both shares", async () => {
    const { data } = hoursSchema.parse(await api.get(`/hours?${QUESTION.replace("robbery", "burglary")}`));
    expect(total(data?.weight ?? [])).toBeCloseTo(data?.used ?? 0, 6);
    const robbery = hoursSchema.parse(await api.get(`/hours?${QUESTION}`)).data;
    expect(robbery?.peaks.length).toBeGreaterThan(0);
    for (const { words, share, shareOfWeek } of robbery?.peaks ?? []) {
      expect(words).toMatch(
        /^[A-Z][a-z]+day \d\d:00.* \d+(\.\d)? % of incidents in \d+(\.\d)? % of the week$/,
      );
      expect(share).toBeGreaterThan(shareOfWeek);
    }
  });
});
