/** Progress as people want it: rows per second and time left, told at most once a second. */
import type { ImportProgress } from "#contract/imports.ts";

const TELL_EVERY_MS = 1_000;

export class ProgressMeter {
  readonly #now: () => Date;
  readonly #tell: (progress: ImportProgress) => void;
  readonly #startedMs: number;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(now: () => Date, tell: (progress: ImportProgress) => void) {
    this.#now = now;
    this.#tell = tell;
    this.#startedMs = now().getTime();
  }

  update(progress: ImportProgress): void {
    const nowMs = this.#now().getTime();
    if (nowMs - this.#toldMs < TELL_EVERY_MS) return;
    this.#toldMs = nowMs;
    this.#tell({ ...progress, ...paceOf(progress, (nowMs - this.#startedMs) / 1000) });
  }
}

/** Rows per second so far, and the seconds left if the rest goes as fast; null while nothing can be said. */
function paceOf(progress: ImportProgress, seconds: number): Partial<ImportProgress> {
  const { rows, bytesRead, bytesTotal } = progress;
  const pace: Partial<ImportProgress> = {};
  if (rows !== undefined && seconds > 0) pace.rowsPerSecond = Math.round(rows / seconds);
  if (bytesRead !== undefined && bytesTotal !== undefined) {
    const left = bytesRead > 0 ? (seconds * (bytesTotal - bytesRead)) / bytesRead : null;
    pace.secondsLeft = left === null ? null : Math.ceil(left);
  }
  return pace;
}
