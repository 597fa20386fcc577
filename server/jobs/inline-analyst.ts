import { ANALYSES, AnalysisCancelled, type AnalysisOutput, type Analyst } from "../analysis/analyses.ts";
import type { ThreadTools } from "../analysis/thread-tools.ts";
import { highsSolver } from "./highs-solver.ts";

/** Does analyses where they are asked for: for tests and commands that have nothing else to do meanwhile. */
export const inlineAnalyst: Analyst = {
  async run(kind, input, signal) {
    if (signal?.aborted) throw new AnalysisCancelled(`${kind} was withdrawn.`);
    // Which input belongs to which kind is checked at the call; inside, the compiler cannot follow it.
    const analyse = ANALYSES[kind] as unknown as (
      given: typeof input,
      tools: ThreadTools,
    ) => AnalysisOutput<typeof kind> | Promise<AnalysisOutput<typeof kind>>;
    return analyse(input, { mipSolver: highsSolver });
  },
};
