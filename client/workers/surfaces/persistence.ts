/** In how many of the steps up to the end of the window was each hexagon hot? */
import { CLASS_UNKNOWN } from "../../map/class-breaks.ts";
import { PERSISTENCE_SHARES } from "../../map/class-schemes.ts";
import { STEP_MONTHS } from "../../state/surface.ts";
import type { WindowCounts } from "../cube-messages.ts";
import { LISTED_CELLS } from "../cube-windows.ts";
import type { SurfaceQuestion } from "../surface-messages.ts";
import { topCells } from "../top-cells.ts";
import { refused } from "./refusals.ts";
import { knownSteps, type StudyTests } from "./study-tests.ts";

/** Fewer steps than this are no history. */
const LEAST_STEPS = 3;
const OFTEN = 0.5;

/** The window with the number of steps in which each hexagon was significantly hot by itself (q ≤ 0.05). */
export function persistenceWindow(
  study: StudyTests,
  window: WindowCounts,
  { ring, step, steps: asked }: Extract<SurfaceQuestion, { kind: "persistence" }>,
): WindowCounts {
  const { merged } = study;
  const steps = knownSteps(merged, window.window.to, asked, STEP_MONTHS[step]);
  if (steps.length < LEAST_STEPS) return { ...window, figures: refused("too-few-steps") };
  const hotSteps = new Uint8Array(merged.cells.length);
  for (const each of steps) {
    const tested = study.tested(each, ring);
    if ("refusal" in tested) return { ...window, figures: refused(tested.refusal, tested.detail) };
    for (let i = 0; i < hotSteps.length; i++)
      if (tested.states[i] === 1) hotSteps[i] = (hotSteps[i] ?? 0) + 1;
  }
  const { start } = study.neighbourhood(ring);
  const isTested = (i: number) => (start[i + 1] ?? 0) > (start[i] ?? 0);
  const tally = (least: number) =>
    study.tally(window.counts, window.harm?.byCell ?? null, (i) => (hotSteps[i] ?? 0) >= least);
  return {
    ...window,
    values: Float32Array.from(hotSteps),
    classes: hotSteps.map((n, i) => (isTested(i) ? persistenceClass(n, steps.length) : CLASS_UNKNOWN)),
    top: topCells(hotSteps, study.inside, LISTED_CELLS),
    figures: {
      kind: "persistence",
      hotSteps,
      step,
      steps: steps.length,
      missing: asked - steps.length,
      ever: tally(1),
      often: tally(OFTEN * steps.length),
    },
  };
}

/** 0 = never hot; otherwise the last class whose least share is reached. */
function persistenceClass(hot: number, of: number): number {
  if (hot === 0) return 0;
  let cls = 1;
  while (cls < PERSISTENCE_SHARES.length && hot >= (PERSISTENCE_SHARES[cls] ?? 1) * of) cls++;
  return cls;
}
