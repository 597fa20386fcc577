/** A thread that does analyses, one at a time. */
import { parentPort } from "node:worker_threads";
import { ANALYSES } from "../analysis/analyses.ts";
import type { ThreadTools } from "../analysis/thread-tools.ts";
import { type AnalysisDone, type AnalysisTask, movableBuffers } from "./analysis-work.ts";
import { highsSolver } from "./highs-solver.ts";

async function analyse({ kind, input }: AnalysisTask): Promise<AnalysisDone> {
  try {
    // The message was written by AnalysisThreads, whose types join each kind to its input.
    const analyses = ANALYSES as Record<string, (input: unknown, tools: ThreadTools) => unknown>;
    const analysis = Object.hasOwn(analyses, kind) ? analyses[kind] : undefined;
    if (!analysis) throw new RangeError(`analyse: there is no analysis called ${kind}`);
    return { ok: true, output: await analysis(input, { mipSolver: highsSolver }) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { ok: false, name, message };
  }
}

parentPort?.on("message", async (task: AnalysisTask) => {
  const done = await analyse(task);
  parentPort?.postMessage(done, done.ok ? [...movableBuffers(done.output)] : []);
});
