/** Peers that are written in R, run on the same data in the same run. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const MOST_OUTPUT_BYTES = 10_000_000;

/** Runs a script of scripts/bench/peers. It prints `seconds N`, the time without its start and reading of files. */
export async function runR(script: string, args: readonly string[]): Promise<{ seconds: number }> {
  const path = fileURLToPath(new URL(`./peers/${script}`, import.meta.url));
  const { stdout } = await promisify(execFile)("Rscript", [path, ...args], { maxBuffer: MOST_OUTPUT_BYTES });
  const seconds = Number(/^seconds ([\d.]+)/m.exec(stdout)?.[1] ?? Number.NaN);
  if (Number.isNaN(seconds)) throw new Error(`${script} printed no time: ${stdout.slice(-300)}`);
  return { seconds };
}

/** Numbers of a file, one a line. */
export function columnOf(path: string): number[] {
  return readFileSync(path, "utf8").trim().split("\n").map(Number);
}

/** Lends a folder for the time of some work. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sightline-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
