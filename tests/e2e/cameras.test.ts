import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFindings } from "../support/accessibility.ts";
import { chromiumPath, keepScreenshot, openBrowser, watchPage } from "../support/browser.ts";
import { columnsAreThere } from "../support/demo-columns.ts";
import { type RunningServer, startServer } from "../support/server-process.ts";

const squareMetres = (text: string) =>
  [...text.matchAll(/([\d,]+)\sm²/g)].map(([, digits = ""]) => Number(digits.replaceAll(",", "")));

const CLOSE = "view=-0.19182,51.60130,17.6";
const PLAN = "plan=P1,-0.191889,51.601081,7,45,,,5.4,4,1920,1080,60,&camera=P1";

describe.skipIf(!chromiumPath)("Cameras", () => {
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startServer({});
    browser = await openBrowser();
    await columnsAreThere(server.url);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(query: string, { width = 1440, height = 900, dark = false } = {}) {
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
    });
    const watch = watchPage(page, server.url);
    await page.goto(`${server.url}/?screen=cameras&${query}`);
    await page.locator(".lead").waitFor({ timeout: 60_000 });
    return { page, watch };
  }

  const lead = (page: Page) => page.locator(".lead").innerText();

  it("says first what share of which risk is in view, and of how many cameras nothing is known", async () => {
    const { page, watch } = await open("");
    expect(await lead(page)).toMatch(
      /^Barnet \(demo\), today’s cameras: [\d.]+ % of robbery risk in view at “observe”/,
    );
    expect(await page.locator(".lead-note").innerText()).toContain("80 of 120 cameras");
    await page.waitForTimeout(2500);
    await keepScreenshot(page, "cameras");
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("a link is a plan: its figures are reproduced, and Back undoes a step", async () => {
    const { page, watch } = await open(`${CLOSE}&${PLAN}`);
    await page.getByText("of the risk only it sees").waitFor({ timeout: 60_000 });
    const text = await lead(page);
    expect(text).toMatch(/this plan: [\d.]+ % .* up from [\d.]+ % with today’s cameras/);
    // The browser unites views while the hand moves, the database once it rests: the same ground.
    const ground = page.getByText(/Of [\d,]+ m² in view at observe/);
    await ground.waitFor({ timeout: 30_000 });
    const [seen = 0, only = 0] = squareMetres(await ground.innerText());
    const [measured = 0] = squareMetres(await page.locator(".big").first().innerText());
    expect(Math.abs(seen - measured)).toBeLessThanOrEqual(1 + 1e-3 * measured);
    expect(only).toBeLessThanOrEqual(seen);
    const copy = await open(page.url().split("screen=cameras&")[1] ?? "");
    await expect.poll(() => lead(copy.page), { timeout: 60_000 }).toBe(text);
    await copy.page.close();
    await page.getByRole("button", { name: "Turn 5° clockwise" }).press("Enter");
    await expect.poll(() => page.url()).toContain(",7,50,");
    await page.goBack();
    await expect.poll(() => page.url()).toContain(",7,45,");
    await page.waitForTimeout(2000);
    await keepScreenshot(page, "cameras-plan");
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("without a pointer a camera is placed, set, found in the table and left out again", async () => {
    const { page } = await open(CLOSE);
    await page.getByLabel("Or by position or column").fill("51.60108, -0.19189");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("plan=P1");
    await page.getByLabel("Direction, ° from north").fill("90");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toMatch(/plan=P1,[-\d.]+,[\d.]+,\d+,90,/);
    await page.getByText("All", { exact: true }).last().press("Enter");
    await page.getByRole("heading", { name: "121 cameras" }).waitFor();
    await page.getByText("Camera", { exact: true }).first().press("Enter");
    await page.getByRole("button", { name: "Leave it out" }).press("Enter");
    await expect.poll(() => page.url()).not.toContain("plan=");
    await page.close();
  });

  it("dragging moves the chosen camera, and what it sees follows the hand", async () => {
    const { page } = await open(`${CLOSE}&${PLAN}`);
    await page.getByText("of the risk only it sees").waitFor({ timeout: 60_000 });
    await page.waitForTimeout(2500);
    const box = await page.locator(".map-canvas canvas").first().boundingBox();
    // From the address: the camera is 0.000069° west and 0.000219° south of the map's middle.
    const perDegree = (512 * 2 ** 17.6) / 360;
    const x = (box?.x ?? 0) + (box?.width ?? 0) / 2 - 0.000069 * perDegree;
    const y =
      (box?.y ?? 0) + (box?.height ?? 0) / 2 + (0.000219 * perDegree) / Math.cos((51.6 * Math.PI) / 180);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y - 40, { steps: 12 });
    await page.mouse.up();
    await expect.poll(() => page.url()).not.toContain("P1,-0.191889,51.601081");
    expect(page.url()).toContain("plan=P1,");
    await page.close();
  });

  it("the best sites come with what is proven of them, and go into the plan", async () => {
    const { page, watch } = await open("tab=sites");
    await page.getByRole("button", { name: "Find the best sites" }).press("Enter");
    await page.getByText(/in view, .* without them/).waitFor({ timeout: 120_000 });
    // The proof and the draws go on for some seconds; whoever has seen enough ends them and keeps what there is.
    await page.getByRole("button", { name: "Stop and keep the best" }).press("Enter");
    await page.getByText("Proving it").waitFor({ state: "detached", timeout: 60_000 });
    await page.getByText(/[Nn]o other choice (can be|is) better/).waitFor();
    expect(await page.locator(".site-list > li").count()).toBe(10);
    await page.waitForTimeout(500);
    await keepScreenshot(page, "cameras-sites");
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Put these 10 into the plan" }).press("Enter");
    await page.getByText("Changes to today’s cameras (10)").waitFor();
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it.each([
    ["light-wide", {}],
    ["dark-wide", { dark: true }],
    ["light-phone", { width: 390, height: 844 }],
    ["dark-phone", { width: 390, height: 844, dark: true }],
  ] as const)("no panel has an accessibility finding or scrolls sideways: %s", async (name, look) => {
    for (const tab of ["camera", "estate", "evidence"]) {
      const { page } = await open(`${CLOSE}&${PLAN}&tab=${tab}`, look);
      await page.waitForTimeout(2500);
      await keepScreenshot(page, `cameras-${tab}-${name}`);
      expect(await accessibilityFindings(page), tab).toEqual([]);
      expect(
        await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"),
      ).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});
