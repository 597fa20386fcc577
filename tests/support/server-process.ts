import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readySchema } from "#contract/system.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const READY_WITHIN_MS = 120_000;

export type RunningServer = {
  url: string;
  folder: string;
  engine: string;
  child: ChildProcess;
  /** Everything that the server printed so far. */
  output: () => string;
  stop: () => Promise<void>;
};

/** A TCP port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}

/** Starts the built server on a fresh folder (or the one given) and waits until it is ready. */
export async function startServer(
  environment: Record<string, string>,
  folder?: string,
): Promise<RunningServer> {
  const data = folder ?? mkdtempSync(join(tmpdir(), "sightline-test-"));
  const port = await freePort();
  let output = "";
  const child = spawn(process.execPath, [join(root, "dist/server/main.js")], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: "", ...environment, SIGHTLINE_DATA: data, PORT: String(port) },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += String(chunk)));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
    }
    if (!folder) rmSync(data, { recursive: true, force: true });
  };
  const end = Date.now() + READY_WITHIN_MS;
  while (Date.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/api/v1/ready`).catch(() => null);
    const ready = answer?.ok ? readySchema.parse(await answer.json()).data : null;
    if (ready?.ready) {
      return { url, folder: data, engine: ready.engine, child, output: () => output, stop };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`The server was not ready in time. It printed:\n${output}`);
}

/** Runs `npm run import` as a user would, without npm; gives exit code and what it printed. */
export function runImport(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "scripts/import.mjs"), ...args], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: "", ...environment },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("exit", (code) => resolve({ code, stdout, stderr }));
  });
}
