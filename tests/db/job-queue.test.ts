import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  ageRunningJobs,
  cancelJobOf,
  claimJob,
  insertJob,
  unfinishedJobs,
} from "../../server/db/queries/jobs.ts";
import { connectDatabase } from "../../server/db/sql.ts";
import type { JobPayload } from "../../server/jobs/job-payload.ts";
import { type JobHandlers, JobQueue, type JobRun, type QueueTiming } from "../../server/jobs/job-queue.ts";
import {
  availableEngines,
  openTestDatabase,
  silentLog,
  type TestDatabase,
} from "../support/test-database.ts";

const FAST: QueueTiming = { pollMs: 20, beatMs: 20, staleS: 5, shutdownMs: 30 };
const payload = (importId: number, lost = 0): JobPayload => ({
  importId,
  action: "commit",
  options: {},
  lost,
});

type Recorded = { begun: JobPayload[]; abandoned: string[]; postponed: number[] };

/** Handlers whose work lasts until `finish` or `stop` is called. */
function handlers(): JobHandlers & Recorded & { finish: (ok: boolean) => void } {
  const recorded: Recorded = { begun: [], abandoned: [], postponed: [] };
  let end: (result: Awaited<JobRun["done"]>) => void = () => {};
  return {
    ...recorded,
    finish: (ok) => end(ok ? { ok } : { ok, message: "it broke" }),
    run(each) {
      recorded.begun.push(each);
      const done = new Promise<Awaited<JobRun["done"]>>((resolve) => {
        end = resolve;
      });
      return { done, stop: () => end({ ok: true }) };
    },
    abandon: async ({ importId }, why) => void recorded.abandoned.push(`${importId} ${why}`),
    postpone: async ({ importId }) => void recorded.postponed.push(importId),
  };
}

const until = async (test: () => boolean | Promise<boolean>) => {
  for (let tries = 0; tries < 500 && !(await test()); tries++) await new Promise((r) => setTimeout(r, 10));
  expect(await test()).toBe(true);
};

describe.each(availableEngines())("the job queue on %s", (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  beforeEach(async () => {
    await database.sql`DELETE FROM job`;
  });
  afterAll(() => database.dispose());

  const statuses = async () =>
    (await database.sql<{ status: string }[]>`SELECT status FROM job ORDER BY id`).map((row) => row.status);

  it("runs jobs one after the other, in the order they came", async () => {
    const work = handlers();
    const queue = new JobQueue(database.sql, work, silentLog, FAST);
    queue.start();
    await queue.add(payload(1));
    await queue.add(payload(2));
    await until(() => work.begun.length === 1);
    expect(await statuses()).toEqual(["running", "queued"]);
    work.finish(true);
    await until(() => work.begun.length === 2);
    work.finish(false);
    await until(async () => (await unfinishedJobs(database.sql)).length === 0);
    expect(await statuses()).toEqual(["done", "failed"]);
    expect(work.abandoned).toEqual(["2 crashed"]);
    await queue.close();
  });

  it("a job that comes while the server stops is not begun", async () => {
    const work = handlers();
    const queue = new JobQueue(database.sql, work, silentLog, FAST);
    queue.start();
    await insertJob(database.sql, "import", JSON.stringify(payload(5)));
    await queue.close();
    expect(await statuses()).toEqual(["queued"]);
  });

  it("a job whose process died is begun once more, and given up the second time", async () => {
    await insertJob(database.sql, "import", JSON.stringify(payload(7)));
    await claimJob(database.sql);
    await ageRunningJobs(database.sql);
    const work = handlers();
    const queue = new JobQueue(database.sql, work, silentLog, FAST);
    queue.start();
    await until(() => work.begun.length === 1);
    expect(work.begun).toEqual([payload(7, 1)]);
    work.finish(true);
    await until(async () => (await statuses())[0] === "done");
    await queue.close();
    await insertJob(database.sql, "import", JSON.stringify(payload(8, 1)));
    await claimJob(database.sql);
    await ageRunningJobs(database.sql);
    const next = new JobQueue(database.sql, work, silentLog, FAST);
    next.start();
    await until(() => work.abandoned.length === 1);
    expect(work.abandoned).toEqual(["8 lost-twice"]);
    expect(await statuses()).toEqual(["done", "failed"]);
    await next.close();
  });

  it("a job that beats is never taken for lost", async () => {
    const work = handlers();
    const queue = new JobQueue(database.sql, work, silentLog, { ...FAST, staleS: 1 });
    queue.start();
    await queue.add(payload(1));
    await until(() => work.begun.length === 1);
    const other = handlers();
    const second = new JobQueue(database.sql, other, silentLog, { ...FAST, staleS: 1 });
    second.start();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(other.begun).toEqual([]);
    work.finish(true);
    await queue.close();
    await second.close();
  });

  it("a job cancelled by another process stops at its next beat", async () => {
    const work = handlers();
    const queue = new JobQueue(database.sql, work, silentLog, FAST);
    queue.start();
    await queue.add(payload(3));
    await until(() => work.begun.length === 1);
    expect(await cancelJobOf(database.sql, 3)).toMatchObject({ was: "running" });
    await until(() => work.abandoned.length === 1);
    expect(work.abandoned).toEqual(["3 cancelled"]);
    expect(await statuses()).toEqual(["cancelled"]);
    await queue.close();
  });

  it("a job that runs while the server stops waits for the next start", async () => {
    const work = handlers();
    const queue = new JobQueue(database.sql, work, silentLog, FAST);
    queue.start();
    await queue.add(payload(4));
    await until(() => work.begun.length === 1);
    await queue.close();
    expect([await statuses(), work.postponed]).toEqual([["queued"], [4]]);
  });

  it("no two takers ever get the same job", async () => {
    for (let id = 1; id <= 20; id++) await insertJob(database.sql, "import", JSON.stringify(payload(id)));
    const clients = [1, 2, 3].map(() => connectDatabase(database.connection, { max: 1 }));
    const taken = await Promise.all(
      clients.map(async (sql) => {
        const ids: number[] = [];
        for (let job = await claimJob(sql); job; job = await claimJob(sql)) ids.push(job.id);
        return ids;
      }),
    );
    await Promise.all(clients.map((sql) => sql.end()));
    const all = taken.flat();
    expect(new Set(all).size).toBe(20);
    expect(all).toHaveLength(20);
  });
});
