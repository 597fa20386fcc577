import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFindings } from "../support/accessibility.ts";
import { chromiumPath, keepScreenshot, openBrowser, watchPage } from "../support/browser.ts";
import { type RunningServer, startServer } from "../support/server-process.ts";

const HEADER =
  "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context";

/** A small street file: `n` burglaries, one swapped position, one row without a position. */
function streetFile(n: number): string {
  const row = (lng: string, lat: string) =>
    `,2024-03,Test Police,Test Police,${lng},${lat},On or near Test Road,E01000292,Barnet 001E,Burglary,,`;
  const rows = Array.from({ length: n }, (_, i) => row((-0.2 - i / 10_000).toFixed(6), "51.620000"));
  return [HEADER, ...rows, row("51.620000", "-0.200000"), row("", ""), ""].join("\n");
}

describe.skipIf(!chromiumPath)("Data, from a dropped file to the map and back", () => {
  const folder = mkdtempSync(join(tmpdir(), "sightline-data-e2e-"));
  const file = join(folder, "2024-03-test-street.csv");
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, streetFile(40));
    server = await startServer({});
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is looked at, checked, committed, seen and undone; every row is accounted for", async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const watch = watchPage(page, server.url);
    await page.goto(`${server.url}/?screen=data`);
    await page.getByRole("heading", { name: "Imports" }).waitFor();
    await keepScreenshot(page, "data-imports");
    await page.setInputFiles("input[type=file]", [file]);

    await page.getByRole("heading", { name: /Nothing is written yet/ }).waitFor({ timeout: 20_000 });
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Check the whole file" }).click();
    await page.getByRole("heading", { name: /41 of 42 rows can go in; 1 was rejected/ }).waitFor();
    await keepScreenshot(page, "data-checked");

    await page.reload();
    await page.getByRole("button", { name: /^Commit 41 rows/ }).click();
    await page.getByRole("heading", { name: /41 of 42 rows went in; 1 was rejected/ }).waitFor();
    await page.getByText(/line 42/).waitFor();
    await keepScreenshot(page, "data-committed");
    expect(await accessibilityFindings(page)).toEqual([]);

    await page.getByRole("link", { name: /See Mar 2024 on the map/ }).click();
    await page
      .getByRole("heading", { level: 1, name: /40 offences in Mar 2024/ })
      .waitFor({ timeout: 30_000 });
    expect(await page.getByText("Demo: invented incidents", { exact: true }).count()).toBe(0);
    await page.waitForTimeout(2000);
    await keepScreenshot(page, "explore-without-boundary");

    await page.goBack();
    await page.getByRole("button", { name: /^Undo this import/ }).click();
    await page.getByRole("button", { name: "Undo the import" }).click();
    await page.getByText("Demo: invented incidents", { exact: true }).waitFor({ timeout: 20_000 });
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("every section is free of accessibility findings, light and dark, wide and narrow", async () => {
    for (const section of ["imports", "coverage", "definitions", "texts"]) {
      for (const [width, height, colorScheme] of [
        [1440, 900, "light"],
        [390, 844, "dark"],
      ] as const) {
        const page = await browser.newPage({ viewport: { width, height }, colorScheme });
        await page.goto(`${server.url}/?screen=data&section=${section}`);
        await page.getByRole("heading", { level: 2 }).nth(1).waitFor({ timeout: 20_000 });
        await page.waitForTimeout(800);
        await keepScreenshot(page, `data-${section}-${width}-${colorScheme}`);
        expect(await accessibilityFindings(page), `${section} ${width} ${colorScheme}`).toEqual([]);
        await page.close();
      }
    }
  });
});
