import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFindings } from "../support/accessibility.ts";
import { chromiumPath, keepScreenshot, openBrowser, watchPage } from "../support/browser.ts";
import { columnsAreThere } from "../support/demo-columns.ts";
import { type RunningServer, startServer } from "../support/server-process.ts";

const CLOSE = "view=-0.19182,51.60130,17.6";
const PLAN = "plan=P1,-0.191889,51.601081,7,45,20,,5.4,4,1920,1080,60,&camera=P1";

describe.skipIf(!chromiumPath)("Scenarios", () => {
  let server: RunningServer;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "sightline-papers-"));
    server = await startServer({});
    browser = await openBrowser();
    await columnsAreThere(server.url);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(query: string, { width = 1440, height = 900, dark = false } = {}) {
    // A context of its own is a person of their own.
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
    });
    const page = await context.newPage();
    const watch = watchPage(page, server.url);
    await page.goto(`${server.url}/?screen=cameras&${query}`);
    await page.locator(".lead").waitFor({ timeout: 60_000 });
    return { page, watch, close: () => context.close() };
  }

  const bar = (page: Page) => page.getByRole("region", { name: "Scenario" });
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole("button", { name }).first().press("Enter");
  const scenarioOf = (page: Page) => new URL(page.url()).searchParams.get("scenario") ?? "";
  const bearing = (page: Page) => page.getByLabel("Direction, ° from north");

  async function saveAs(page: Page, name: string, author: string) {
    await press(page, "Save as a scenario");
    await page.getByLabel("Name of the scenario").fill(name);
    await page.getByLabel("Your name or number").fill(author);
    await page.keyboard.press("Enter");
    await bar(page).getByText("Saved: version 1").waitFor();
  }

  async function turn(page: Page, degrees: number) {
    await bearing(page).fill(String(degrees));
    await page.keyboard.press("Enter");
  }

  it("a draft is saved with a name, every change is saved by itself, and undo and redo step through them", async () => {
    const { page, watch, close } = await open(`${CLOSE}&${PLAN}`);
    await bearing(page).waitFor();
    await saveAs(page, "Option A", "A. Planner");
    expect(page.url()).not.toContain("plan=");
    await turn(page, 90);
    await bar(page).getByText("Saved: version 2").waitFor();
    await press(page, "Undo");
    await expect.poll(() => bearing(page).inputValue()).toBe("45");
    await bar(page).getByText("Saved: version 3").waitFor();
    await page.locator(".map-canvas canvas").first().focus();
    await page.keyboard.press("Control+Shift+Z");
    await expect.poll(() => bearing(page).inputValue()).toBe("90");
    await bar(page).getByText("Saved: version 4").waitFor();
    await page.reload();
    await bearing(page).waitFor();
    await expect.poll(() => bearing(page).inputValue()).toBe("90");
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(watch.problems).toEqual([]);
    await close();
  });

  it("of two people at once nobody loses a change, and what both changed is asked", async () => {
    const one = await open(`${CLOSE}&${PLAN}`);
    await bearing(one.page).waitFor();
    await saveAs(one.page, "Shared", "A. Planner");
    const two = await open(`scenario=${scenarioOf(one.page)}&camera=P1&${CLOSE}`);
    await bearing(two.page).waitFor();
    await turn(one.page, 90);
    await bar(one.page).getByText("Saved: version 2").waitFor();
    // The second has not looked again yet: another fact of the same camera, and the same fact.
    await two.page.getByLabel("Height, m").fill("9");
    await two.page.keyboard.press("Enter");
    await two.page.getByLabel("Your name or number").fill("B. Planner");
    await two.page.keyboard.press("Enter");
    await bar(two.page).getByText("Saved: version 3").waitFor();
    await expect.poll(() => bearing(two.page).inputValue()).toBe("90");
    expect(await two.page.getByLabel("Height, m").inputValue()).toBe("9");
    await turn(two.page, 180);
    await bar(two.page).getByText("Saved: version 4").waitFor();
    await turn(one.page, 270);
    await one.page.getByText("B. Planner saved this scenario as well").waitFor();
    await keepScreenshot(one.page, "scenario-conflict");
    expect(await accessibilityFindings(one.page)).toEqual([]);
    await one.page.getByText("B. Planner: 180").press("Enter");
    await press(one.page, "Save with these");
    await expect.poll(() => bearing(one.page).inputValue()).toBe("180");
    expect(await one.page.getByLabel("Height, m").inputValue()).toBe("9");
    await one.close();
    await two.close();
  });

  it("what the server could not take is kept on the device and put onto what there is later", async () => {
    const { page, close } = await open(`${CLOSE}&${PLAN}`);
    await bearing(page).waitFor();
    await saveAs(page, "Offline", "A. Planner");
    await page.route("**/api/v1/scenarios/**", (route) => route.abort());
    await turn(page, 120);
    await bar(page).getByText("Not saved yet").waitFor();
    await page.unroute("**/api/v1/scenarios/**");
    await bar(page).getByText("Saved: version 2").waitFor({ timeout: 20_000 });
    await close();
  });

  it("the best ten sites for winter burglary, one swapped by hand, the deployment sheets printed", async () => {
    const { page, watch, close } = await open("tab=sites&category=burglary&season=winter");
    await page.getByText("incidents a year in December to February").waitFor({ timeout: 60_000 });
    await press(page, "Find the best sites");
    await page.getByText(/Risk drawn anew 200 times/).waitFor({ timeout: 120_000 });
    expect(await page.locator(".site-list > li").count()).toBe(10);
    expect(await page.locator(".site-list > li").first().innerText()).toMatch(
      /Without it [\d.]+ % less.*Chosen in \d+ % of the draws/s,
    );
    await press(page, "Put these 10 into the plan");
    await page.getByText("Changes to today’s cameras (10)").waitFor();
    await page.getByRole("button", { name: /^P10 new/ }).press("Enter");
    await press(page, "Move 1 m north");
    await saveAs(page, "Winter burglary", "A. Planner");
    await page.getByRole("radio", { name: "Deploy" }).press("Enter");
    await press(page, "Plan all 10 new cameras as rapid deployments");
    await page.getByText("10 rapid deployments").first().waitFor();
    await keepScreenshot(page, "cameras-deploy");
    await page.getByRole("radio", { name: "Papers" }).press("Enter");
    await press(page, "Show the paper");
    await page.getByRole("button", { name: "Print or save as PDF" }).waitFor({ timeout: 60_000 });
    await page.getByText(/facts are left blank/).waitFor();
    expect(await page.locator(".paper").count()).toBe(10);
    expect(await page.locator(".paper-qr").count()).toBe(10);
    await expect.poll(() => page.locator(".paper-map path").count()).toBeGreaterThan(10);
    await keepScreenshot(page, "deployment-sheet");
    const file = join(folder, "sheets.pdf");
    await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
    expect(pagesOf(file)).toBe(10);
    expect(watch.problems).toEqual([]);
    await close();
  });

  it("a tall building on a link flips it to blocked and is named", async () => {
    const { page, watch, close } = await open(`${CLOSE}&${PLAN}&tab=links`);
    await page.getByLabel("To receiver: position or another camera").fill("51.60308, -0.18889");
    await page.getByLabel("Receiver’s height, m").fill("30");
    await page.keyboard.press("Enter");
    await press(page, "Add the link");
    await page.locator(".link-list > li[data-status]").first().waitFor();
    await page.getByLabel("Name of the building").fill("Station tower");
    await page.getByLabel("Its middle").fill("51.60208, -0.19039");
    await press(page, "Add the building");
    await page.getByText("Blocked by Station tower (planned)").waitFor({ timeout: 30_000 });
    await keepScreenshot(page, "cameras-links");
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(watch.problems).toEqual([]);
    await close();
  });

  it("options are side by side with one sign, and the table is the file", async () => {
    const first = await open(`${CLOSE}&${PLAN}`);
    await bearing(first.page).waitFor();
    await saveAs(first.page, "Option B", "A. Planner");
    const against = scenarioOf(first.page);
    await first.close();
    const { page, watch, close } = await open(
      `${CLOSE}&${PLAN.replace(",45,", ",225,")}&tab=compare&against=${against}`,
    );
    await page.getByText("Option B").first().waitFor();
    await page.getByRole("columnheader", { name: /This draft/ }).waitFor();
    await expect.poll(() => page.locator(".option-table").innerText(), { timeout: 60_000 }).toMatch(/points/);
    await page.getByLabel("Criterion").fill("Fits the capacity");
    await press(page, "Grade it");
    await page.getByRole("rowheader", { name: /Fits the capacity/ }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "CSV of this table")]);
    const file = join(folder, "options.csv");
    await download.saveAs(file);
    const text = readFileSync(file, "utf8");
    const risk = (await page.locator(".option-table tbody tr").first().locator("td").allInnerTexts()).map(
      (cell) => cell.split("\n")[0] ?? "",
    );
    for (const figure of risk) expect(text).toContain(figure);
    await keepScreenshot(page, "cameras-compare");
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(watch.problems).toEqual([]);
    await close();
  });

  it.each([
    ["light-wide", {}],
    ["dark-wide", { dark: true }],
    ["light-phone", { width: 390, height: 844 }],
    ["dark-phone", { width: 390, height: 844, dark: true }],
  ] as const)("no new panel has an accessibility finding or scrolls sideways: %s", async (name, look) => {
    for (const tab of ["review", "deploy", "links", "anpr", "compare", "papers"]) {
      const { page, close } = await open(`${CLOSE}&${PLAN}&tab=${tab}`, look);
      await page.waitForTimeout(2500);
      await keepScreenshot(page, `cameras-${tab}-${name}`);
      expect(await accessibilityFindings(page), tab).toEqual([]);
      expect(
        await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"),
      ).toBeLessThanOrEqual(0);
      await close();
    }
  });
});

/** Pages of a PDF that Chromium wrote, counted by its page objects. */
function pagesOf(file: string): number {
  return readFileSync(file, "latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
