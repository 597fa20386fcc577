/** From `npm start` to first hexagons (first cells answered), first and second start, on each engine. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BenchRow } from "./row.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const LIMITS_S = { embedded: [30, 6], "local-cluster": [15, 3] } as const;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

const hasRows = (body: unknown): boolean =>
  typeof body === "object" &&
  body !== null &&
  "data" in body &&
  Array.isArray(body.data) &&
  body.data.length > 0;

/** Starts the server and waits for the first map of the default area; gives seconds, then stops the server. */
async function startOnce(engine: string, folder: string): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, "scripts/start.mjs")], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      SIGHTLINE_DATA: folder,
      SIGHTLINE_ENGINE: engine,
      DATABASE_URL: "",
    },
  });
  try {
    const base = `http://127.0.0.1:${port}/api/v1`;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
      const answer = await fetch(`${base}/cells?category=burglary&resolution=9`).catch(() => null);
      if (answer?.ok) {
        const body: unknown = await answer.json();
        if (hasRows(body)) return (performance.now() - begun) / 1000;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(null)));
  }
}

/** Rows for the engines that this machine has. The build must be up to date. */
export async function benchStart(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const engine of ["embedded", "local-cluster"] as const) {
    const folder = mkdtempSync(join(tmpdir(), "sightline-bench-"));
    try {
      for (const [index, which] of ["first", "second"].entries()) {
        const figure = await startOnce(engine, folder);
        const limit = LIMITS_S[engine][index] ?? 0;
        rows.push({
          name: `start, ${which}, ${engine}`,
          figure,
          unit: "s",
          limit: { name: "target", figure: limit },
        });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}
