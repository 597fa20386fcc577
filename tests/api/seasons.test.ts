import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Seasons, seasonsSchema } from "#contract/patterns.ts";
import { timeseriesSchema } from "#contract/timeseries.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { loadTestDemo } from "../support/test-demo.ts";
import { importTwoTowns, UPTON } from "../support/two-towns.ts";

const AREA = "area=E09000003&category=robbery";

describe("seasons, where the source knows the day", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
    await loadTestDemo(api.database);
  });
  afterAll(() => api.dispose());

  const ask = async (query: string): Promise<NonNullable<Seasons["data"]>> => {
    const { data } = seasonsSchema.parse(await api.get(`/seasons?${AREA}&${query}`));
    if (!data) throw new Error("expected an answer");
    return data;
  };
  const sum = (points: { n: number | null }[]) => points.reduce((total, point) => total + (point.n ?? 0), 0);

  it("months and weeks of a year add up to the year, with ranges around what earlier years had", async () => {
    const series = timeseriesSchema.parse(await api.get(`/timeseries?${AREA}&from=2019-01&to=2019-12`));
    const total = series.data.reduce((all, row) => all + (row.n ?? 0), 0);
    for (const [by, steps] of [
      ["month", 12],
      ["week", 52],
    ] as const) {
      const { points, baselineYears } = await ask(`by=${by}&year=2019`);
      expect([by, points.length, sum(points)]).toEqual([by, steps, total]);
      expect(baselineYears).toEqual([2016, 2017, 2018]);
      for (const { expected, low, high, n, outside, earlier } of points) {
        expect(earlier.map(({ year }) => year)).toEqual([2016, 2017, 2018]);
        if (expected === null || low === null || high === null || n === null)
          throw new Error("all are known");
        expect(low <= expected && expected <= high).toBe(true);
        expect(outside).toBe(n > high ? "above" : n < low ? "below" : "within");
      }
    }
  });

  it("the expected month is the mean per day of the same and the neighbouring months of earlier years", async () => {
    const { points } = await ask("by=month&year=2019");
    const series = timeseriesSchema.parse(await api.get(`/timeseries?${AREA}&from=2016-01&to=2018-12`));
    const days = { "04": 30, "05": 31, "06": 30 };
    const rates = series.data.flatMap(({ month, n }) => {
      const found = Object.entries(days).find(([name]) => month.endsWith(`-${name}`));
      return found ? [(n ?? 0) / found[1]] : [];
    });
    expect(rates).toHaveLength(9);
    const mean = rates.reduce((total, rate) => total + rate, 0) / rates.length;
    expect(points[4]?.expected).toBeCloseTo(31 * mean, 6);
  });

  it("the baseline changes the range, and is printed", async () => {
    const all = await ask("by=month&year=2022");
    const before = await ask("by=month&year=2022&baseline=without-covid");
    const chosen = await ask("by=month&year=2022&baseline=2016,2018");
    expect([all, before, chosen].map(({ baselineYears }) => baselineYears)).toEqual([
      [2019, 2020, 2021],
      [2017, 2018, 2019, 2020],
      [2016, 2018],
    ]);
    expect(before.baselineWords).toBe("2017–2020; March 2020 onwards left out");
    expect(before.points[6]?.earlier.map(({ year }) => year)).toEqual([2017, 2018, 2019]);
    expect(all.points[6]?.expected).not.toBe(before.points[6]?.expected);
    expect(chosen.points.map(({ n }) => n)).toEqual(all.points.map(({ n }) => n));
  });

  it("steps after the data are not yet known but expected; the first year has nothing to compare with", async () => {
    const { to } = seasonsSchema.parse(await api.get(`/seasons?${AREA}&by=month`)).meta.period ?? { to: "" };
    const next = await ask(`by=month&year=${Number(to.slice(0, 4)) + 1}`);
    expect(
      next.points.every(
        ({ n, expected, outside }) => n === null && expected !== null && outside === "unknown",
      ),
    ).toBe(true);
    const early = seasonsSchema.parse(await api.get(`/seasons?${AREA}&by=month&year=1995`));
    expect(early.data?.points.every(({ expected, n }) => expected === null && n === null)).toBe(true);
    expect(early.meta.caveats.map(({ code }) => code)).toContain("no-baseline");
  });

  it("series breaks between the baseline and the year are listed", async () => {
    const { data } = seasonsSchema.parse(
      await api.get("/seasons?area=E09000003&category=burglary.residential&by=month&year=2018"),
    );
    expect(data?.breaks.map(({ month }) => month)).toEqual(["2017-04"]);
  });

  it("a baseline or a year that makes no sense is refused", async () => {
    for (const query of ["baseline=2017-2019", "baseline=lately", "year=12", "by=fortnight"]) {
      const response = await api.request(`/seasons?${AREA}&${query}`);
      expect([query, response.status]).toEqual([query, 422]);
    }
  });
});

describe("seasons, where the source knows the month only", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
    await importTwoTowns(api.database);
  });
  afterAll(() => api.dispose());

  it("months are given, with the months nobody reported left open; weeks are refused with the reason", async () => {
    const months = seasonsSchema.parse(await api.get(`/seasons?area=${UPTON}&category=burglary&by=month`));
    expect(months.data?.points.slice(0, 5).map(({ n }) => n === null)).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
    const weeks = seasonsSchema.parse(await api.get(`/seasons?area=${UPTON}&category=burglary&by=week`));
    expect(weeks.data).toBeNull();
    expect(weeks.meta.refusal?.code).toBe("month-only");
    expect(weeks.meta.refusal?.text).toContain("the month only");
  });

  it("kinds of crime of which nothing is known are refused with the reason", async () => {
    const { data, meta } = seasonsSchema.parse(
      await api.get(`/seasons?area=${UPTON}&category=drugs&by=month`),
    );
    expect([data, meta.refusal?.code]).toEqual([null, "no-data"]);
  });
});
