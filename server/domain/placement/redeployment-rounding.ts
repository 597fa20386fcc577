/** From what each site wants by itself to a plan that keeps the shared limits. */
import {
  heldWeeks,
  isContinued,
  isMove,
  type RedeploymentProblem,
  type Stay,
} from "./redeployment-problem.ts";
import type { Prices } from "./redeployment-site-stays.ts";

/**
 * Takes the stays that gain most at the prices first; one that no longer fits is shortened to the best part that does.
 * Stays of units that must not leave yet come before all others. Null if one of those does not fit.
 */
export function roundWishes(
  problem: RedeploymentProblem,
  stays: readonly Stay[],
  prices: Prices,
): Stay[] | null {
  const limits = new Limits(problem, prices);
  const held = stays.filter((stay) => stay.from === 0 && heldWeeks(problem, stay.site) > 0);
  for (const stay of held) limits.reserve({ ...stay, to: heldWeeks(problem, stay.site) });
  const rest = stays
    .filter((stay) => !held.includes(stay))
    .map((stay) => ({ stay, gain: limits.gain(stay) }))
    .sort((a, b) => b.gain - a.gain);
  const plan: Stay[] = [];
  for (const stay of held) {
    const kept = limits.lengthened(stay, heldWeeks(problem, stay.site));
    if (!kept) return null;
    plan.push(kept);
  }
  for (const { stay } of rest) {
    const part = limits.bestPart(stay);
    if (!part) continue;
    limits.reserve(part);
    plan.push(part);
  }
  return plan;
}

class Limits {
  readonly #problem: RedeploymentProblem;
  readonly #prices: Prices;
  readonly #units: number[];
  readonly #crews: number[];

  constructor(problem: RedeploymentProblem, prices: Prices) {
    this.#problem = problem;
    this.#prices = prices;
    this.#units = [...problem.units];
    this.#crews = problem.units.map(() => problem.mostMovesPerWeek ?? Number.POSITIVE_INFINITY);
  }

  /** Worth of a stay minus the prices of its weeks and of its move. */
  gain(stay: Stay): number {
    const { moveCost } = this.#problem;
    let gain = isMove(this.#problem, stay) ? -moveCost - (this.#prices.move[stay.from] ?? 0) : 0;
    for (let t = stay.from; t < stay.to; t++) gain += this.#gainOfWeek(stay.site, t);
    return gain;
  }

  reserve(stay: Stay): void {
    for (let t = stay.from; t < stay.to; t++) this.#units[t] = (this.#units[t] ?? 0) - 1;
    if (isMove(this.#problem, stay)) this.#crews[stay.from] = (this.#crews[stay.from] ?? 0) - 1;
  }

  /** A stay whose first weeks are reserved, for as long as there are units; null if there were too few for those. */
  lengthened(stay: Stay, reserved: number): Stay | null {
    if (this.#units.slice(0, reserved).some((n) => n < 0)) return null;
    let to = reserved;
    while (to < stay.to && (this.#units[to] ?? 0) > 0) to++;
    for (let t = reserved; t < to; t++) this.#units[t] = (this.#units[t] ?? 0) - 1;
    return { ...stay, to };
  }

  /**
   * The part of a stay that gains most of those that fit; null if none does. The whole of it, where it fits: a site
   * does not want more than what gains.
   */
  bestPart(stay: Stay): Stay | null {
    if (this.#fits(stay, stay.to - stay.from)) return stay;
    let best: Stay | null = null;
    let most = Number.NEGATIVE_INFINITY;
    for (let from = stay.from; from < stay.to; from++) {
      let gain = this.gain({ site: stay.site, from, to: from });
      for (let to = from + 1; to <= stay.to; to++) {
        if ((this.#units[to - 1] ?? 0) <= 0) break;
        gain += this.#gainOfWeek(stay.site, to - 1);
        const part = { site: stay.site, from, to };
        if (gain > most && this.#fits(part, 1)) [best, most] = [part, gain];
      }
    }
    return best;
  }

  /** @param weeksToCheck of its end in which units are looked for; the others are known to have some. */
  #fits(stay: Stay, weeksToCheck: number): boolean {
    const { leastStayWeeks, weeks, sites } = this.#problem;
    const { site, from, to } = stay;
    const already = isContinued(this.#problem, stay) ? (sites[site]?.weeksAlready ?? 0) : 0;
    if (already + to - from < leastStayWeeks && to < weeks) return false;
    if (isMove(this.#problem, stay) && (this.#crews[from] ?? 0) <= 0) return false;
    for (let t = to - weeksToCheck; t < to; t++) if ((this.#units[t] ?? 0) <= 0) return false;
    return true;
  }

  #gainOfWeek(site: number, week: number): number {
    return (this.#problem.sites[site]?.weeklyWorth[week] ?? 0) - (this.#prices.unit[week] ?? 0);
  }
}
