/** The history of each hexagon up to the end of the window: is it hot now, and since when? */
import { type Emerging, emergingHotspots } from "#domain/hotspot/emerging.ts";
import type { EmergingClass } from "#domain/hotspot/emerging-class.ts";
import { CLASS_UNKNOWN } from "../../map/class-breaks.ts";
import { EMERGING } from "../../map/class-schemes.ts";
import { STEP_MONTHS } from "../../state/surface.ts";
import type { WindowCounts } from "../cube-messages.ts";
import { LISTED_CELLS } from "../cube-windows.ts";
import type { EmergingFigures, SurfaceQuestion } from "../surface-messages.ts";
import { firstCells } from "../top-cells.ts";
import { refused } from "./refusals.ts";
import { daysIn, knownSteps, type StudyTests } from "./study-tests.ts";

/** Six kinds of history for the map, from the nine of the method. */
const GROUPS: Record<EmergingClass, number> = {
  new: EMERGING.new,
  consecutive: EMERGING.new,
  intensifying: EMERGING.growing,
  persistent: EMERGING.persistent,
  diminishing: EMERGING.fading,
  sporadic: EMERGING.onAndOff,
  oscillating: EMERGING.onAndOff,
  historical: EMERGING.was,
  none: EMERGING.none,
};

/** Place of each kind in the list: what calls for a decision first. */
const LIST_PLACE = new Map(
  [
    EMERGING.new,
    EMERGING.growing,
    EMERGING.persistent,
    EMERGING.onAndOff,
    EMERGING.fading,
    EMERGING.was,
    EMERGING.none,
  ].map((group, place) => [group, place]),
);

/** The window with the kind of history that its last months have. */
export function emergingWindow(
  study: StudyTests,
  window: WindowCounts,
  { ring, step, steps: asked }: Extract<SurfaceQuestion, { kind: "emerging" }>,
): WindowCounts {
  const { merged } = study;
  const steps = knownSteps(merged, window.window.to, asked, STEP_MONTHS[step]);
  const answer = emergingHotspots({
    counts: steps.map((each) => study.countsOf(each)),
    stepDays: steps.map((each) => daysIn(merged, each)),
    neighbourhood: study.neighbourhood(ring),
    include: merged.study,
  });
  if (!answer.ok) return { ...window, figures: refused(answer.reason, answer.detail) };
  const { result } = answer;
  const groups = Uint8Array.from(result.classes, (name, i) =>
    result.tested[i] === 1 ? GROUPS[name] : CLASS_UNKNOWN,
  );
  return {
    ...window,
    values: Float32Array.from(result.hotSteps),
    classes: groups,
    top: listed(study, groups, result.hotSteps, window.counts),
    figures: figuresOf(study, window, result, groups, {
      step,
      steps: steps.length,
      missing: asked - steps.length,
    }),
  };
}

function figuresOf(
  study: StudyTests,
  { counts, harm }: WindowCounts,
  result: Emerging,
  groups: Uint8Array,
  { step, steps, missing }: Pick<EmergingFigures, "step" | "steps" | "missing">,
): EmergingFigures {
  const slope = result.senSlope.map((perStep) => perStep * (result.stepsPerYear ?? 1));
  return {
    kind: "emerging",
    hotSteps: Uint8Array.from(result.hotSteps),
    lastHot: result.lastHot,
    trendP: result.trendP,
    slope,
    step,
    steps,
    missing,
    tallies: Object.values(EMERGING).map((group) =>
      study.tally(counts, harm?.byCell ?? null, (i) => groups[i] === group),
    ),
  };
}

/** Hexagons with a history, by kind, then by how often they were hot, then by count. */
function listed(
  study: StudyTests,
  groups: Uint8Array,
  hotSteps: Uint16Array,
  counts: Int32Array,
): Uint32Array {
  const place = (i: number) => LIST_PLACE.get(groups[i] ?? 0) ?? LIST_PLACE.size;
  return firstCells(
    groups.length,
    (i) => study.inside[i] === 1 && (hotSteps[i] ?? 0) > 0,
    LISTED_CELLS,
    (a, b) => {
      const difference =
        place(a) - place(b) || (hotSteps[b] ?? 0) - (hotSteps[a] ?? 0) || (counts[b] ?? 0) - (counts[a] ?? 0);
      return difference > 0;
    },
  );
}
