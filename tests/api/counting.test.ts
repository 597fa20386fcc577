import { tableFromIPC } from "apache-arrow";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CellCube, CellDetail } from "#contract/cells.ts";
import { cellCubeSchema, cellDetailSchema, cellRowsSchema } from "#contract/cells.ts";
import type { Meta } from "#contract/meta.ts";
import { type TimeseriesRow, timeseriesSchema } from "#contract/timeseries.ts";
import { monthsBetween } from "#domain/time/months.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { DOWNTON, importTwoTowns, UPTON } from "../support/two-towns.ts";

type Rows = { data: { cell: string; n: number; flag: string }[]; meta: Meta };
type Series = { data: TimeseriesRow[]; meta: Meta };
type Cube = { data: CellCube; meta: Meta };

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importTwoTowns(api.database);
});
afterAll(() => api.dispose());

const sum = (numbers: (number | null)[]) => numbers.reduce<number>((total, n) => total + (n ?? 0), 0);
const codes = (meta: Meta) => meta.caveats.map((caveat) => caveat.code);

async function countedBySql(area: string, type: string, month: string): Promise<number> {
  const [row] = await api.database.sql<{ n: number }[]>`
    SELECT count(*)::integer AS n FROM incident i
    JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
    JOIN offence_type t ON t.id = i.offence_type_id AND t.label = ${type}
    JOIN location l ON l.id = i.location_id
    JOIN area a ON a.code = ${area} AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
    WHERE i.month = ${`${month}-01`}::date`;
  return row?.n ?? 0;
}

describe("timeseries", () => {
  it("a month that no file covers is null, a covered month without incidents is 0", async () => {
    const series = await api.get<Series>(`/timeseries?area=${DOWNTON}&category=asb`);
    expect(timeseriesSchema.parse(series)).toEqual(series);
    expect(series.data).toEqual([
      { month: "2020-01", n: expect.any(Number) },
      { month: "2020-02", n: 0 },
      { month: "2020-03", n: null },
      { month: "2020-04", n: expect.any(Number) },
    ]);
    expect(codes(series.meta)).toContain("gap");
  });

  it("equals a plain count of incident rows in the polygon", async () => {
    for (const [area, category, type] of [
      [UPTON, "burglary", "Burglary"],
      [DOWNTON, "burglary", "Burglary"],
      [DOWNTON, "asb", "Anti-social behaviour"],
    ] as const) {
      const { data } = await api.get<Series>(`/timeseries?area=${area}&category=${category}`);
      for (const { month, n } of data.filter((row) => row.n !== null)) {
        expect([area, month, n]).toEqual([area, month, await countedBySql(area, type, month)]);
      }
    }
  });

  it("a category that no file ever speaks of is unknown, not zero", async () => {
    const { data, meta } = await api.get<Series>(
      `/timeseries?area=${UPTON}&category=robbery&from=2020-01&to=2020-02`,
    );
    expect(data.map((row) => row.n)).toEqual([null, null]);
    expect(codes(meta)).toContain("no-data");
  });

  it("names period, area, sources and what has no position", async () => {
    const { meta } = await api.get<Series>(`/timeseries?area=${UPTON}&category=burglary`);
    expect(meta).toMatchObject({
      unit: "offences recorded",
      period: { from: "2020-01", to: "2020-04" },
      asOf: "2020-04",
      studyArea: { code: UPTON, name: "Upton", bufferM: 0 },
      unlocated: 6,
      sources: [{ slug: "police-uk", invented: false }],
    });
    expect(codes(meta)).toEqual(expect.arrayContaining(["snap-points", "month-precision", "unlocated"]));
  });
});

describe("cells", () => {
  it("add up to the timeseries for every period, area, category and resolution", async () => {
    const months = monthsBetween("2019-12", "2020-05");
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(UPTON, DOWNTON, "all"),
        fc.constantFrom("burglary", "asb", "burglary,asb", "all"),
        fc.constantFrom(8, 9, 10, 11),
        fc.nat(5),
        fc.nat(5),
        async (area, category, resolution, a, b) => {
          const period = `from=${months[Math.min(a, b)]}&to=${months[Math.max(a, b)]}`;
          const question = `area=${area}&category=${category}&${period}`;
          const series = await api.get<Series>(`/timeseries?${question}`);
          const cells = await api.get<Rows>(`/cells?${question}&resolution=${resolution}`);
          const cube = await api.get<Cube>(`/cells?${question}&resolution=${resolution}&by=month`);
          const n = sum(series.data.map((row) => row.n));
          expect(sum(cells.data.map((row) => row.n))).toBe(n);
          expect(sum(cube.data.n)).toBe(n);
          expect([series.meta.n, cells.meta.n, cube.meta.n]).toEqual([n, n, n]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("rows follow the contract and leave out cells without incidents", async () => {
    const cells = await api.get<Rows>(`/cells?area=${UPTON}&category=burglary&resolution=9`);
    expect(cellRowsSchema.parse(cells)).toEqual(cells);
    expect(cells.data.length).toBeGreaterThan(5);
    expect(cells.data.every((row) => row.n > 0)).toBe(true);
  });

  it("the cube lists every cell of the area, busy or not, and says which months are gaps", async () => {
    const { data } = cellCubeSchema.parse(
      await api.get<Cube>(`/cells?area=${UPTON}&category=burglary,asb&resolution=10&by=month`),
    );
    expect(data.months).toEqual(["2020-01", "2020-02", "2020-03", "2020-04"]);
    expect(data.monthStates).toEqual(["covered", "covered", "gap", "covered"]);
    expect(data.categories).toEqual(["burglary", "asb"]);
    expect(data.cells.length).toBeGreaterThan(new Set(data.cellIndex).size);
    expect([data.flags.length, data.areaM2.length]).toEqual([data.cells.length, data.cells.length]);
    expect(data.n.every((n) => n > 0)).toBe(true);
    const keys = data.n.map((_, k) => `${data.cellIndex[k]}/${data.monthIndex[k]}/${data.categoryIndex[k]}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("an incident on the line between two areas belongs to both, and to each of their sums", async () => {
    const [upton, downton] = await Promise.all(
      [UPTON, DOWNTON].map((area) => api.get<Rows>(`/cells?area=${area}&category=burglary&resolution=9`)),
    );
    const { n: onLine } = (
      await api.database.sql<{ n: number }[]>`
        SELECT count(*)::integer AS n FROM incident i JOIN location l ON l.id = i.location_id
        JOIN offence_type t ON t.id = i.offence_type_id AND t.label = 'Burglary' WHERE l.lng = -0.2`
    )[0] ?? { n: 0 };
    expect(onLine).toBeGreaterThan(0);
    expect(downton?.meta.n).toBe(onLine);
    expect(upton?.meta.n).toBe(135);
  });

  it("a buffer adds whole cells beyond the boundary and never changes the area's own figure", async () => {
    const without = await api.get<Rows>(`/cells?area=${UPTON}&category=burglary,asb&resolution=9`);
    const buffered = await api.get<Rows>(
      `/cells?area=${UPTON}&category=burglary,asb&resolution=9&bufferM=500`,
    );
    const own = buffered.data.filter((row) => row.flag !== "buffer");
    expect(buffered.meta.n).toBe(without.meta.n);
    expect(own).toEqual(without.data);
    expect(buffered.data.length).toBeGreaterThan(own.length);
  });

  it("Arrow says the same as JSON", async () => {
    const path = `/cells?area=${UPTON}&category=burglary&resolution=9&by=month`;
    const json = await api.get<Cube>(path);
    const answer = await api.request(path, { headers: { Accept: "application/vnd.apache.arrow.stream" } });
    expect(answer.headers.get("content-type")).toBe("application/vnd.apache.arrow.stream");
    const table = tableFromIPC(new Uint8Array(await answer.arrayBuffer()));
    const rows = table.toArray().map((row) => [row.cell, row.month, row.category, row.n]);
    const { cells, months, categories, cellIndex, monthIndex, categoryIndex, n } = json.data;
    const expected = n.map((count, k) => [
      cells[cellIndex[k] ?? -1],
      months[monthIndex[k] ?? -1],
      categories[categoryIndex[k] ?? -1],
      count,
    ]);
    expect(rows).toEqual(expected);
    expect(JSON.parse(table.schema.metadata.get("meta") ?? "")).toEqual(json.meta);
  });

  it("one cell's detail adds up to its row", async () => {
    const cells = await api.get<Rows>(`/cells?area=${UPTON}&category=burglary&resolution=9`);
    for (const row of cells.data.slice(0, 8)) {
      const detail = await api.get<{ data: CellDetail }>(
        `/cells/${row.cell}?area=${UPTON}&category=burglary`,
      );
      expect(cellDetailSchema.parse(detail)).toEqual(detail);
      expect(sum(detail.data.byMonth.map((month) => month.n))).toBe(row.n);
      expect(sum(detail.data.streets.map((street) => street.n))).toBe(row.n);
      expect(detail.data.flag).toBe(row.flag);
    }
  });
});
