/**
 * Emerging hotspots: which places are hot now, and are they new, lasting, growing or fading? Gi* with exact p in every
 * step of time, then the class of each cell's history (`emerging-class.ts`). It does not say why, nor what comes next.
 *
 * Two ways to call a step hot, both with q ≤ .05 (Benjamini–Hochberg) inside the step:
 * - per-step (default): against the other cells of the same step. A borough-wide rise makes nobody hot.
 * - esri: local sums of the step and the one before it, against all cells of all steps, as in ArcGIS's space-time cube,
 *   though with exact p. A borough-wide rise makes later steps hot.
 *
 * The trend of the default is Mann–Kendall on the neighbourhood's counts, step by step, so that no incident counts
 * twice; that of esri is on its z, whose overlapping windows make neighbours in time alike and p too small.
 */
import type { Neighbourhood } from "../grid/neighbourhood.ts";
import { mannKendall } from "../stats/mann-kendall.ts";
import { stepsPerYear } from "../time/steps.ts";
import { classifyEmerging, type EmergingClass, type Temperature } from "./emerging-class.ts";
import { perStepStates, type StepStates } from "./emerging-states.ts";
import type { GiStarRefusal } from "./gi-star.ts";
import { cubeStates } from "./space-time-cube.ts";

export type EmergingMode = "per-step" | "esri";

export type EmergingInput = {
  /** Incidents by cell, one array per step, oldest first; at least 10 equal steps. */
  counts: readonly (Int32Array | Float64Array)[];
  /** Days in each step, for months; null = all alike. */
  stepDays: ArrayLike<number> | null;
  neighbourhood: Neighbourhood;
  /** 1 = in the study area; null = all. */
  include?: Uint8Array | null;
  mode?: EmergingMode;
  /**
   * `hot` (default) looks for hot spots only. `both` also for cold ones, where so few incidents could have been
   * significant; it does not change which steps are hot, but a cold step can make a hot cell oscillating.
   */
  tails?: "hot" | "both";
};

/** By cell. NaN = not defined. */
export type Emerging = {
  classes: EmergingClass[];
  temperatures: Temperature[];
  /** 1 = tested; others have class none. */
  tested: Uint8Array;
  hotSteps: Uint16Array;
  coldSteps: Uint16Array;
  /** hotSteps over all steps. */
  hotShare: Float64Array;
  /** 1 = hot in the last step. */
  lastHot: Uint8Array;
  /** Two-sided Mann–Kendall, for cells that were ever hot or cold; NaN for the others. */
  trendZ: Float64Array;
  trendP: Float64Array;
  /** Median change per step of the neighbourhood's incidents in a step of average length; NaN as above. */
  senSlope: Float64Array;
  /** Steps a year, to turn `senSlope` into a change per year; null without step lengths. */
  stepsPerYear: number | null;
  /** By step, then by cell: 1 hot, −1 cold, 0 neither; and the incidents of cell and neighbours (NaN outside). */
  states: Int8Array[];
  localSums: Float64Array[];
  /** Steps without incidents, or with as many in every cell: nothing is hot in them. */
  emptySteps: number[];
  mode: EmergingMode;
};

export type EmergingAnswer =
  | { ok: true; result: Emerging }
  | { ok: false; reason: "too-few-steps" | GiStarRefusal; detail: string };

const LEAST_STEPS = 10;

/**
 * Classes of all cells. Cost: one Gi* per step (two with `both`), and a trend for each cell that was ever hot or cold.
 * @throws RangeError for step lengths that do not fit the steps, and as `giStar` does.
 */
export function emergingHotspots(input: EmergingInput): EmergingAnswer {
  const { counts, stepDays, neighbourhood, include = null, mode = "per-step", tails = "hot" } = input;
  if (counts.length < LEAST_STEPS) {
    const detail = `${LEAST_STEPS} steps are needed, there are ${counts.length}.`;
    return { ok: false, reason: "too-few-steps", detail };
  }
  const perStep = stepLengths(stepDays, counts.length);
  const findStates = mode === "esri" ? cubeStates : perStepStates;
  const states = findStates({ counts, neighbourhood, include, tails });
  if (!states.ok) return states;
  const result = {
    ...historyOf(states.result, neighbourhood.cellCount, perStep),
    stepsPerYear: stepDays === null ? null : stepsPerYear(stepDays),
    states: states.result.states,
    localSums: states.result.localSums,
    emptySteps: states.result.emptySteps,
    mode,
  };
  return { ok: true, result };
}

/** What to multiply each step's incidents with to have them as in a step of average length. */
function stepLengths(stepDays: ArrayLike<number> | null, steps: number): Float64Array {
  if (stepDays === null) return new Float64Array(steps).fill(1);
  const days = Float64Array.from(stepDays);
  if (days.length !== steps || !days.every((d) => d > 0)) {
    throw new RangeError(`emergingHotspots: expected days above 0 for ${steps} steps, got ${days}`);
  }
  const mean = days.reduce((sum, d) => sum + d, 0) / steps;
  return days.map((d) => mean / d);
}

type History = Omit<Emerging, "stepsPerYear" | "states" | "localSums" | "emptySteps" | "mode">;

function historyOf(found: StepStates, cellCount: number, perStep: Float64Array): History {
  const history = emptyHistory(found.tested, cellCount);
  const steps = found.states.length;
  const own = new Int8Array(steps);
  const rates = new Float64Array(steps);
  const indexes = new Float64Array(steps);
  for (let i = 0; i < cellCount; i++) {
    if (!found.tested[i]) continue;
    let hot = 0;
    let cold = 0;
    for (let t = 0; t < steps; t++) {
      const state = found.states[t]?.[i] ?? 0;
      own[t] = state;
      if (state === 1) hot++;
      else if (state === -1) cold++;
    }
    history.hotShare[i] = hot / steps;
    if (hot + cold === 0) continue;
    history.hotSteps[i] = hot;
    history.coldSteps[i] = cold;
    history.lastHot[i] = own[steps - 1] === 1 ? 1 : 0;
    for (let t = 0; t < steps; t++) {
      rates[t] = (found.localSums[t]?.[i] ?? 0) * (perStep[t] ?? 1);
      indexes[t] = found.z?.[t]?.[i] ?? 0;
    }
    const ofRates = mannKendall(rates);
    const trend = found.z ? mannKendall(indexes) : ofRates;
    history.trendZ[i] = trend.z;
    history.trendP[i] = trend.p;
    history.senSlope[i] = ofRates.senSlope ?? 0;
    const classed = classifyEmerging(own, trend);
    history.classes[i] = classed.class;
    history.temperatures[i] = classed.temperature;
  }
  return history;
}

function emptyHistory(tested: Uint8Array, cellCount: number): History {
  const undefinedFigures = () => new Float64Array(cellCount).fill(Number.NaN);
  return {
    classes: new Array<EmergingClass>(cellCount).fill("none"),
    temperatures: new Array<Temperature>(cellCount).fill("hot"),
    tested,
    hotSteps: new Uint16Array(cellCount),
    coldSteps: new Uint16Array(cellCount),
    hotShare: undefinedFigures(),
    lastHot: new Uint8Array(cellCount),
    trendZ: undefinedFigures(),
    trendP: undefinedFigures(),
    senSlope: undefinedFigures(),
  };
}
