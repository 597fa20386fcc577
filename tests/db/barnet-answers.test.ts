import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reconciliation } from "#contract/areas.ts";
import type { CellCube } from "#contract/cells.ts";
import type { Meta } from "#contract/meta.ts";
import type { TimeseriesRow } from "#contract/timeseries.ts";
import { monthsBetween } from "#domain/time/months.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { realFile } from "../support/real-data.ts";
import { importFile } from "../support/run-imports.ts";
import { availableEngines } from "../support/test-database.ts";

const archive = realFile("police-uk/metropolitan-burglary-2010-12_2025-02.zip");
const boroughs = realFile("boundaries/london-boroughs.geojson");
const byMonth = realFile("known-answers/derived_barnet_burglary_by_month.csv");
const runs = archive && boroughs && byMonth && availableEngines().includes("local-cluster");
if (!runs) console.warn("SKIPPED: known answers for Barnet need the real files and a local PostgreSQL");

const BARNET = "area=E09000003&category=burglary";
type Series = { data: TimeseriesRow[]; meta: Meta };
type Rows = { data: { cell: string; n: number }[]; meta: Meta };

describe.skipIf(!runs)("burglary in Barnet, December 2010 to February 2025", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp({ engine: "local-cluster" });
    for (const file of [boroughs, archive]) {
      const done = await importFile(api.database, file ?? "");
      if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
    }
  }, 600_000);
  afterAll(() => api?.dispose());

  it("48,624 lie in the polygon, whichever way they are counted", async () => {
    const series = await api.get<Series>(`/timeseries?${BARNET}`);
    expect([series.meta.n, series.data.length]).toEqual([48_624, 171]);
    for (const resolution of [8, 9, 10, 11]) {
      const rows = await api.get<Rows>(`/cells?${BARNET}&resolution=${resolution}`);
      expect(rows.data.reduce((sum, row) => sum + row.n, 0)).toBe(48_624);
      expect(rows.meta.caveats.some((caveat) => caveat.code === "fine-resolution")).toBe(resolution >= 10);
    }
    const counted = await api.database.sql<{ month: string; n: number }[]>`
      SELECT to_char(i.month, 'YYYY-MM') AS month, count(*)::integer AS n
      FROM incident i JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
      WHERE i.location_id IN (
        SELECT l.id FROM area a JOIN location l ON ST_Covers(a.geom, l.geom)
        WHERE a.code = 'E09000003' AND a.state = 'live')
      GROUP BY i.month ORDER BY i.month`;
    expect(series.data).toEqual([...counted]);
  });

  it("the cube's months are those of the timeseries", async () => {
    const series = await api.get<Series>(`/timeseries?${BARNET}`);
    const { data } = await api.get<{ data: CellCube }>(`/cells?${BARNET}&resolution=10&by=month`);
    const months = new Array<number>(data.months.length).fill(0);
    for (const [k, n] of data.n.entries())
      months[data.monthIndex[k] ?? -1] = (months[data.monthIndex[k] ?? -1] ?? 0) + n;
    expect(data.months.map((month, i) => ({ month, n: months[i] }))).toEqual(series.data);
  });

  it("48,679 are named Barnet by LSOA; 84 of them lie outside, 29 inside are named for a neighbour", async () => {
    const { data } = await api.get<{ data: Reconciliation }>(
      "/areas/E09000003/reconciliation?category=burglary",
    );
    expect(data).toMatchObject({
      byName: 48_679,
      byPolygon: 48_624,
      both: 48_595,
      namedButOutside: 84,
      insideButNamedElsewhere: 29,
      insideButUnnamed: 0,
    });
    expect(data.sentence).toBe(
      "48,679 incidents are named for Barnet by the publisher's LSOA and 48,624 lie in its polygon. " +
        "84 named for Barnet lie outside the polygon and 29 inside it are named for a neighbour.",
    );
    const known = readFileSync(byMonth ?? "", "utf8")
      .trim()
      .split(/\r?\n/)
      .slice(1);
    expect(data.months.map((row) => `${row.month},${row.byName}`)).toEqual(known);
  });

  it("cells add up to the timeseries for any period", async () => {
    const months = monthsBetween("2010-12", "2025-02");
    await fc.assert(
      fc.asyncProperty(fc.nat(170), fc.nat(170), fc.constantFrom(8, 9, 10, 11), async (a, b, resolution) => {
        const period = `from=${months[Math.min(a, b)]}&to=${months[Math.max(a, b)]}`;
        const series = await api.get<Series>(`/timeseries?${BARNET}&${period}`);
        const rows = await api.get<Rows>(`/cells?${BARNET}&${period}&resolution=${resolution}`);
        expect(rows.data.reduce((sum, row) => sum + row.n, 0)).toBe(series.meta.n);
      }),
      { numRuns: 25 },
    );
  });

  it("7,378 of the force's burglaries have no position, and every answer says so", async () => {
    const { meta } = await api.get<Series>(`/timeseries?${BARNET}`);
    expect(meta.unlocated).toBe(7_378);
    expect(meta.caveats.map((caveat) => caveat.code)).toEqual(
      expect.arrayContaining(["unlocated", "snap-points", "month-precision", "series-break", "provisional"]),
    );
  });
});
