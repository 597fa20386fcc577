/** A thread that does analyses, one at a time. */
import { parentPort } from "node:worker_threads";
import { ANALYSES } from "../analysis/analyses.ts";
import { type AnalysisDone, type AnalysisTask, movableBuffers } from "./analysis-work.ts";

function analyse({ kind, input }: AnalysisTask): AnalysisDone {
  try {
    // The message was written by AnalysisThreads, whose types join each kind to its input.
    const analyses = ANALYSES as Record<string, (input: unknown) => unknown>;
    const analysis = Object.hasOwn(analyses, kind) ? analyses[kind] : undefined;
    if (!analysis) throw new RangeError(`analyse: there is no analysis called ${kind}`);
    return { ok: true, output: analysis(input) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { ok: false, name, message };
  }
}

parentPort?.on("message", (task: AnalysisTask) => {
  const done = analyse(task);
  parentPort?.postMessage(done, done.ok ? [...movableBuffers(done.output)] : []);
});
