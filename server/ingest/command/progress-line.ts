/** Progress of one file on a terminal (one line that is rewritten) or in a log (a line now and then). */
import type { ImportProgress } from "#contract/imports.ts";

const LOG_EVERY_MS = 5_000;

export type TextOutput = { write(text: string): unknown; isTTY?: boolean | undefined };

export class ProgressLine {
  readonly #output: TextOutput;
  readonly #label: string;
  #lastMs = Number.NEGATIVE_INFINITY;
  #open = false;

  constructor(output: TextOutput, label: string) {
    this.#output = output;
    this.#label = label;
  }

  update(progress: ImportProgress, nowMs: number): void {
    const text = `${this.#label}: ${progressText(progress)}`;
    if (this.#output.isTTY) {
      this.#output.write(`\r\u001b[K${text}`);
      this.#open = true;
    } else if (nowMs - this.#lastMs >= LOG_EVERY_MS) {
      this.#output.write(`${text}\n`);
      this.#lastMs = nowMs;
    }
  }

  /** Writes a line of its own below the progress. */
  say(text: string): void {
    if (this.#open) this.#output.write("\r\u001b[K");
    this.#open = false;
    this.#output.write(`${this.#label}: ${text}\n`);
  }
}

/** `Reading 2024-03/…, 42 %, 310,000 rows, 145,000 rows/s, 3 s left`. */
function progressText(progress: ImportProgress): string {
  const { phase, bytesRead, bytesTotal, rows, rowsPerSecond, secondsLeft } = progress;
  const parts = [phase];
  if (bytesRead !== undefined && bytesTotal) parts.push(`${Math.floor((100 * bytesRead) / bytesTotal)} %`);
  if (rows !== undefined) parts.push(`${rows.toLocaleString("en-GB")} rows`);
  if (rowsPerSecond !== undefined) parts.push(`${rowsPerSecond.toLocaleString("en-GB")} rows/s`);
  if (secondsLeft !== undefined && secondsLeft !== null) parts.push(`${secondsLeft} s left`);
  return parts.join(", ");
}
