/** Two answers to one question about sites, of a quick search and of a longer one that may have been ended early. Pure. */
import type { Placement } from "#contract/coverage.ts";

/** As the server calls it: what is left is far below what the risk itself is known to. */
const NEAR = 1e-3;
/** Shares closer together than this are the same. */
const ROUNDING = 1e-12;

/** The better plan of the two, held against the lower bound: each bound holds for every plan. */
export function bestAnswer(
  first: Placement | undefined,
  later: Placement | undefined,
): Placement | undefined {
  if (!first || !later) return later ?? first;
  const plan = later.data.objective >= first.data.objective - ROUNDING ? later : first;
  const bound = Math.max(plan.data.objective, Math.min(first.data.bound, later.data.bound));
  const open = bound - plan.data.objective;
  const gap = open <= ROUNDING ? 0 : open / Math.max(ROUNDING, bound - plan.data.before);
  const status = gap === 0 ? "optimal" : gap <= NEAR ? "near-optimal" : "time-limit";
  return { ...plan, data: { ...plan.data, bound, gap, status } };
}
