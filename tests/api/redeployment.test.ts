import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Redeployment, type RedeploymentInput, redeploymentSchema } from "#contract/redeployment.ts";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importPlantedTown } from "../support/planted-town.ts";
import { loadTestDemo } from "../support/test-demo.ts";
import { UPTON } from "../support/two-towns.ts";

async function post(api: ApiApp, input: unknown): Promise<Response> {
  return api.request("/redeployment", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(input),
  });
}

async function plan(api: ApiApp, input: RedeploymentInput): Promise<Redeployment> {
  const response = await post(api, input);
  if (!response.ok) throw new Error(await response.text());
  return redeploymentSchema.parse(await response.json());
}

describe("the redeployment schedule, where the source knows the month only", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
    await importPlantedTown(api.database);
  });
  afterAll(() => api.dispose());

  /** Fixture: one unit, four weeks. */
  const FIXTURE: RedeploymentInput = {
    area: UPTON,
    category: "burglary",
    firstDay: "2026-01-05",
    weeks: 4,
    units: 1,
    leastStayWeeks: 1,
    longestStayWeeks: null,
    mostMovesPerWeek: null,
    moveCost: 3,
    sites: [
      { id: "a", name: "A", weeklyWorth: [10, 10, 2, 2] },
      { id: "b", name: "B", weeklyWorth: [1, 4, 9, 9] },
      { id: "c", name: "C", weeklyWorth: [6, 6, 6, 6] },
    ],
  };

  it("known answer: 38 without a cost of moves, 35 with 3, and which days that is", async () => {
    const { data } = await plan(api, FIXTURE);
    expect([data.objective, data.bound, data.gap, data.isOptimal, data.moves, data.worth]).toEqual([
      35,
      35,
      0,
      true,
      1,
      38,
    ]);
    expect(data.stays.map(({ siteId, unit, from, to, isMove }) => [siteId, unit, from, to, isMove])).toEqual([
      ["a", "Unit 1", "2026-01-05", "2026-01-18", false],
      ["b", "Unit 1", "2026-01-19", "2026-02-01", true],
    ]);
    expect(data.weeks.map(({ worth, moves, unitsUsed }) => [worth, moves, unitsUsed])).toEqual([
      [10, 0, 1],
      [10, 0, 1],
      [9, 1, 1],
      [9, 0, 1],
    ]);
    expect(data.weeks.map(({ places }) => places[0]?.isNew)).toEqual([true, false, true, false]);
    expect(data.withoutMoves).toBe(24);
    expect((await plan(api, { ...FIXTURE, moveCost: 0 })).data.objective).toBe(38);
  });

  it("worth from months: shared evenly over their days, mean of the same dates of known years", async () => {
    const position: [number, number] = [-0.2105, 51.711];
    const cells = cellDisk(cellAt(position, 10), 1).map((cell) => ({ cell, share: 0.5 }));
    const { data, meta } = await plan(api, {
      ...FIXTURE,
      firstDay: "2021-06-07",
      weeks: 2,
      eitherSideWeeks: 0,
      sites: [{ id: "m", name: "Market Row", position, cells }],
    });
    const ids = `{${cells.map(({ cell }) => BigInt(`0x${cell}`)).join(",")}}`;
    const [row] = await api.database.sql<{ n: number }[]>`
      SELECT count(*)::integer AS n FROM incident i
      JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
      JOIN location l ON l.id = i.location_id
      JOIN area a ON a.code = ${UPTON} AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
      WHERE l.h3_10 = ANY (${ids}::bigint[]) AND to_char(i.month, 'MM') = '06'`;
    const twoJunes = row?.n ?? 0;
    expect(twoJunes).toBeGreaterThan(20);
    expect(data.sites[0]?.yearsKnown).toBe(2);
    for (const worth of data.sites[0]?.worth ?? []) {
      expect(worth).toBeCloseTo((0.5 * twoJunes * 7) / 30 / 2, 9);
    }
    expect(meta.caveats.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["seasonal-mean", "month-precision"]),
    );
  });

  it("a unit follows the season: Old Mews in December, Market Row in spring", async () => {
    const at = (id: string, lng: number, lat: number) => ({
      id,
      name: id,
      position: [lng, lat] as [number, number],
      radiusM: 200,
    });
    const { data } = await plan(api, {
      ...FIXTURE,
      firstDay: "2020-11-16",
      weeks: 20,
      leastStayWeeks: 2,
      eitherSideWeeks: 0,
      sites: [at("market", -0.2105, 51.711), at("mews", -0.207, 51.7025)],
    });
    expect(data.stays.map(({ siteId }) => siteId)).toEqual(["market", "mews", "market"]);
    const mews = data.stays[1];
    expect([mews?.from, mews?.to]).toEqual(["2020-11-30", "2021-01-03"]);
    expect(data.isOptimal).toBe(true);
  });

  it("certificates, permissions and closures keep units away", async () => {
    const sites = [
      { ...FIXTURE.sites[0], certificateUntil: "2026-01-15" },
      { ...FIXTURE.sites[1], openFrom: "2026-01-26" },
      { ...FIXTURE.sites[2], closed: [{ from: "2026-01-30", to: "2026-02-02" }] },
    ] as RedeploymentInput["sites"];
    const { data } = await plan(api, { ...FIXTURE, moveCost: 0, sites });
    expect(data.sites.map(({ isOpen }) => isOpen.map(Number).join(""))).toEqual(["1000", "0001", "1110"]);
    expect(data.stays.map(({ siteId }) => siteId)).toEqual(["a", "c", "b"]);
  });

  it("starts from where units hang now", async () => {
    const [a, b, c] = FIXTURE.sites;
    if (!a || !b || !c) throw new Error("three sites");
    const { data } = await plan(api, { ...FIXTURE, sites: [a, b, { ...c, hangsSince: "2025-12-29" }] });
    expect([data.objective, data.moves]).toEqual([32, 2]);
    const held = await plan(api, {
      ...FIXTURE,
      leastStayWeeks: 3,
      sites: [a, b, { ...c, hangsSince: "2025-12-29" }],
    });
    expect(held.data.stays[0]).toMatchObject({ siteId: "c", from: "2026-01-05", review: "2026-01-26" });
  });

  it("units that must stay but cannot be used are refused with what to relax", async () => {
    const [a, b, c] = FIXTURE.sites;
    if (!a || !b || !c) throw new Error("three sites");
    const response = await post(api, {
      ...FIXTURE,
      units: 1,
      unitsByWeek: [1, 0, 1, 1],
      leastStayWeeks: 4,
      sites: [a, b, { ...c, hangsSince: "2025-12-29" }],
    });
    const problem = (await response.json()) as { code: string; detail: string; next: string };
    expect([response.status, problem.code]).toEqual([422, "redeployment-held"]);
    expect(problem.detail).toContain("2026-01-12");
    expect(problem.next).toContain("Allow more units");
  });

  it.each([
    ["a worth too few", { sites: [{ id: "a", name: "A", weeklyWorth: [1, 2] }] }, "invalid-parameter"],
    ["the same site twice", { sites: [FIXTURE.sites[0], FIXTURE.sites[0]] }, "invalid-parameter"],
    ["a site nowhere", { sites: [{ id: "a", name: "A" }] }, "site-nowhere"],
    ["limits that contradict", { leastStayWeeks: 5, longestStayWeeks: 2 }, "invalid-parameter"],
    ["a day that is none", { firstDay: "2026-02-30" }, "invalid-parameter"],
    ["no cells", { sites: [{ id: "a", name: "A", cells: [{ cell: "x", share: 1 }] }] }, "invalid-cell"],
  ])("refuses %s", async (_, more, code) => {
    const response = await post(api, { ...FIXTURE, ...more });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, code]);
  });
});

describe("the redeployment schedule, where the source knows the day", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
    await loadTestDemo(api.database);
  });
  afterAll(() => api.dispose());

  it("the worth of a week is the mean of the incidents of its dates, counted by day", async () => {
    const [top] = await api.database.sql<{ cell: bigint; n: number }[]>`
      SELECT l.h3_9 AS cell, count(*)::integer AS n FROM incident i
      JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
      JOIN offence_type o ON o.id = i.offence_type_id AND o.category LIKE 'robbery%'
      JOIN location l ON l.id = i.location_id
      JOIN area a ON a.code = 'E09000003' AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
      GROUP BY 1 ORDER BY 2 DESC LIMIT 1`;
    const cell = (top?.cell ?? 0n).toString(16);
    const { data } = await plan(api, {
      area: "E09000003",
      category: "robbery",
      firstDay: "2019-10-28",
      weeks: 3,
      units: 1,
      years: 2,
      eitherSideWeeks: 0,
      sites: [{ id: "top", name: "Top", cells: [{ cell, share: 1 }] }],
    });
    const counted = await api.database.sql<{ week: number; n: number }[]>`
      SELECT week, count(*)::integer AS n FROM (
        SELECT unnest(ARRAY[0, 1, 2]) AS week) AS w
      CROSS JOIN unnest(ARRAY[1, 2]) AS back
      JOIN incident i ON (i.occurred_from AT TIME ZONE 'Europe/London')::date BETWEEN
        ('2019-10-28'::date + 7 * week - make_interval(years => back))::date
        AND ('2019-10-28'::date + 7 * week - make_interval(years => back))::date + 6
      JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
      JOIN offence_type o ON o.id = i.offence_type_id AND o.category LIKE 'robbery%'
      JOIN location l ON l.id = i.location_id AND l.h3_9 = ${top?.cell ?? 0n}
      JOIN area a ON a.code = 'E09000003' AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
      GROUP BY week`;
    const byWeek = new Map(counted.map(({ week, n }) => [week, n / 2]));
    expect(data.sites[0]?.worth).toEqual([0, 1, 2].map((week) => byWeek.get(week) ?? 0));
    expect(data.worth).toBeGreaterThan(0);
  });
});
