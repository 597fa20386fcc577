import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFindings } from "../support/accessibility.ts";
import { chromiumPath, keepScreenshot, openBrowser, watchPage } from "../support/browser.ts";
import { type RunningServer, startServer } from "../support/server-process.ts";

describe.skipIf(!chromiumPath)("Explore, as a planner opens it", () => {
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startServer({});
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(path: string, options: { width?: number; height?: number; dark?: boolean } = {}) {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
      colorScheme: options.dark ? "dark" : "light",
    });
    const watch = watchPage(page, server.url);
    await page.goto(`${server.url}/${path}`);
    await page.getByRole("heading", { level: 1, name: /offences in|calls in/ }).waitFor({ timeout: 60_000 });
    const narrow = (options.width ?? 1440) < 900;
    if (!narrow) await page.getByRole("row").nth(3).waitFor({ timeout: 60_000 });
    await page.waitForTimeout(narrow ? 4000 : 1500);
    return { page, watch };
  }

  /** Presses Tab until the choice of that name has the focus, then arrow keys as a reader would. */
  async function reachByTab(page: Page, name: string): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((text) => document.activeElement?.textContent?.startsWith(text), name)) return;
    }
    throw new Error(`${name} cannot be reached by Tab`);
  }

  it("says first what, where, when, how many, and against what; the demo is named as such", async () => {
    const { page, watch } = await open("");
    const sentence = await page.getByRole("heading", { level: 1 }).innerText();
    expect(sentence).toMatch(
      /^Burglary in Barnet \(demo\): [\d,]+ offences in .+, against [\d,]+ a year before\.$/,
    );
    await page.getByText("Demo: invented incidents", { exact: true }).waitFor();
    await keepScreenshot(page, "explore-light");
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("has no accessibility finding, light or dark, wide or narrow", async () => {
    for (const [name, options] of [
      ["explore-light-wide", {}],
      ["explore-dark-wide", { dark: true }],
      ["explore-light-phone", { width: 390, height: 844 }],
      ["explore-dark-phone", { width: 390, height: 844, dark: true }],
    ] as const) {
      const { page } = await open("", options);
      await keepScreenshot(page, name);
      expect(await accessibilityFindings(page), name).toEqual([]);
      await page.close();
    }
  });

  it("nothing needs sideways scrolling at 320 pixels", async () => {
    const { page } = await open("", { width: 320, height: 700 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await keepScreenshot(page, "explore-320");
    await page.close();
  });

  it("a copied link reproduces the view and its numbers", async () => {
    const { page } = await open("");
    await page.getByText("Robbery", { exact: true }).first().click();
    await page.getByText("Rolling 12", { exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /^Robbery in/ }).waitFor();
    await page.waitForTimeout(1500);
    const sentence = await page.getByRole("heading", { level: 1 }).innerText();
    const rows = await page.getByRole("table").first().innerText();
    const link = page.url().slice(server.url.length + 1);
    const copy = await open(link);
    expect(await copy.page.getByRole("heading", { level: 1 }).innerText()).toBe(sentence);
    expect(await copy.page.getByRole("table").first().innerText()).toBe(rows);
    await copy.page.close();
    await page.close();
  });

  it("the keyboard alone reaches a hexagon and its card", async () => {
    const { page } = await open("");
    await page.getByRole("row").nth(1).focus();
    await page.keyboard.press("Enter");
    await page
      .getByText(/streets/i)
      .first()
      .waitFor({ timeout: 20_000 });
    await keepScreenshot(page, "explore-cell");
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.close();
  });

  it("the table's counts add up to the sentence and to the API", async () => {
    const { page } = await open("");
    const sentence = await page.getByRole("heading", { level: 1 }).innerText();
    const shown = Number(/: ([\d,]+) offences/.exec(sentence)?.[1]?.replaceAll(",", ""));
    const answer = await fetch(
      `${server.url}/api/v1/timeseries?area=E09000003&category=burglary&from=2021-10&to=2021-12`,
    );
    const series: { data: { n: number }[] } = await answer.json();
    expect(shown).toBe(series.data.reduce((sum, row) => sum + row.n, 0));
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: /CSV of all hexagons/ }).click();
    const stream = await (await download).createReadStream();
    let csv = "";
    for await (const chunk of stream) csv += String(chunk);
    expect(csv).toMatch(/invented/i);
    await page.close();
  });

  it("the keyboard alone leads from the count to significant hotspots, a hexagon's chance, and back by the link", async () => {
    const { page, watch } = await open("?period=rolling-12&panel=cells");
    await reachByTab(page, "Significant");
    await page.keyboard.press("Space");
    const finding = page.locator(".lead-finding");
    await finding.getByText(/hexagons (are|is a) significant hotspot/).waitFor({ timeout: 20_000 });
    expect(await finding.innerText()).toMatch(
      /^\d+ of [\d,]+ hexagons are significant hotspots\. They hold [\d,]+ of [\d,]+ offences \([\d.]+ %\) on/,
    );
    const legend = page.getByRole("region", { name: "Legend" });
    for (const words of [
      "Very unlikely to be chance",
      "Unlikely to be chance",
      "Maybe chance",
      "Not significant",
    ]) {
      await legend.getByText(words, { exact: true }).waitFor();
    }
    await keepScreenshot(page, "significant-light");
    await page.getByRole("row").nth(1).focus();
    await page.keyboard.press("Enter");
    await page.getByText(/would be expected by chance; the chance of as many or more is 1 in/).waitFor();
    await keepScreenshot(page, "significant-cell");
    expect(await accessibilityFindings(page)).toEqual([]);
    const sentence = await finding.innerText();
    const copy = await open(page.url().slice(server.url.length + 1));
    expect(await copy.page.locator(".lead-finding").innerText()).toBe(sentence);
    await copy.page.close();
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("significance follows the slider, and the last position is the one that is shown", async () => {
    const { page } = await open("?show=significant&period=rolling-12&panel=cells");
    const end = page.getByRole("slider", { name: "Last month" });
    await end.focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowLeft");
    await page.getByText("Jan–Jun 2021").first().waitFor({ timeout: 10_000 });
    await page.waitForTimeout(1500);
    const moved = await page.locator(".lead-finding").innerText();
    const fresh = await open(page.url().slice(server.url.length + 1));
    expect(await fresh.page.locator(".lead-finding").innerText()).toBe(moved);
    expect(await fresh.page.getByRole("region", { name: "Legend" }).innerText()).toContain("Jan–Jun 2021");
    await fresh.page.close();
    await page.close();
  });

  it("every map says what its colours mean, and none is ever without words", async () => {
    for (const [show, words] of [
      ["density", "Density, in multiples of the area's mean"],
      ["could-be-significant", "Where a hotspot could have shown"],
      ["change", "Change, later − earlier"],
      ["emerging", "History of hotspots"],
      ["persistence", "How often it was a hotspot"],
    ]) {
      const { page, watch } = await open(`?show=${show}&period=rolling-12&panel=cells`);
      await page.locator(".lead-finding").waitFor({ timeout: 30_000 });
      await page
        .getByRole("region", { name: "Legend" })
        .getByText(words ?? "")
        .waitFor({ timeout: 20_000 });
      await keepScreenshot(page, `surface-${show}`);
      expect(await accessibilityFindings(page), show).toEqual([]);
      expect(watch.problems, show).toEqual([]);
      await page.close();
    }
  });

  it("one press weighs by harm: answer, map and list change together, and unverified weights are marked", async () => {
    const { page } = await open("?category=robbery&panel=cells");
    await page.getByText("By harm", { exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /by harm: [\d,]+ .+ from [\d,]+ offences/ }).waitFor();
    const legend = page.getByRole("region", { name: "Legend" });
    await legend.getByText(/Harm per hexagon/).waitFor();
    await legend.getByText(/not verified/).waitFor();
    await page.getByRole("columnheader", { name: /Harm/ }).waitFor();
    await page.getByText("Not verified.", { exact: true }).waitFor();
    await keepScreenshot(page, "harm-light");
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.close();
  });

  it("too few hexagons to test are refused in words, with the counts in their place", async () => {
    const { page } = await open("?show=significant&res=8&area=DEMO-W01&panel=cells");
    await page.getByText("Fewer than 30 hexagons: too few to test.").first().waitFor({ timeout: 20_000 });
    await page.getByText("Counts are shown instead.").first().waitFor();
    await keepScreenshot(page, "significant-refused");
    await page.close();
  });

  it("comparing shows both periods in one frame with one legend and a table of both counts", async () => {
    const { page, watch } = await open("");
    await page.getByRole("button", { name: /Compare with a year before/ }).click();
    await page
      .getByText(/later − earlier/i)
      .first()
      .waitFor({ timeout: 20_000 });
    await page.waitForTimeout(2500);
    expect(await page.getByRole("region", { name: "Legend" }).count()).toBe(1);
    await keepScreenshot(page, "compare-light");
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("playing moves the window and stops where the data ends", async () => {
    const { page } = await open("");
    const label = () => page.getByRole("region", { name: "Timeline" }).innerText();
    const before = await label();
    await page.getByRole("button", { name: "One month back" }).click();
    await expect.poll(label, { timeout: 5000 }).not.toBe(before);
    await page.getByRole("button", { name: "Play" }).click();
    await expect.poll(label, { timeout: 10_000 }).toBe(before);
    await page.close();
  });
});
