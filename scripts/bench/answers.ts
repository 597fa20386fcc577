/**
 * The analytic answers for Barnet over HTTP, from the built server on the whole Metropolitan archive, and how long
 * another request waits meanwhile (the event loop's delay, and a little more).
 */
import type { RunningServer } from "../../tests/support/server-process.ts";
import { withLondon } from "./cells.ts";
import { type BenchRow, percentile } from "./row.ts";

const WHERE = "area=E09000003&category=burglary";
const YEAR = "from=2024-03&to=2025-02";

/** Each is asked twice with a parameter that nobody reads: neither answer is cached, the second finds the counts read. */
const QUESTIONS = [
  { name: "hotspots, res 10, 12 months", path: `/hotspots?${WHERE}&resolution=10&${YEAR}`, targetS: null },
  { name: "hotspot list, res 9, 12 months", path: `/places?${WHERE}&resolution=9&${YEAR}`, targetS: null },
  { name: "back-test, res 10, 24 origins", path: `/backtest?${WHERE}&resolution=10&origins=24`, targetS: 5 },
  { name: "emerging, res 10, 5 years", path: `/emerging?${WHERE}&resolution=10&years=5`, targetS: null },
  { name: "density, res 10, 12 months", path: `/density?${WHERE}&resolution=10&${YEAR}`, targetS: null },
] as const;

export async function benchAnswers(): Promise<BenchRow[]> {
  return withLondon(async (server) => {
    const rows: BenchRow[] = [];
    for (const { name, path, targetS } of QUESTIONS) {
      const first = await secondsOf(server, `${path}&once=1`);
      const second = await secondsOf(server, `${path}&once=2`);
      const limit = targetS === null ? {} : { limit: { name: "target", figure: targetS } };
      rows.push({ name: `${name}, first`, figure: first, unit: "s", ...limit });
      rows.push({ name: `${name}, counts read before`, figure: second, unit: "s", ...limit });
    }
    rows.push(await waitMeanwhile(server));
    return rows;
  });
}

async function secondsOf({ url }: RunningServer, path: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(`${url}/api/v1${path}`);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (performance.now() - begun) / 1000;
}

/** p99 of the time that /health takes while a back-test is worked out. */
async function waitMeanwhile(server: RunningServer): Promise<BenchRow> {
  const waits: number[] = [];
  let isDone = false;
  const work = secondsOf(server, `${QUESTIONS[2].path}&once=3`).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    waits.push(1000 * (await secondsOf(server, "/health")));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await work;
  return {
    name: `another request (${waits.length} of /health) while a back-test is worked out, p99`,
    figure: percentile(waits, 0.99),
    unit: "ms",
    limit: { name: "target", figure: 50 },
  };
}
