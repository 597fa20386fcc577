import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import type { CategoryScheme } from "#domain/category/scheme.ts";
import scheme from "../../data/category-scheme.json" with { type: "json" };
import { openDatabase } from "../../server/db/engine.ts";
import { migrate } from "../../server/db/migrate.ts";
import { seedCategories } from "../../server/db/queries/categories-seed.ts";
import { seededRandom } from "../../server/domain/stats/seeded-random.ts";
import { cleanUpImports } from "../../server/ingest/clean-up.ts";
import { importFile, stagedRows, type Visible, visible } from "../support/run-imports.ts";
import { streetCsv, streetRows, testFolder } from "../support/street-files.ts";
import { availableEngines, silentLog, withDatabase } from "../support/test-database.ts";
import { zipOf } from "../support/zip-writer.ts";

const folder = testFolder();
afterAll(() => folder.dispose());
const root = fileURLToPath(new URL("../../", import.meta.url));
const script = fileURLToPath(new URL("../support/import-child.ts", import.meta.url));

const MONTHS = ["2024-01", "2024-02", "2024-03"];
const LOCATED_PER_MONTH = 3_000;
const ROUNDS = 8;

/** A release in which every month has a number of rows that no other release has. */
function release(number: number): { path: string; rows: number } {
  const perMonth = LOCATED_PER_MONTH + number * 10;
  const entries = MONTHS.map((month) => ({
    name: `${month}/${month}-hertfordshire-street.csv`,
    content: streetCsv(streetRows(perMonth, { month })),
  }));
  return { path: folder.write(`release-${number}.zip`, zipOf(entries)), rows: perMonth * MONTHS.length };
}

/** True if what is seen is one release and nothing but it. */
function isWhole(seen: Visible, rows: number): boolean {
  const all = [seen.stated, seen.incidents, seen.located, ...seen.byResolution];
  return seen.slices === MONTHS.length && seen.byResolution.length === 5 && all.every((n) => n === rows);
}

function startImport(target: unknown, file: string): { child: ChildProcess; running: Promise<void> } {
  const args = ["--import", "tsx", script, JSON.stringify(target), file];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const running = new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error("the import process ended before it began")));
    child.stdout?.on("data", (chunk: Buffer) => chunk.includes("running") && resolve());
  });
  return { child, running };
}

it.skipIf(!availableEngines().includes("local-cluster"))(
  "kill -9 in a loop during imports: readers on another connection see the old or the new release, never a mix",
  async () => {
    await withDatabase("local-cluster", async (database) => {
      const { sql, connection } = database;
      const random = seededRandom(20_240_101);
      let current = release(0);
      const startedMs = performance.now();
      await importFile(database, current.path);
      // Beside a reader that never rests an import takes longer: the last kills come after the flip.
      const spreadMs = (performance.now() - startedMs) * 3;
      let flips = 0;
      for (let round = 1; round <= ROUNDS; round++) {
        const next = release(round);
        const { child, running } = startImport({ connection }, next.path);
        const ended = once(child, "exit");
        await running;
        const killAt = performance.now() + ((round - random.uniform()) / ROUNDS) * spreadMs;
        let alive = true;
        void ended.then(() => {
          alive = false;
        });
        let polls = 0;
        while (alive) {
          if (performance.now() >= killAt) child.kill("SIGKILL");
          const seen = await visible(sql);
          polls++;
          const ok = isWhole(seen, current.rows) || isWhole(seen, next.rows);
          expect(ok, JSON.stringify({ round, seen, old: current.rows, new: next.rows })).toBe(true);
        }
        expect(polls).toBeGreaterThan(0);
        if (isWhole(await visible(sql), next.rows)) {
          current = next;
          flips++;
        }
        await sleep(50);
      }
      await cleanUpUntilTidy(sql, true);
      expect(isWhole(await visible(sql), current.rows)).toBe(true);
      const last = release(ROUNDS + 1);
      expect((await importFile(database, last.path)).status).toBe("committed");
      expect(isWhole(await visible(sql), last.rows)).toBe(true);
      console.log(`killed ${ROUNDS} imports, ${flips} after their flip`);
    });
  },
);

it("kill -9 during an import into the embedded engine: opened again, the old or the new release is whole", async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "sightline-killed-"));
  const open = () => openDatabase({ databaseUrl: null, dataFolder, engine: "embedded" }, silentLog);
  try {
    let current = release(0);
    const database = await open();
    await migrate(database.sql);
    await seedCategories(database.sql, scheme satisfies CategoryScheme);
    await importFile(database, current.path);
    await database.close();
    for (const [round, delayMs] of [400, 1_500].entries()) {
      const next = release(round + 1);
      const { child, running } = startImport({ dataFolder }, next.path);
      const ended = once(child, "exit");
      await running;
      await sleep(delayMs);
      child.kill("SIGKILL");
      await ended;
      const again = await open();
      try {
        const seen = await visible(again.sql);
        const isNext = isWhole(seen, next.rows);
        expect(isNext || isWhole(seen, current.rows), JSON.stringify(seen)).toBe(true);
        if (isNext) current = next;
        await cleanUpUntilTidy(again.sql, false);
        expect(isWhole(await visible(again.sql), current.rows)).toBe(true);
      } finally {
        await again.close();
      }
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});

/** A killed process's connection may outlive it by a moment; after that, nothing staged may be left. */
async function cleanUpUntilTidy(sql: Parameters<typeof visible>[0], shared: boolean): Promise<void> {
  for (let i = 0; i < 50; i++) {
    await cleanUpImports(sql, shared);
    if ((await stagedRows(sql)) === 0) break;
    await sleep(100);
  }
  expect(await stagedRows(sql)).toBe(0);
  const running = await sql`SELECT id FROM import_batch WHERE status = 'running'`;
  expect(running).toHaveLength(0);
}
