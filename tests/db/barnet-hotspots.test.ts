import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type BackTest,
  backTestSchema,
  cellSumSchema,
  type Hotspots,
  hotspotsSchema,
} from "#contract/hotspots.ts";
import type { Meta } from "#contract/meta.ts";
import type { TimeseriesRow } from "#contract/timeseries.ts";
import { AnalysisThreads } from "../../server/jobs/analysis-threads.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { hasSpdep, runRScript } from "../support/r-script.ts";
import { realFile } from "../support/real-data.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { availableEngines } from "../support/test-database.ts";

const archive = realFile("police-uk/metropolitan-burglary-2010-12_2025-02.zip");
const boroughs = realFile("boundaries/london-boroughs.geojson");
const runs = archive && boroughs && availableEngines().includes("local-cluster");
if (!runs) console.warn("SKIPPED: hotspots of Barnet need the real files and a local PostgreSQL");

const PERIOD = "from=2022-03&to=2025-02";
const BARNET = `area=E09000003&category=burglary&${PERIOD}`;

describe.skipIf(!runs)("burglary hotspots of Barnet, March 2022 to February 2025", () => {
  const threads = new AnalysisThreads();
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp({ engine: "local-cluster", analyst: threads });
    for (const file of [boroughs, archive]) {
      const done = await importFile(api.database, file ?? "");
      if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
    }
  }, 600_000);
  afterAll(async () => {
    await api?.dispose();
    await threads.close();
  });

  const hotspots = async (resolution: number): Promise<Hotspots> =>
    hotspotsSchema.parse(await api.get(`/hotspots?${BARNET}&resolution=${resolution}`));

  it.each([
    [9, 916],
    [10, 6432],
  ])(
    "at resolution %i counts are those of the incident rows, and with the lost ones those of the timeseries",
    async (resolution, cells) => {
      const { data, meta } = await hotspots(resolution);
      expect(data.length).toBe(cells);
      const column = resolution === 9 ? "h3_9" : "h3_10";
      const counted = await api.database.sql<{ cell: string; n: number }[]>`
      SELECT to_hex(l.${api.database.sql(column)}) AS cell, count(*)::integer AS n FROM incident i
      JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
      JOIN location l ON l.id = i.location_id
      JOIN area a ON a.code = 'E09000003' AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
      WHERE i.month BETWEEN '2022-03-01' AND '2025-02-01' GROUP BY 1`;
      const byCell = new Map(counted.map(({ cell, n }) => [cell, n]));
      for (const row of data) expect([row.cell, row.n]).toEqual([row.cell, byCell.get(row.cell) ?? 0]);
      const tested = data.reduce((sum, row) => sum + row.n, 0);
      const series = await api.get<{ data: TimeseriesRow[]; meta: Meta }>(`/timeseries?${BARNET}`);
      expect(tested + (meta.test?.lost ?? 0)).toBe(series.meta.n);
      expect(counted.reduce((sum, { n }) => sum + n, 0)).toBe(series.meta.n);
    },
  );

  it.skipIf(!hasSpdep())(
    "the exported script gives the same z and p with spdep, at resolutions 9 and 10",
    async () => {
      for (const resolution of [9, 10]) {
        const files = testFolder();
        const { data } = await hotspots(resolution);
        const [top] = data.toSorted((a, b) => (a.q ?? 1) - (b.q ?? 1));
        const found = cellSumSchema.parse(await api.get(`/cells/${top?.cell}/sum?${BARNET}`)).data;
        const [csv, script] = await Promise.all(
          [found.csvUrl, found.scriptUrl].map(async (url, i) =>
            files.write(i === 0 ? "inputs.csv" : "script.R", await (await api.fetch(url)).text()),
          ),
        );
        const results = join(csv ?? "", "..", "results.csv");
        runRScript(script ?? "", [csv ?? "", results]);
        const [, ...lines] = readFileSync(results, "utf8").trim().split("\n");
        let [z, p] = [0, 0];
        for (const [i, line] of lines.entries()) {
          const parts = line.split(",").map(Number);
          z = Math.max(z, Math.abs((parts[4] ?? Number.NaN) - (data[i]?.z ?? 0)));
          p = Math.max(p, Math.abs((parts[5] ?? Number.NaN) / (data[i]?.p ?? 1) - 1));
        }
        expect(lines.length).toBe(data.length);
        expect(z).toBeLessThan(1e-9);
        expect(p).toBeLessThan(1e-9);
        files.dispose();
      }
    },
  );

  it("places that have been hot foretell the next months: 24 origins, well above chance", async () => {
    const { data } = backTestSchema.parse(
      await api.get<BackTest>("/backtest?area=E09000003&category=burglary&resolution=10"),
    );
    expect(data).toMatchObject({ origins: 24, firstOrigin: "2019-03", lastOrigin: "2024-12" });
    for (const row of data?.rows ?? []) {
      if (row.method !== "chance") expect(row.hitRateLow).toBeGreaterThan(2 * row.areaShare);
      expect(row.total).toBe(15_565);
    }
    expect(data?.sentence).toContain("Barnet's area by significance held");
  });
});
