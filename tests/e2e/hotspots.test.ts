import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFindings } from "../support/accessibility.ts";
import { chromiumPath, keepScreenshot, openBrowser, watchPage } from "../support/browser.ts";
import { type RunningServer, startServer } from "../support/server-process.ts";

const QUESTION = "category=burglary&show=significant&period=2020-08..2020-10";
const LOOKS = [
  ["light-wide", {}],
  ["dark-wide", { dark: true }],
  ["light-phone", { width: 390, height: 844 }],
  ["dark-phone", { width: 390, height: 844, dark: true }],
] as const;

type Look = { width?: number; height?: number; dark?: boolean };

/** Text that shows that a tab of the right panel has its answers. */
const READY = { list: "What is new", when: "Baseline:", near: "Streets at raised risk", accuracy: "Gini" };
type Tab = keyof typeof READY;

describe.skipIf(!chromiumPath)("Hotspots and the answers beside the map", () => {
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

  async function open(path: string, { width = 1440, height = 900, dark = false }: Look = {}) {
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
    });
    const watch = watchPage(page, server.url);
    await page.goto(`${server.url}/${path}`);
    return { page, watch };
  }

  async function openTab(tab: Tab, look: Look = {}) {
    const opened = await open(`?${QUESTION}&panel=${tab}`, look);
    if ((look.width ?? 1440) < 900) await showPane(opened.page, "Table and trend");
    await opened.page.getByText(READY[tab]).first().waitFor({ timeout: 60_000 });
    return opened;
  }

  /** The answer above the choice grows while it loads, and a press on a moving target counts for nothing. */
  async function showPane(page: Page, name: string) {
    await expect
      .poll(
        async () => {
          await page.getByText(name, { exact: true }).click();
          return page.getByRole("radio", { name, exact: true }).isChecked();
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(true);
  }

  const places = (page: Page) => page.getByRole("list", { name: "Hotspots" }).getByRole("listitem");
  const firstPlace = (page: Page) => page.locator(".place-head").first();
  const dialog = (page: Page) => page.getByRole("dialog");

  /** Chooses the first place with Enter, as a reader without a mouse. */
  async function chooseFirst(page: Page) {
    await firstPlace(page).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Show the sum" }).nth(1).waitFor();
  }

  it("the list says what is new, then the places with what would be expected of each", async () => {
    const { page, watch } = await openTab("list");
    const news = page.getByRole("region", { name: "What is new" });
    expect(await news.getByRole("listitem").count()).toBeGreaterThan(0);
    expect(await news.innerText()).toMatch(/Against Jul–Sep 2020/);
    const heading = await page.getByRole("heading", { name: /\d+ hotspots?$/ }).innerText();
    expect(await page.locator(".place-head").count()).toBe(Number.parseInt(heading, 10));
    for (const text of await page.locator(".place-figures").allInnerTexts())
      expect(text).toMatch(/^[\d,]+ where [\d.,]+ would be expected \(.+ to .+ more\)$/);
    await page.waitForTimeout(2000);
    await keepScreenshot(page, "hotspots-list");
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("the files of the list are there and hold as many places", async () => {
    const { page } = await openTab("list");
    const listed = await page.locator(".place-head").count();
    for (const [name, places] of [
      ["CSV", (text: string) => text.split("\n").filter((line) => /^\d+,/.test(line)).length],
      ["GeoJSON", (text: string) => JSON.parse(text).features.length],
    ] as const) {
      const address = await page.getByRole("link", { name, exact: true }).getAttribute("href");
      const answer = await fetch(new URL(address ?? "", server.url));
      expect(answer.status).toBe(200);
      expect(places(await answer.text()), name).toBe(listed);
    }
    await page.close();
  });

  it("Enter on a place opens its card, frames it and puts its hexagon in the address", async () => {
    const { page, watch } = await openTab("list");
    await chooseFirst(page);
    expect(await firstPlace(page).getAttribute("aria-expanded")).toBe("true");
    await expect.poll(() => page.url()).toMatch(/cell=89[0-9a-f]{13}/);
    expect(page.url()).toMatch(/view=/);
    const card = await page.locator(".place-card").innerText();
    for (const fact of ["A year before", "Over time", "Peak", "Positions", "Cameras", "Smallest q"])
      expect(card).toContain(fact);
    await page.waitForTimeout(2500);
    await keepScreenshot(page, "hotspots-card");
    expect(await accessibilityFindings(page)).toEqual([]);
    const copy = await open(page.url().slice(server.url.length + 1));
    await copy.page.locator(".place-card").waitFor({ timeout: 60_000 });
    expect(await copy.page.locator(".place-card").innerText()).toBe(card);
    await copy.page.close();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".place-card").count()).toBe(0);
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("show the sum gives every step, the verdict, and the inputs to do it again elsewhere", async () => {
    const { page } = await openTab("list");
    await chooseFirst(page);
    for (const [nth, name] of [
      [0, "sum-of-map"],
      [1, "sum-of-hexagon"],
    ] as const) {
      await page.getByRole("button", { name: "Show the sum" }).nth(nth).press("Enter");
      await dialog(page).locator(".sum-verdict").waitFor({ timeout: 20_000 });
      expect(await dialog(page).locator(".steps > li").count()).toBeGreaterThan(2);
      for (const link of [/CSV/, /R script/]) {
        const address = await dialog(page).getByRole("link", { name: link }).getAttribute("href");
        const answer = await fetch(new URL(address ?? "", server.url));
        expect(answer.status).toBe(200);
        expect((await answer.text()).length).toBeGreaterThan(200);
      }
      await keepScreenshot(page, name);
      expect(await accessibilityFindings(page), name).toEqual([]);
      await page.keyboard.press("Escape");
      await expect.poll(() => dialog(page).count()).toBe(0);
    }
    await page.close();
  });

  it("a place is left out only with a reason and a name, stays listed with both, and can be taken back", async () => {
    const { page } = await openTab("list");
    const before = await places(page).count();
    const name = await firstPlace(page).locator("b").innerText();
    await chooseFirst(page);
    await page.getByRole("button", { name: "Leave out…" }).press("Enter");
    await dialog(page).getByRole("button", { name: "Leave out", exact: true }).press("Enter");
    await dialog(page).getByText("Say why, in a few words.").waitFor();
    await keepScreenshot(page, "leave-out-refused");
    expect(await accessibilityFindings(page)).toEqual([]);
    await dialog(page).getByLabel("Reason").fill("A car park that has closed");
    await dialog(page).getByLabel("Your name").fill("A. Analyst");
    await dialog(page).getByRole("button", { name: "Leave out", exact: true }).press("Enter");
    const summary = page.getByText("1 left out", { exact: true });
    await summary.waitFor({ timeout: 20_000 });
    expect(await page.locator(".place-head").count()).toBe(before - 1);
    await summary.click();
    const left = page.locator(".excluded");
    expect(await left.innerText()).toContain(name);
    expect(await left.innerText()).toMatch(/A car park that has closed\s+A\. Analyst, \d\d \w+ \d{4}/);
    await left.scrollIntoViewIfNeeded();
    await keepScreenshot(page, "left-out");
    await left.getByRole("button", { name: "Take back" }).press("Enter");
    await dialog(page).getByLabel("Reason").fill("It has opened again");
    await dialog(page).getByLabel("Your name").fill("B. Analyst");
    await dialog(page).getByRole("button", { name: "Take back", exact: true }).press("Enter");
    await expect.poll(() => page.locator(".place-head").count(), { timeout: 20_000 }).toBe(before);
    expect(await page.locator(".excluded").count()).toBe(0);
    await page.close();
  });

  it("arrow keys lead through the tabs, and the address follows", async () => {
    const { page, watch } = await openTab("list");
    await page.getByRole("tab", { name: "Hotspots" }).focus();
    for (const [name, panel] of [
      ["Hexagons", null],
      ["When", "when"],
      ["Near what", "near"],
      ["Accuracy", "accuracy"],
    ] as const) {
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => page.getByRole("tab", { name }).getAttribute("aria-selected")).toBe("true");
      expect(new URL(page.url()).searchParams.get("panel")).toBe(panel);
    }
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it("the hours of the week have a table with every hour and day", async () => {
    const { page } = await openTab("when");
    const hours = page.getByRole("region", { name: "Hour of the week" });
    await hours.getByRole("img", { name: /Incidents by hour of the week/ }).waitFor();
    await hours.getByRole("button", { name: "Table" }).press("Enter");
    expect(await hours.getByRole("row").count()).toBe(25);
    expect(await hours.getByRole("columnheader").count()).toBe(8);
    await keepScreenshot(page, "when-table");
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.close();
  });

  it("another baseline is said in words under the chart", async () => {
    const { page } = await open(`?category=burglary&period=2021-10..2021-12&panel=when`);
    const year = page.getByRole("region", { name: "2021 by month" });
    const baseline = async () => /Baseline: .+?\./.exec(await year.innerText())?.[0];
    await year.getByText(/Baseline:/).waitFor({ timeout: 60_000 });
    const before = await baseline();
    await year.getByRole("button", { name: /Compared with/ }).press("Enter");
    await page.getByRole("option", { name: "Without March 2020 onwards" }).press("Enter");
    await expect.poll(baseline, { timeout: 20_000 }).not.toBe(before);
    expect(await baseline()).toMatch(/March 2020 onwards/);
    await page.close();
  });

  it("the method screen reproduces every known answer, and shows false alarms where nothing is to be found", async () => {
    const { page, watch } = await open("?screen=method");
    const total = page.locator(".method-total b");
    await total.waitFor({ timeout: 60_000 });
    const [, agree, all] = /^(\d+) of (\d+) known answers reproduced$/.exec(await total.innerText()) ?? [];
    expect(Number(all)).toBeGreaterThan(100);
    expect(agree).toBe(all);
    const trial = page.getByRole("region", { name: "Does it find hotspots where there are none?" });
    await trial
      .getByText(/false alarm on \d+ of 100 maps/)
      .first()
      .waitFor();
    const flagged = [...(await trial.innerText()).matchAll(/false alarm on (\d+) of 100/g)].map(([, n]) =>
      Number(n),
    );
    expect(flagged[0]).toBeLessThanOrEqual(10);
    expect(flagged[1]).toBeGreaterThan(50);
    await page
      .getByText(/known answers reproduced/)
      .nth(1)
      .click();
    await keepScreenshot(page, "method-answers");
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(watch.problems).toEqual([]);
    await page.close();
  });

  it.each(LOOKS)("no panel has an accessibility finding or scrolls sideways: %s", async (look, options) => {
    const check = async (page: Page, name: string) => {
      await keepScreenshot(page, `panel-${name}-${look}`);
      expect(await accessibilityFindings(page), name).toEqual([]);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways, name).toBeLessThanOrEqual(0);
      await page.close();
    };
    for (const tab of ["list", "when", "near", "accuracy"] as const) {
      const { page } = await openTab(tab, options);
      await page.locator(".right").scrollIntoViewIfNeeded();
      await check(page, tab);
    }
    const { page } = await open("?screen=method", options);
    await page
      .getByText(/false alarm on/)
      .first()
      .waitFor({ timeout: 60_000 });
    await check(page, "method");
  });
});
