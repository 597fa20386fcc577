/**
 * What the placement asks of a solver for mixed-integer programs. Which one it is, is decided outside: here are only the
 * words.
 */

/**
 * Greatest `objective · x` where every row keeps `Σ value · x ≤ rowUpper`, every variable lies in 0 … 1, and the first
 * `binaries` of them are 0 or 1. Rows are compressed: those of row r are rowStart[r] … rowStart[r + 1] − 1.
 */
export type MipModel = {
  objective: Float64Array;
  binaries: number;
  rowStart: Int32Array;
  rowColumn: Int32Array;
  rowValue: Float64Array;
  rowUpper: Float64Array;
};

export type MipOptions = {
  /** Values to begin with, one per variable, that keep every row. */
  start: Float64Array;
  /** (bound − best) ÷ bound that is good enough. */
  relativeGap: number;
  /** Asked often, but not while the solver prepares the problem. */
  shouldStop: () => boolean;
  /** Ends it even then; absent = no limit of its own. */
  timeLimitS?: number;
};

export type MipAnswer = {
  /** failed = the solver broke down or ran out of memory: nothing it said is used. */
  status: "optimal" | "stopped" | "infeasible" | "failed";
  /** Best values found; null = none. */
  values: Float64Array | null;
  /** No values can reach more; +∞ where nothing was proven. */
  bound: number;
};

export type MipSolver = (model: MipModel, options: MipOptions) => MipAnswer;
