/**
 * Runs the jobs of the table `job`, one at a time in this process. Jobs outlive it: one whose process died is
 * begun once more by whichever process notices first, and given up with a clear message after that.
 */
import type { Log } from "../db/log.ts";
import {
  beatJob,
  claimJob,
  endJob,
  insertJob,
  type JobRow,
  requeueJob,
  takeStaleJobs,
} from "../db/queries/jobs.ts";
import type { Sql } from "../db/sql.ts";
import { type JobPayload, jobPayloadSchema } from "./job-payload.ts";

export type JobRun = {
  /** Settles when the work has ended. */
  done: Promise<{ ok: true } | { ok: false; message: string }>;
  stop(): void;
};

export type JobHandlers = {
  /** Begins the work of a job. */
  run(payload: JobPayload): JobRun;
  /** Tells people that a job was given up, or that it will never run again. */
  abandon(payload: JobPayload, why: "lost-twice" | "cancelled" | "crashed", message: string): Promise<void>;
  /** Tells people that a job waits again: the server was stopped while it ran. */
  postpone(payload: JobPayload): Promise<void>;
};

export type QueueTiming = { pollMs: number; beatMs: number; staleS: number; shutdownMs: number };

const TIMING: QueueTiming = { pollMs: 2_000, beatMs: 3_000, staleS: 20, shutdownMs: 8_000 };

/** How often a job is begun again after its process was lost. */
const MOST_LOST = 1;

type CurrentJob = { id: number; payload: JobPayload; run: JobRun; ending: "cancel" | "postpone" | null };

export class JobQueue {
  readonly #sql: Sql;
  readonly #handlers: JobHandlers;
  readonly #log: Log;
  readonly #timing: QueueTiming;
  #current: CurrentJob | null = null;
  #stopping = false;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #poll: NodeJS.Timeout | null = null;

  constructor(sql: Sql, handlers: JobHandlers, log: Log, timing: QueueTiming = TIMING) {
    this.#sql = sql;
    this.#handlers = handlers;
    this.#log = log;
    this.#timing = timing;
  }

  /** Begins to take jobs, and looks for those of processes that died. */
  start(): void {
    this.#poll = setInterval(() => this.#wake(), this.#timing.pollMs);
    this.#poll.unref();
    this.#wake();
  }

  /** Adds a job and wakes the queue. */
  async add(payload: JobPayload): Promise<number> {
    const id = await insertJob(this.#sql, "import", JSON.stringify(payload));
    this.#wake();
    return id;
  }

  /** Stops a job that this process runs; jobs of other processes stop at their next heartbeat. */
  stopJob(id: number): void {
    if (this.#current?.id !== id) return;
    this.#current.ending ??= "cancel";
    this.#current.run.stop();
  }

  /** Waits until nothing is running or queued here. */
  async idle(): Promise<void> {
    while (this.#looking) await this.#looking;
  }

  /** Takes no more jobs; lets a running one finish for a moment, else stops it and puts it back in the queue. */
  async close(): Promise<void> {
    this.#stopping = true;
    if (this.#poll) clearInterval(this.#poll);
    const current = this.#current;
    if (current) {
      const late = new Promise<"late">((resolve) =>
        setTimeout(() => resolve("late"), this.#timing.shutdownMs),
      );
      if ((await Promise.race([current.run.done, late])) === "late") {
        current.ending ??= "postpone";
        current.run.stop();
      }
    }
    await this.idle();
  }

  #wake(): void {
    if (this.#stopping) return;
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#work()
      .catch((error: unknown) => this.#log.error(`Jobs: ${error instanceof Error ? error.message : error}`))
      .finally(() => {
        this.#looking = null;
        if (!this.#lookAgain) return;
        this.#lookAgain = false;
        this.#wake();
      });
  }

  async #work(): Promise<void> {
    await this.#reviveLost();
    while (!this.#stopping) {
      const job = await claimJob(this.#sql);
      if (!job) return;
      if (this.#stopping) await requeueJob(this.#sql, job.id, JSON.stringify(job.payload));
      else await this.#runJob(job);
    }
  }

  async #reviveLost(): Promise<void> {
    for (const job of await takeStaleJobs(this.#sql, this.#timing.staleS)) {
      const payload = jobPayloadSchema.parse(job.payload);
      if (payload.lost < MOST_LOST) {
        this.#log.warn(`Job ${job.id} was lost with its process; it is begun again.`);
        await requeueJob(this.#sql, job.id, JSON.stringify({ ...payload, lost: payload.lost + 1 }));
        continue;
      }
      const message = "The program ended twice while it was at work on this.";
      await endJob(this.#sql, job.id, "failed", JSON.stringify({ message }));
      await this.#handlers.abandon(payload, "lost-twice", message);
    }
  }

  async #runJob(job: JobRow): Promise<void> {
    const payload = jobPayloadSchema.parse(job.payload);
    const current: CurrentJob = { id: job.id, payload, run: this.#handlers.run(payload), ending: null };
    this.#current = current;
    const beat = setInterval(() => void this.#beat(job.id), this.#timing.beatMs);
    beat.unref();
    try {
      const result = await current.run.done;
      await this.#endJob(current, result);
    } finally {
      clearInterval(beat);
      this.#current = null;
    }
  }

  async #endJob(current: CurrentJob, result: Awaited<JobRun["done"]>): Promise<void> {
    const { id, payload } = current;
    if (current.ending === "postpone") {
      await requeueJob(this.#sql, id, JSON.stringify(payload));
      await this.#handlers.postpone(payload);
      return;
    }
    const error = result.ok ? null : JSON.stringify({ message: result.message });
    await endJob(this.#sql, id, result.ok ? "done" : "failed", error);
    if (current.ending === "cancel") await this.#handlers.abandon(payload, "cancelled", "");
    else if (!result.ok) await this.#handlers.abandon(payload, "crashed", result.message);
  }

  async #beat(id: number): Promise<void> {
    const running = await beatJob(this.#sql, id).catch(() => true);
    if (!running && !this.#stopping) this.stopJob(id);
  }
}
