/**
 * Everything that may take longer than a few milliseconds: compositions of domain kernels, run in threads so that
 * the server goes on answering. Each is a plain function of plain data, so that a test can call it directly.
 */
export const ANALYSES = {} as const satisfies Record<string, (input: never) => unknown>;

type Analyses = typeof ANALYSES;
export type AnalysisKind = keyof Analyses;
export type AnalysisInput<K extends AnalysisKind> = Parameters<Analyses[K]>[0];
export type AnalysisOutput<K extends AnalysisKind> = ReturnType<Analyses[K]>;

/** Somebody who does analyses: threads in the server, the function itself in tests. */
export type Analyst = {
  /**
   * @param signal ends the work; the promise is then rejected with `AnalysisCancelled`.
   */
  run<K extends AnalysisKind>(
    kind: K,
    input: AnalysisInput<K>,
    signal?: AbortSignal,
  ): Promise<AnalysisOutput<K>>;
};

/** The question was withdrawn before its answer was ready. */
export class AnalysisCancelled extends Error {
  override name = "AnalysisCancelled";
}
