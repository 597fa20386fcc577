/** Frames per second while the timeline plays the default borough in headless Chromium with software WebGL. */
import { openBrowser } from "../../tests/support/browser.ts";
import { startServer } from "../../tests/support/server-process.ts";
import type { BenchRow } from "./row.ts";

const TARGET_FRAMES_PER_S = 24;
const MEASURE_MS = 6_000;

export async function benchPlay(): Promise<BenchRow[]> {
  const server = await startServer({});
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(server.url);
    await page.getByRole("button", { name: /^play/i }).click({ timeout: 60_000 });
    const frames = await page.evaluate(
      (ms) =>
        new Promise<number>((resolve) => {
          const begun = performance.now();
          let count = 0;
          const tick = () => {
            count++;
            if (performance.now() - begun < ms) requestAnimationFrame(tick);
            else resolve(count / ((performance.now() - begun) / 1000));
          };
          requestAnimationFrame(tick);
        }),
      MEASURE_MS,
    );
    return [
      {
        name: "timeline playing the default borough, 1440 × 900, software WebGL",
        figure: frames,
        unit: "frames/s",
        limit: { name: "target (at least)", figure: TARGET_FRAMES_PER_S },
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}
