/** Which cells are significantly hot or cold in each step of time. */
import type { Neighbourhood } from "../grid/neighbourhood.ts";
import { type GiStarRefusal, giStar, NOT_TESTED } from "./gi-star.ts";
import { localSums } from "./local-sums.ts";

export type StatesInput = {
  counts: readonly (Int32Array | Float64Array)[];
  neighbourhood: Neighbourhood;
  include: Uint8Array | null;
  tails: "hot" | "both";
};

/** By step, then by cell. */
export type StepStates = {
  /** 1 hot, −1 cold, 0 neither or not tested. */
  states: Int8Array[];
  localSums: Float64Array[];
  /** Gi* z where the trend is to be taken of it; null where of the local sums. */
  z: Float64Array[] | null;
  tested: Uint8Array;
  /** Steps in which nothing could be tested. */
  emptySteps: number[];
};

export type StatesAnswer =
  | { ok: true; result: StepStates }
  | { ok: false; reason: GiStarRefusal; detail: string };

/** Hot or cold against the other cells of the same step. O(steps · Gi*). */
export function perStepStates({ counts, neighbourhood, include, tails }: StatesInput): StatesAnswer {
  const found: Omit<StepStates, "tested"> = { states: [], localSums: [], z: null, emptySteps: [] };
  for (const [t, step] of counts.entries()) {
    const states = new Int8Array(neighbourhood.cellCount);
    const hot = giStar(step, neighbourhood, { tail: "hot", include });
    if (hot.ok) {
      markSignificant(states, hot.result.classes);
      const cold = tails === "both" ? giStar(step, neighbourhood, { tail: "cold", include }) : null;
      if (cold?.ok) markSignificant(states, cold.result.classes);
    } else if (isOfStudyArea(hot.reason)) return hot;
    else found.emptySteps.push(t);
    found.states.push(states);
    found.localSums.push(hot.ok ? hot.result.localSum : localSums(step, neighbourhood, include).sum);
  }
  if (found.emptySteps.length === counts.length) return noIncidents(counts.length);
  return { ok: true, result: { ...found, tested: testedCells(neighbourhood, include) } };
}

/** Refusals that hold for every step alike, because they do not depend on the counts. */
export function isOfStudyArea(reason: GiStarRefusal): boolean {
  return reason === "no-cells" || reason === "too-few-cells" || reason === "no-neighbours";
}

/** Classes 2 and 3 are q ≤ .05. */
function markSignificant(states: Int8Array, classes: Int8Array): void {
  for (let i = 0; i < states.length; i++) {
    const level = classes[i] ?? 0;
    if (level !== NOT_TESTED && Math.abs(level) >= 2) states[i] = Math.sign(level);
  }
}

export function noIncidents(steps: number): StatesAnswer {
  return {
    ok: false,
    reason: "no-incidents",
    detail: `None of the ${steps} steps has incidents that differ.`,
  };
}

export function testedCells(neighbourhood: Neighbourhood, include: Uint8Array | null): Uint8Array {
  const { neighbours } = localSums(new Uint8Array(neighbourhood.cellCount), neighbourhood, include);
  return neighbours.map((k) => (k > 0 ? 1 : 0));
}
