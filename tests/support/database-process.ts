import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestEngine } from "./test-database.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const script = fileURLToPath(new URL("./database-child.ts", import.meta.url));

export type DatabaseProcess = {
  child: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Highest number that the process said it committed. */
  lastCommitted(): number;
  /** Resolves when the output matches, rejects when the process ends first. */
  until(pattern: RegExp): Promise<void>;
  /** kill -9, resolved when the process is gone. */
  kill(): Promise<void>;
};

/** Starts database-child.ts on a folder. */
export function startDatabaseProcess(
  engine: TestEngine,
  dataFolder: string,
  mode: "write" | "hold",
): DatabaseProcess {
  const child = spawn(process.execPath, ["--import", "tsx", script, engine, dataFolder, mode], { cwd: root });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return {
    child,
    output: () => text,
    lastCommitted: () => Number([...text.matchAll(/committed (\d+)\n/g)].at(-1)?.[1] ?? 0),
    until: async (pattern) => {
      while (!pattern.test(text)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`ended early:\n${text}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    kill: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
