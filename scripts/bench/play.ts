/** Frames per second while the timeline plays the default borough in headless Chromium with software WebGL. */
import type { Browser } from "playwright-core";
import { openBrowser } from "../../tests/support/browser.ts";
import { startServer } from "../../tests/support/server-process.ts";
import type { BenchRow } from "./row.ts";

const TARGET_FRAMES_PER_S = 24;
const TARGET_TESTED_FRAMES_PER_S = 20;
const MEASURE_MS = 6_000;
/** A fresh server still loads the demo borough's buildings when the first hexagons are shown. */
const SETTLE_MS = 10_000;

/** Runs in the page, so it is given as text: frames per second over MEASURE_MS. */
const COUNT_FRAMES = `new Promise((resolve) => {
  const begun = performance.now();
  let count = 0;
  const tick = () => {
    count++;
    const elapsed = performance.now() - begun;
    if (elapsed < ${MEASURE_MS}) requestAnimationFrame(tick);
    else resolve(count / (elapsed / 1000));
  };
  requestAnimationFrame(tick);
})`;

async function framesOf(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(url);
    await page.getByRole("row").nth(3).waitFor({ timeout: 60_000 });
    await page.waitForTimeout(SETTLE_MS);
    await page.getByRole("button", { name: /^play/i }).click();
    return await page.evaluate<number>(COUNT_FRAMES);
  } finally {
    await page.close();
  }
}

export async function benchPlay(): Promise<BenchRow[]> {
  const server = await startServer({});
  const browser = await openBrowser();
  try {
    const count = await framesOf(browser, `${server.url}?panel=cells`);
    const significance = await framesOf(browser, `${server.url}?panel=cells&show=significant&res=10`);
    return [
      {
        name: "timeline playing the default borough, 1440 × 900, software WebGL",
        figure: count,
        unit: "frames/s",
        limit: { name: "target (at least)", figure: TARGET_FRAMES_PER_S },
      },
      {
        name: "the same with significance tested anew at each step, resolution 10",
        figure: significance,
        unit: "frames/s",
        limit: { name: "target (at least)", figure: TARGET_TESTED_FRAMES_PER_S },
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}
