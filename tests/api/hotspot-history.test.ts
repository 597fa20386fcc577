import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type BackTest,
  backTestSchema,
  changeSchema,
  concentrationSchema,
  densitySchema,
  emergingSchema,
} from "#contract/hotspots.ts";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { AnalysisCancelled, type Analyst } from "../../server/analysis/analyses.ts";
import { AnalysisThreads } from "../../server/jobs/analysis-threads.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importPlantedTown } from "../support/planted-town.ts";
import { UPTON } from "../support/two-towns.ts";

const threads = new AnalysisThreads();
const begun: string[] = [];
let cancelled = 0;
/** The server's own threads, with a list of what was begun and a count of what was withdrawn. */
const analyst: Analyst = {
  run(kind, input, signal) {
    begun.push(kind);
    const running = threads.run(kind, input, signal);
    running.catch((error) => {
      if (error instanceof AnalysisCancelled) cancelled++;
    });
    return running;
  },
};

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp({ analyst });
  await importPlantedTown(api.database);
});
afterAll(async () => {
  await api.dispose();
  await threads.close();
});

const PLACE = `area=${UPTON}&category=burglary&resolution=10`;
const marketRow = new Set(cellDisk(cellAt([-0.2105, 51.711], 10), 2));
const newClose = new Set(cellDisk(cellAt([-0.2165, 51.705], 10), 2));
const oldMews = new Set(cellDisk(cellAt([-0.207, 51.7025], 10), 2));

describe("back-test", () => {
  it("a place that goes on is foretold far better than by chance, and the sentence has both volumes", async () => {
    const { data, meta } = backTestSchema.parse(
      await api.get<BackTest>(`/backtest?${PLACE}&testMonths=1&trainMonths=6`),
    );
    expect(meta.refusal).toBeNull();
    expect(data).toMatchObject({ origins: 18, firstOrigin: "2019-07", lastOrigin: "2020-12", testMonths: 1 });
    const of = (method: string) => data?.rows.find((row) => row.method === method && row.areaShare === 0.05);
    for (const method of ["gi-star", "last-year", "density"]) {
      expect(of(method)?.hitRate).toBeGreaterThan(5 * (of("chance")?.hitRate ?? 1));
      expect(of(method)?.pei).toBeLessThanOrEqual(1);
    }
    expect(data?.sentence).toMatch(
      /^The top 2 % of Upton's area by significance held \d+ % \([\d,]+ of [\d,]+\) of the next month's burglary offences;/,
    );
    expect(data?.sentence).toContain("chance 2 %");
  });

  it("from and to bound the months that are foretold, not those that are learnt from", async () => {
    const { data } = backTestSchema.parse(
      await api.get<BackTest>(`/backtest?${PLACE}&testMonths=3&trainMonths=6&from=2020-01&to=2020-06`),
    );
    expect(data).toMatchObject({ origins: 2, firstOrigin: "2020-01", lastOrigin: "2020-04" });
  });

  it.each([
    ["area=all", "no-boundary"],
    [`${PLACE}&trainMonths=48`, "too-few-months"],
    [`area=${UPTON}&category=robbery`, "no-data"],
  ])("%s is refused with %s and an answer", async (query, code) => {
    const { data, meta } = backTestSchema.parse(await api.get<BackTest>(`/backtest?${query}`));
    expect([data, meta.refusal?.code]).toEqual([null, code]);
  });
});

describe("emerging hotspots", () => {
  it("a place hot in every month is persistent; one hot in the last month only is new", async () => {
    const before = emergingSchema.parse(await api.get(`/emerging?${PLACE}&years=1&to=2020-11`));
    const market = before.data?.rows.filter(({ cell }) => marketRow.has(cell)) ?? [];
    expect(market.some((row) => row.class === "persistent" && row.hotSteps >= 11)).toBe(true);
    const { data } = emergingSchema.parse(await api.get(`/emerging?${PLACE}&years=1&to=2020-12`));
    expect(data?.steps.length).toBe(12);
    const fresh = data?.rows.filter(({ cell }) => newClose.has(cell)) ?? [];
    expect(fresh.some((row) => row.class === "new" && row.words === "hot for 1 of the last 12 months")).toBe(
      true,
    );
    for (const row of data?.rows ?? []) {
      expect(row.hotByStep.reduce((sum, hot) => sum + hot, 0)).toBe(row.hotSteps);
      expect(row.byStep.length).toBe(12);
      expect(row.words).toContain(`hot for ${row.hotSteps} of the last 12 months`);
    }
  });

  it("months of which nothing is known are left out, not taken as zero", async () => {
    const { data, meta } = emergingSchema.parse(await api.get(`/emerging?${PLACE}&years=3&to=2020-12`));
    expect(data?.steps.length).toBe(24);
    expect(meta.caveats.some(({ code }) => code === "gap")).toBe(true);
  });

  it("fewer than ten steps are refused", async () => {
    const { data, meta } = emergingSchema.parse(await api.get(`/emerging?${PLACE}&years=1&to=2019-06`));
    expect([data, meta.refusal?.code]).toEqual([null, "too-few-steps"]);
  });
});

describe("change between two periods", () => {
  it("rises where incidents are new, falls where they ended, and is unclear elsewhere", async () => {
    const { data, meta } = changeSchema.parse(await api.get(`/change?${PLACE}&from=2020-12&to=2020-12`));
    expect(meta.before).toMatchObject({ from: "2019-12", to: "2019-12", days: 31 });
    const classes = (cells: ReadonlySet<string>) =>
      new Set(data.filter(({ cell }) => cells.has(cell)).map((row) => row.class));
    expect(classes(newClose)).toContain("more");
    expect(classes(oldMews)).toContain("less");
    expect(classes(marketRow)).not.toContain("more");
    for (const row of data) {
      if (row.before + row.after === 0) expect(row).toMatchObject({ class: "no-events", p: null, q: null });
      else expect(row.p).not.toBeNull();
      expect(row.expected).toBeCloseTo(row.before, 9);
    }
    expect(data.reduce((sum, row) => sum + row.after, 0)).toBe(meta.after.n);
    expect(data.reduce((sum, row) => sum + row.before, 0)).toBe(meta.before.n);
  });

  it("the periods' totals are those of the area, with a buffer too", async () => {
    const series = await api.get<{ meta: { n: number } }>(
      `/timeseries?area=${UPTON}&category=burglary&from=2020-12&to=2020-12`,
    );
    for (const bufferM of [0, 300]) {
      const { data, meta } = changeSchema.parse(
        await api.get(`/change?${PLACE}&from=2020-12&to=2020-12&bufferM=${bufferM}`),
      );
      const counted = data.reduce((sum, row) => sum + row.after, 0);
      if (bufferM > 0) expect([meta.after.n, counted > meta.after.n]).toEqual([series.meta.n, true]);
      else expect(meta.after.n).toBe(counted);
    }
  });

  it("periods of other lengths or seasons are said to be unlike", async () => {
    const { meta } = changeSchema.parse(
      await api.get(`/change?${PLACE}&from=2020-07&to=2020-12&beforeFrom=2020-03&beforeTo=2020-06`),
    );
    expect(meta.caveats.map(({ code }) => code)).toContain("unlike-periods");
    expect([meta.before.days, meta.after.days]).toEqual([122, 184]);
  });

  it("without data of the earlier period nothing is compared, and the counts stay", async () => {
    const { data, meta } = changeSchema.parse(await api.get(`/change?${PLACE}&from=2019-01&to=2019-06`));
    expect(meta.refusal?.code).toBe("no-earlier-data");
    expect(data.every((row) => row.class === "not-tested" && row.p === null)).toBe(true);
    expect(data.some((row) => row.after > 0)).toBe(true);
  });
});

describe("density", () => {
  it("peaks at the planted places and averages the incidents of the area", async () => {
    const { data, meta } = densitySchema.parse(await api.get(`/density?${PLACE}&bandwidthM=200`));
    const order = [...(data?.perKm2Year ?? [])].map((density, i) => ({
      density: density ?? 0,
      cell: data?.cells[i] ?? "",
    }));
    order.sort((a, b) => b.density - a.density);
    expect(marketRow.has(order[0]?.cell ?? "")).toBe(true);
    const mean = order.reduce((sum, { density }) => sum + density, 0) / order.length;
    expect(mean / (data?.meanPerKm2Year ?? 1)).toBeGreaterThan(0.9);
    expect(mean / (data?.meanPerKm2Year ?? 1)).toBeLessThan(1.1);
    const series = await api.get<{ meta: { n: number } }>(`/timeseries?area=${UPTON}&category=burglary`);
    expect(meta.n).toBe(series.meta.n);
  });

  it("a bandwidth is looked for when asked, and everything together has none", async () => {
    const asked = densitySchema.parse(await api.get(`/density?${PLACE}&kernel=gaussian&suggest=yes`));
    expect(asked.data?.suggestedBandwidthM).toBeGreaterThan(10);
    const all = densitySchema.parse(await api.get("/density?area=all"));
    expect([all.data, all.meta.refusal?.code]).toEqual([null, "no-boundary"]);
  });
});

describe("density against something else", () => {
  it("an even share everywhere is a log ratio of 0; what is missing is said", async () => {
    const same = densitySchema.parse(await api.get(`/density?${PLACE}&against=burglary`));
    expect(same.data?.against).toMatchObject({ what: "Burglary" });
    for (const ratio of same.data?.against?.logRatio ?? []) expect(ratio ?? 0).toBeCloseTo(0, 12);
    const none = densitySchema.parse(await api.get(`/density?${PLACE}&against=robbery`));
    expect(none.data?.against).toBeNull();
    expect(none.meta.caveats.map(({ code }) => code)).toContain("nothing-to-compare");
    for (const [against, status, code] of [
      ["residents", 404, "no-denominator"],
      ["piracy", 404, "unknown-category"],
    ] as const) {
      const refused = await api.request(`/density?${PLACE}&against=${against}`);
      expect([refused.status, await refused.json()]).toMatchObject([status, { code, where: "against" }]);
    }
  });
});

describe("concentration", () => {
  it("a few planted places hold most incidents, and stay on top from year to year", async () => {
    const { data } = concentrationSchema.parse(await api.get(`/concentration?${PLACE}`));
    const top = data?.topShares.find(({ areaShare }) => areaShare === 0.05);
    expect(top?.incidentShare).toBeGreaterThan(0.3);
    expect(data?.gini).toBeGreaterThan(0.5);
    expect(data?.lorenz[0]).toEqual({ shareOfArea: 0, shareOfIncidents: 0 });
    expect(data?.lorenz.at(-1)?.shareOfArea).toBeCloseTo(1, 12);
    expect(data?.lorenz.at(-1)?.shareOfIncidents).toBeCloseTo(1, 12);
    expect(data?.stability).toMatchObject([{ from: "2019-01/2019-12", to: "2020-01/2020-12" }]);
  });
});

describe("work in threads", () => {
  it("a question that the browser withdraws ends its work; asked again it is answered", async () => {
    const path = `/backtest?area=${UPTON}&category=burglary&resolution=11&testMonths=1&trainMonths=3&origins=20`;
    const [before, leaver] = [cancelled, new AbortController()];
    const underWay = () => begun.filter((kind) => kind === "back-test").length;
    const earlier = underWay();
    const left = api.request(path, { signal: leaver.signal });
    let answered = false;
    left.finally(() => {
      answered = true;
    });
    while (underWay() === earlier && !answered) await new Promise((resolve) => setTimeout(resolve, 5));
    leaver.abort();
    const response = await left;
    expect((await response.json()).code).toBe("withdrawn");
    expect(cancelled).toBe(before + 1);
    const again = backTestSchema.parse(await api.get<BackTest>(path));
    expect(again.data?.origins).toBe(20);
  });

  it("the same question asked five times at once is worked on once", async () => {
    const before = begun.length;
    const path = `/backtest?area=${UPTON}&category=burglary&resolution=10&testMonths=2&trainMonths=5`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => api.get<BackTest>(path)));
    expect(begun.length - before).toBeLessThanOrEqual(2);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it("other questions are answered while a long one is worked on", async () => {
    let done = false;
    const path = `/backtest?area=${UPTON}&category=burglary&resolution=11&testMonths=1&trainMonths=4&origins=19`;
    const long = api.get<BackTest>(path).then(() => {
      done = true;
    });
    let answered = 0;
    while (!done) {
      expect((await api.request("/ready")).status).toBe(200);
      answered++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await long;
    expect(answered).toBeGreaterThan(10);
  });
});
