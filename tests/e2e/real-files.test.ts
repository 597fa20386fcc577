import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reconciliationSchema } from "#contract/areas.ts";
import { cellCubeSchema, cellRowsSchema } from "#contract/cells.ts";
import { importListSchema } from "#contract/imports.ts";
import { timeseriesSchema } from "#contract/timeseries.ts";
import { hasRealData, realFile } from "../support/real-data.ts";
import { type RunningServer, runImport, startServer } from "../support/server-process.ts";

/** A planner's journey on the real files with nothing but the two commands: import, start, ask. */
describe.skipIf(!hasRealData)("the real archive, from command line to figures", () => {
  const folder = mkdtempSync(join(tmpdir(), "sightline-e2e-"));
  const environment = { SIGHTLINE_DATA: folder, SIGHTLINE_DEMO: "off" };
  let server: RunningServer;
  let lastLine = "";

  const get = async (path: string) => (await fetch(`${server.url}/api/v1/${path}`)).json();

  beforeAll(async () => {
    const boundaries = await runImport([file("boundaries/london-boroughs.geojson")], environment);
    expect(boundaries.code).toBe(0);
    const archive = await runImport(
      [file("police-uk/metropolitan-burglary-2010-12_2025-02.zip")],
      environment,
    );
    expect(archive.code, archive.stderr).toBe(0);
    lastLine = archive.stdout.trim().split("\n").at(-1) ?? "";
    server = await startServer({ SIGHTLINE_DEMO: "off" }, folder);
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("every row is accounted for on the last line", () => {
    expect(lastLine).toBe("read=1022291 accepted=1022291 rejected=0 unlocated=7378");
  });

  it("by polygon Barnet holds 48,624 burglaries, in the series, the hexagons and the cube alike", async () => {
    const series = timeseriesSchema.parse(await get("timeseries?area=E09000003&category=burglary"));
    expect(series.data).toHaveLength(171);
    expect(total(series.data.map((row) => row.n ?? 0))).toBe(48_624);
    for (const resolution of [8, 9, 10, 11]) {
      const cells = cellRowsSchema.parse(
        await get(`cells?area=E09000003&category=burglary&resolution=${resolution}`),
      );
      expect(total(cells.data.map((row) => row.n))).toBe(48_624);
    }
    const cube = cellCubeSchema.parse(
      await get("cells?area=E09000003&category=burglary&resolution=10&by=month"),
    );
    expect(total(cube.data.n)).toBe(48_624);
    const byMonth = new Map<string, number>();
    cube.data.n.forEach((n, k) => {
      const month = cube.data.months[cube.data.monthIndex[k] ?? -1] ?? "";
      byMonth.set(month, (byMonth.get(month) ?? 0) + n);
    });
    for (const row of series.data) expect(byMonth.get(row.month) ?? 0).toBe(row.n);
  });

  it("by name Barnet holds 48,679, month by month as published, and the difference is explained", async () => {
    const { data } = reconciliationSchema.parse(
      await get("areas/E09000003/reconciliation?category=burglary"),
    );
    expect(data).toMatchObject({
      byName: 48_679,
      byPolygon: 48_624,
      namedButOutside: 84,
      insideButNamedElsewhere: 29,
    });
    const known = readFileSync(file("known-answers/derived_barnet_burglary_by_month.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(","));
    expect(data.months.map((row) => [row.month, String(row.byName)])).toEqual(known);
  });

  it("importing the same archive again changes nothing and says so", async () => {
    const before = importListSchema.parse(await get("imports"));
    const again = await runImport([file("police-uk/metropolitan-burglary-2010-12_2025-02.zip")], environment);
    expect(again.code).toBe(0);
    expect(again.stdout.trim().split("\n").at(-1)).toBe(lastLine);
    const after = importListSchema.parse(await get("imports"));
    expect(after.data.filter((one) => one.status === "committed")).toEqual(
      before.data.filter((one) => one.status === "committed"),
    );
  });

  it("a second council needs no setting: Lancashire has 183,300 rows and 53,253 calls of ASB", async () => {
    const district = await runImport([file("boundaries/lancashire-districts.geojson")], environment);
    expect(district.code, district.stderr).toBe(0);
    const result = await runImport([file("police-uk/lancashire-all-types-2025.zip")], environment);
    expect(result.code, result.stderr).toBe(0);
    expect(result.stdout.trim().split("\n").at(-1)).toMatch(/^read=183300 accepted=183300 rejected=0 /);
    const asb = timeseriesSchema.parse(await get("timeseries?area=all&category=asb&from=2025-01&to=2025-12"));
    expect(total(asb.data.map((row) => row.n ?? 0)) + asb.meta.unlocated).toBe(53_253);
    const blackburn = timeseriesSchema.parse(await get("timeseries?area=E06000008&category=asb"));
    expect(total(blackburn.data.map((row) => row.n ?? 0))).toBeGreaterThan(1000);
  });
});

function file(path: string): string {
  const found = realFile(path);
  if (!found) throw new Error(`${path} is not at hand`);
  return found;
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
