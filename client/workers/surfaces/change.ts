/** Where did incidents rise or fall since the earlier period, beyond chance? Always later − earlier. */
import { type Change, type ChangeClass, changeBetween } from "#domain/hotspot/change.ts";
import { CLASS_UNKNOWN } from "../../map/class-breaks.ts";
import { CHANGE } from "../../map/class-schemes.ts";
import type { WindowCounts } from "../cube-messages.ts";
import { LISTED_CELLS } from "../cube-windows.ts";
import type { ChangeFigures, SurfaceQuestion } from "../surface-messages.ts";
import { firstCells } from "../top-cells.ts";
import { refused } from "./refusals.ts";
import { daysIn, type StudyTests } from "./study-tests.ts";

const CLASSES: Record<ChangeClass, number> = {
  more: CHANGE.more,
  less: CHANGE.less,
  "no-clear-change": CHANGE.noClearChange,
  "no-events": CHANGE.noEvents,
  outside: CLASS_UNKNOWN,
};

/** The later window with what changed since the earlier one; null = the data does not reach back that far. */
export function changeWindow(
  study: StudyTests,
  later: WindowCounts,
  earlier: WindowCounts | null,
  { correction }: Pick<Extract<SurfaceQuestion, { kind: "change" }>, "correction">,
): WindowCounts {
  if (!earlier?.known) return { ...later, figures: refused("no-earlier") };
  if (!later.known) return { ...later, figures: refused("no-data") };
  const { merged } = study;
  const days = { before: daysIn(merged, earlier.window), after: daysIn(merged, later.window) };
  const before = study.countsOf(earlier.window);
  const after = study.countsOf(later.window);
  const change = changeBetween({
    before,
    after,
    exposureBefore: days.before,
    exposureAfter: days.after,
    include: merged.study,
    correction,
  });
  if (change.tested === 0) return { ...later, figures: refused("no-incidents") };
  return {
    ...later,
    values: later.values.map((_, i) => (after[i] ?? 0) - (before[i] ?? 0)),
    classes: Uint8Array.from(change.classes, (name) => CLASSES[name]),
    top: listed(study, change, after, before),
    figures: figuresOf(study, later, change, {
      before,
      after,
      correction,
      days,
      totals: { before: earlier.total, after: later.total },
    }),
  };
}

function figuresOf(
  study: StudyTests,
  later: WindowCounts,
  change: Change,
  asked: Pick<ChangeFigures, "before" | "after" | "correction" | "days" | "totals">,
): ChangeFigures {
  const tally = (name: ChangeClass) =>
    study.tally(later.counts, later.harm?.byCell ?? null, (i) => change.classes[i] === name);
  return {
    kind: "change",
    ...asked,
    expected: change.expected,
    ratio: change.rateRatio,
    ratioLow: change.rateRatioLow,
    ratioHigh: change.rateRatioHigh,
    p: change.p,
    q: change.q,
    more: tally("more"),
    less: tally("less"),
    tested: change.tested,
  };
}

/** Hexagons with incidents in either period, surest change first, then the larger one. */
function listed(study: StudyTests, { q }: Change, after: Int32Array, before: Int32Array): Uint32Array {
  const size = (i: number) => Math.abs((after[i] ?? 0) - (before[i] ?? 0));
  return firstCells(
    q.length,
    (i) => study.inside[i] === 1 && !Number.isNaN(q[i]),
    LISTED_CELLS,
    (a, b) => (q[a] ?? 1) > (q[b] ?? 1) || (q[a] === q[b] && size(a) < size(b)),
  );
}
