import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { categoryListSchema } from "#contract/categories.ts";
import { cellRowsSchema } from "#contract/cells.ts";
import { type Coverage, coverageSchema } from "#contract/coverage.ts";
import { calendarMonthsLabel, meanDaysOf } from "#domain/time/months.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { camera } from "../support/scenario-document.ts";
import { loadTestDemo } from "../support/test-demo.ts";

const BARNET = "E09000003";
const SEASONS = [
  [12, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [9, 10, 11],
];

describe("risk of a season", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
    await loadTestDemo(api.database);
  });
  afterAll(() => api?.dispose());

  const question = { area: BARNET, category: "burglary", from: "2019-01", to: "2021-12" };

  async function ask(more: object): Promise<Coverage> {
    const design = { ...camera("P1").design, position: [-0.1919, 51.6011] };
    const body = JSON.stringify({ ...question, ...more, cameras: [{ id: "P1", design }] });
    const answer = await api.request("/coverage", { method: "POST", body });
    expect(answer.status).toBe(200);
    return coverageSchema.parse(await answer.json());
  }

  it("the four seasons of whole years are together the year, counted by hand from /cells", async () => {
    const parts = await Promise.all(SEASONS.map((calendarMonths) => ask({ calendarMonths })));
    const winter = { from: 0, n: 0 };
    for (const year of [2019, 2020, 2021]) {
      for (const month of ["01", "02", "12"]) {
        const month1 = `${year}-${month}`;
        const path = `/cells?area=${BARNET}&category=burglary&resolution=10&from=${month1}&to=${month1}`;
        const { data } = cellRowsSchema.parse(await api.get(path));
        winter.n += data.reduce((sum, { n }) => sum + n, 0);
      }
    }
    const [first] = parts;
    // 31 + 28 + 31 days, of 2020 one more; against 31 + 28.25 + 31 in a mean winter.
    const winters = (3 * 90 + 1) / 90.25;
    expect(first?.meta.n).toBeLessThanOrEqual(winter.n);
    expect(first?.data.totalPerYear).toBeCloseTo((first?.meta.n ?? 0) / winters, 6);
    const whole = await ask({});
    expect(parts.reduce((sum, { meta }) => sum + (meta.n ?? 0), 0)).toBe(whole.meta.n);
    const perYear = parts.reduce((sum, { data }) => sum + data.totalPerYear, 0);
    expect(Math.abs(perYear / whole.data.totalPerYear - 1)).toBeLessThan(0.005);
  });

  it("harm within parts of the day adds up over the day, to what has a time", async () => {
    const asked = { category: "burglary,robbery", weights: "cambridge-2020" };
    const hours = (first: number, n: number) => Array.from({ length: n }, (_, hour) => first + hour);
    const [all, half, ...parts] = await Promise.all([
      ask(asked),
      ask({ ...asked, hours: hours(0, 12) }),
      ask({ ...asked, hours: hours(0, 6) }),
      ask({ ...asked, hours: hours(6, 6) }),
      ask({ ...asked, hours: hours(12, 12) }),
    ]);
    const [night = 0, morning = 0, rest = 0] = parts.map(({ data }) => data.totalPerYear);
    expect(night + morning).toBeCloseTo(half.data.totalPerYear, 6);
    expect(night + morning + rest).toBeLessThanOrEqual(all.data.totalPerYear + 1e-6);
    expect(night + morning + rest).toBeGreaterThan(0.95 * all.data.totalPerYear);
    expect(half.data.unit).toContain("within the hours");
  });

  it("harm of one kind of crime within some hours is its weight times the incidents within them", async () => {
    const { data } = categoryListSchema.parse(await api.get("/categories"));
    const parents = new Set(data.map(({ parent }) => parent));
    const leaf = data.find(({ id, n }) => id.startsWith("robbery") && n > 0 && !parents.has(id))?.id;
    const weights = "cambridge-2020";
    const [count, harm, some, someHarm] = await Promise.all([
      ask({ category: leaf }),
      ask({ category: leaf, weights }),
      ask({ category: leaf, hours: [18, 19, 20] }),
      ask({ category: leaf, hours: [18, 19, 20], weights }),
    ]);
    const weight = harm.data.totalPerYear / count.data.totalPerYear;
    expect(weight).toBeGreaterThan(1);
    expect(someHarm.data.totalPerYear / some.data.totalPerYear).toBeCloseTo(weight, 6);
  });

  it("no month chosen is every month, and twelve are too", async () => {
    const [none, all, plain] = await Promise.all([
      ask({ calendarMonths: [] }),
      ask({ calendarMonths: SEASONS.flat() }),
      ask({}),
    ]);
    expect(none.data).toEqual(plain.data);
    expect(all.data).toEqual(plain.data);
  });

  it("it is said that only these months count", async () => {
    const { data, meta } = await ask({ calendarMonths: [12, 1, 2] });
    expect(data.unit).toBe("incidents a year in December to February");
    expect(meta.caveats.find(({ code }) => code === "season-only")?.text).toContain(
      "December to February count, 9 months",
    );
  });

  it("a period without any of the months is refused", async () => {
    const body = JSON.stringify({
      ...question,
      from: "2021-06",
      to: "2021-08",
      calendarMonths: [1],
      cameras: [],
    });
    const answer = await api.request("/coverage", { method: "POST", body });
    expect(await answer.json()).toMatchObject({
      status: 422,
      code: "no-such-months",
      where: "calendarMonths",
    });
  });
});

describe("months of the year", () => {
  it("are named as a span where they are in a row, over the turn of the year too", () => {
    expect(calendarMonthsLabel([1, 12, 2])).toBe("December to February");
    expect(calendarMonthsLabel([6, 7])).toBe("June to July");
    expect(calendarMonthsLabel([11])).toBe("November");
    expect(calendarMonthsLabel([1, 3])).toBe("January, March");
    expect(calendarMonthsLabel(SEASONS.flat())).toBe("all months");
  });

  it("have together the days of a mean year", () => {
    expect(SEASONS.reduce((sum, months) => sum + meanDaysOf(months), 0)).toBe(365.25);
  });
});
