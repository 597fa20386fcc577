import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportManifest } from "#contract/imports.ts";
import { hasRealData, realFile } from "../support/real-data.ts";
import { importFile, visible } from "../support/run-imports.ts";
import { openTestDatabase, type TestDatabase } from "../support/test-database.ts";

if (!hasRealData) console.warn("SKIPPED: known answers of the real archives; they are not on this machine");

const METROPOLITAN = realFile("police-uk/metropolitan-burglary-2010-12_2025-02.zip") ?? "";
const LANCASHIRE = realFile("police-uk/lancashire-all-types-2025.zip") ?? "";
const BY_MONTH = realFile("known-answers/derived_barnet_burglary_by_month.csv") ?? "";

describe.skipIf(!hasRealData)("the Metropolitan burglary archive", () => {
  let database: TestDatabase;
  let manifest: ImportManifest;
  beforeAll(async () => {
    database = await openTestDatabase();
    manifest = await importFile(database, METROPOLITAN);
  }, 180_000);
  afterAll(() => database?.dispose());

  it("has 1,022,291 rows, of which 7,378 without coordinates, and none is lost", async () => {
    expect(manifest).toMatchObject({
      status: "committed",
      read: 1_022_291,
      accepted: 1_022_291,
      rejected: 0,
      unlocated: 7_378,
      period: { from: "2010-12", to: "2025-02" },
    });
    const seen = await visible(database.sql);
    expect(seen).toMatchObject({ slices: 171, stated: 1_022_291, incidents: 1_022_291, located: 1_014_913 });
    expect(seen.byResolution).toEqual([1_014_913, 1_014_913, 1_014_913, 1_014_913, 1_014_913]);
  });

  it("has 48,679 rows whose area is named Barnet, month by month as known", async () => {
    const rows = await database.sql<{ month: string; n: number }[]>`
      SELECT to_char(i.month, 'YYYY-MM') AS month, count(*)::integer AS n
      FROM incident i JOIN lsoa l ON l.id = i.lsoa_id WHERE l.authority_name = 'Barnet' GROUP BY 1 ORDER BY 1`;
    const known = readFileSync(BY_MONTH, "utf8").trim().split("\n").slice(1);
    expect(rows.map((row) => `${row.month},${row.n}`)).toEqual(known.map((line) => line.trim()));
    expect(rows.reduce((sum, row) => sum + row.n, 0)).toBe(48_679);
  });

  it("would be miscounted by distinct Crime ID: early rows have none, and later ones share them", async () => {
    const [row] = await database.sql<{ n: number; ids: number; blank: number; largest: number }[]>`
      SELECT count(*)::integer AS n, count(DISTINCT reference)::integer AS ids,
        (count(*) FILTER (WHERE reference IS NULL))::integer AS blank,
        (SELECT max(n)::integer FROM (SELECT count(*) AS n FROM incident GROUP BY reference, month
          HAVING reference IS NOT NULL) AS repeats) AS largest
      FROM incident`;
    expect(row).toMatchObject({ n: 1_022_291, largest: 72 });
    expect(row?.ids).toBeLessThan(1_022_291 - (row?.blank ?? 0));
    const [early] = await database.sql`
      SELECT count(*)::integer AS n, count(reference)::integer AS ids FROM incident WHERE month < '2011-12-01'`;
    expect(early?.ids).toBe(0);
    expect(early?.n).toBeGreaterThan(90_000);
  });
});

describe.skipIf(!hasRealData)("the Lancashire archive", () => {
  it("has 183,300 rows, of which 53,253 ASB, without any setting that names a place", async () => {
    const database = await openTestDatabase();
    try {
      const manifest = await importFile(database, LANCASHIRE);
      expect(manifest).toMatchObject({ status: "committed", read: 183_300, accepted: 183_300, rejected: 0 });
      const [asb] = await database.sql`
        SELECT sum(c.located + c.unlocated)::integer AS n FROM slice_count c
        JOIN offence_type o ON o.id = c.offence_type_id WHERE o.category = 'asb'`;
      expect(asb?.n).toBe(53_253);
    } finally {
      await database.dispose();
    }
  });
});
