/**
 * HiGHS as the solver for mixed-integer programs, in the thread that asks for it. It begins anew after it broke down and
 * after a large program: the memory that a run took is only given back with its instance.
 */
import highsPackage, { type Highs } from "highs";
import type { MipAnswer, MipModel, MipOptions, MipSolver } from "#domain/placement/mip.ts";

/** Objectives are brought to this size: the solver's tolerances are absolute. */
const SIZE = 1e4;
/** Entries of a program that takes some hundred megabytes. */
const LARGE = 20_000;

/** The ES module exports the loader itself; the types that come with it describe the CommonJS one. */
const loadHighs = highsPackage as unknown as typeof highsPackage.default;

let loading: Promise<Highs> | null = null;

/** Null where HiGHS cannot be loaded; the reason is left to the caller, who does without. */
export async function highsSolver(): Promise<MipSolver | null> {
  loading ??= loadHighs();
  const own = loading;
  try {
    const highs = await own;
    return (model, options) => {
      const forget = () => {
        if (loading === own) loading = null;
      };
      try {
        const answer = solve(highs, model, options);
        if (model.rowColumn.length > LARGE) forget();
        return answer;
      } catch {
        // Out of memory, or a fault of the solver: its instance cannot be trusted any more.
        forget();
        return { status: "failed", values: null, bound: Number.POSITIVE_INFINITY };
      }
    };
  } catch {
    loading = null;
    return null;
  }
}

function solve(highs: Highs, program: MipModel, options: MipOptions): MipAnswer {
  const { start, relativeGap, shouldStop, timeLimitS } = options;
  const { callbackType, modelStatus, objectiveSense, variableType } = highs.constants;
  const columns = program.objective.length;
  const most = program.objective.reduce((max, worth) => Math.max(max, Math.abs(worth)), 0);
  const scale = most > 0 ? SIZE / most : 1;
  const model = highs.createModel({
    numCols: columns,
    numRows: program.rowUpper.length,
    sense: objectiveSense.maximize,
    colCost: program.objective.map((worth) => worth * scale),
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(1),
    rowLower: new Float64Array(program.rowUpper.length).fill(-highs.infinity),
    rowUpper: program.rowUpper,
    integrality: Array.from(program.objective, (_, x) =>
      x < program.binaries ? variableType.integer : variableType.continuous,
    ),
    matrix: {
      format: "csr",
      numRows: program.rowUpper.length,
      numCols: columns,
      starts: program.rowStart,
      indices: program.rowColumn,
      values: program.rowValue,
    },
  });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: relativeGap, mip_abs_gap: 0 });
    if (timeLimitS !== undefined) model.options.set("time_limit", Math.max(0, timeLimitS));
    model.setSolution({ colValue: start });
    const stop = (event: { interrupt(): void }) => {
      if (shouldStop()) event.interrupt();
      return undefined;
    };
    model.run({ [callbackType.mipInterrupt]: stop, [callbackType.simplexInterrupt]: stop });
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible) return { status: "infeasible", values: null, bound: -Infinity };
    const bound = Number(model.info.get("mip_dual_bound")) / scale;
    const hasValues = Number(model.info.get("primal_solution_status")) === 2;
    return {
      status: status === modelStatus.optimal ? "optimal" : "stopped",
      values: hasValues ? Float64Array.from(model.getSolution().colValue) : null,
      bound: Number.isFinite(bound) ? bound : Number.POSITIVE_INFINITY,
    };
  } finally {
    model.dispose();
  }
}
