/**
 * The best plan that can be found, and how far from the best possible it can be at most: greedy and exchange at once,
 * then prices that lower the bound and suggest better plans, views left out that can no longer be in any better plan, and
 * for what remains an exact solver, or branch and bound of our own where there is none.
 */
import { exactModel } from "./exact-model.ts";
import { floorCover } from "./floor-cover.ts";
import { areFloorsBeyond } from "./floor-proof.ts";
import { type Floors, meetsFloors } from "./floors.ts";
import { greedyCover } from "./greedy-cover.ts";
import { LagrangianBound, type PricedChoice, type Prices, type ViewState } from "./lagrangian-bound.ts";
import type { MipAnswer, MipSolver } from "./mip.ts";
import {
  checkProblem,
  costOf,
  objectiveOf,
  type PlacementProblem,
  viewsOfPoints,
  withoutNeedlessBudget,
} from "./placement-problem.ts";
import { swapSearch } from "./swap-search.ts";

/** infeasible = every plan was looked at or left out for good reason, and none keeps the floors. */
export type PlacementStatus = "optimal" | "stopped" | "infeasible";

export type ExactOutcome = "not-asked" | "too-large" | MipAnswer["status"];

export type PlacementResult = {
  /** Views chosen, by what each adds to those before it, most first. */
  chosen: number[];
  objective: number;
  /** No plan under the same rules can exceed this. */
  bound: number;
  /** (bound − objective) ÷ bound; 0 where both are 0. */
  gap: number;
  status: PlacementStatus;
  /** Objective of the first answer. */
  firstObjective: number;
  iterations: number;
  /** Branches looked at after the prices alone did not settle it. */
  nodes: number;
  /** Views that could still be in a better plan. */
  openViews: number;
  /** What became of the exact solver; not-asked = there is none, or prices settled it. */
  exact: ExactOutcome;
  /** False where no plan was found that keeps the floors; `chosen` is then the one that lacks least. */
  isFeasible: boolean;
};

export type PlacementOptions = {
  /** Asked often; the best plan so far is returned. */
  shouldStop?: () => boolean;
  /** Called with each better plan or bound. */
  onProgress?: (progress: { chosen: readonly number[]; objective: number; bound: number }) => void;
  /** A gap that is good enough, share of the bound. */
  goodGap?: number;
  /** Least risk that must be in view, by part of the area. */
  floors?: Floors;
  /** Settles what prices leave open, if that is not too much for it. */
  exactSolver?: MipSolver;
};

const ROOT_ITERATIONS = 400;
const NODE_ITERATIONS = 60;
/** Plans suggested by prices are improved by exchange every so many iterations. */
const REPAIR_EVERY = 20;
/** Part of the bound that prices are to take off while no plan is known. */
const TARGET_STEP = 0.05;
/** More entries than this would take an exact solver more memory than a server can spare, and longer than anyone waits. */
const MOST_EXACT_ENTRIES = 150_000;
/** Share of the bound that the tolerances of an exact solver leave open. */
const EXACT_ROUNDING = 1e-6;

/** @throws RangeError as `checkProblem`. */
export function placeCameras(problem: PlacementProblem, options: PlacementOptions = {}): PlacementResult {
  checkProblem(problem);
  return new Search(withoutNeedlessBudget(problem), options).run();
}

/** Differences below this are rounding. */
function roundingOf(bound: number): number {
  return Number.isFinite(bound) ? 1e-9 * Math.max(1, Math.abs(bound)) : 0;
}

class Search {
  readonly #problem: PlacementProblem;
  readonly #options: PlacementOptions;
  readonly #turned: ReturnType<typeof viewsOfPoints>;
  #chosen: number[] = [];
  /** Of the best plan that keeps every rule; −∞ until there is one. */
  #objective: number;
  #bound = Number.POSITIVE_INFINITY;
  #iterations = 0;
  #nodes = 0;
  #isStopped = false;
  #areFloorsBeyond = false;
  #exact: ExactOutcome = "not-asked";

  constructor(problem: PlacementProblem, options: PlacementOptions) {
    this.#problem = problem;
    this.#options = options;
    this.#turned = viewsOfPoints(problem.matrix);
    this.#objective = this.#keepsFloors([]) ? 0 : Number.NEGATIVE_INFINITY;
  }

  run(): PlacementResult {
    const { floors, shouldStop } = this.#options;
    const quick = greedyCover(this.#problem, this.#turned);
    this.#offer(quick);
    this.#improve(quick);
    let fallback = this.#keepFloors(quick);
    this.#areFloorsBeyond =
      !!floors && !this.#isFound() && areFloorsBeyond(this.#problem, floors, shouldStop);
    if (!this.#isFound() && !this.#areFloorsBeyond) fallback = this.#keepFloors([]);
    const firstObjective = this.#objective;
    const state: ViewState = new Uint8Array(this.#problem.matrix.views).fill(1);
    const root = new LagrangianBound(this.#problem, state, floors ?? null);
    this.#lower(root, state, ROOT_ITERATIONS, true);
    const isDone = this.#isSettled(this.#bound) || this.#isStopped || this.#areFloorsBeyond;
    if (!isDone && !this.#solveExactly(state)) this.#branchAll(state, root);
    // What is left between them is rounding.
    if (this.#bound - this.#objective <= roundingOf(this.#bound)) this.#bound = this.#objective;
    const isFeasible = this.#isFound();
    const chosen = isFeasible ? this.#chosen : fallback;
    const objective = isFeasible ? this.#objective : objectiveOf(this.#problem, chosen);
    const gap = this.#bound > 0 ? Math.max(0, (this.#bound - objective) / this.#bound) : 0;
    return {
      chosen: inOrderOfGain(this.#problem, chosen),
      objective,
      bound: this.#bound,
      gap,
      status: this.#status(),
      firstObjective,
      iterations: this.#iterations,
      nodes: this.#nodes,
      openViews: state.reduce((n, one) => (one > 0 ? n + 1 : n), 0),
      exact: this.#exact,
      isFeasible,
    };
  }

  #status(): PlacementStatus {
    if (!this.#isFound()) return this.#isStopped && !this.#areFloorsBeyond ? "stopped" : "infeasible";
    return this.#isSettled(this.#bound) ? "optimal" : "stopped";
  }

  #isFound(): boolean {
    return this.#objective !== Number.NEGATIVE_INFINITY;
  }

  #keepsFloors(chosen: readonly number[]): boolean {
    const { floors } = this.#options;
    return !floors || meetsFloors(this.#problem, floors, chosen);
  }

  /** Lowers a bound by steps of its prices; at the root the bound is that of the whole problem. */
  #lower(bound: LagrangianBound, state: ViewState, iterations: number, isRoot: boolean): number {
    for (let step = 0; step < iterations; step++) {
      // One step at least: without it nothing could be said of what is possible.
      if (!(isRoot && step === 0) && this.#options.shouldStop?.()) {
        this.#isStopped = true;
        break;
      }
      const choice = bound.iterate(this.#target(bound));
      this.#iterations++;
      if (isRoot && bound.best < this.#bound) {
        this.#bound = Math.max(bound.best, this.#objective);
        this.#tell();
      }
      if (this.#isSettled(bound.best)) break;
      this.#leaveOut(choice, state);
      if (step % REPAIR_EVERY === 0) this.#repair(choice, bound.raisedWeight);
    }
    return bound.best;
  }

  /** Views whose being in would bring the bound below the best plan known cannot be in a better one: exact. */
  #leaveOut({ bound, chosen, worth, threshold }: PricedChoice, state: ViewState): void {
    const slack = bound - this.#objective + 1e-9 * Math.abs(bound);
    // A view of a chosen column competes with that column's own; others with the weakest chosen.
    const rival = new Map(chosen.map((v) => [this.#problem.site[v], v]));
    for (let v = 0; v < worth.length; v++) {
      if (state[v] !== 1) continue;
      const own = rival.get(this.#problem.site[v]);
      if (own === v) continue;
      const least = own === undefined ? threshold : (worth[own] as number);
      if (least - (worth[v] as number) > slack) state[v] = 0;
    }
  }

  /** The plan that the prices suggest, made to keep the rules, filled up and improved. */
  #repair({ chosen }: PricedChoice, raisedWeight: Float64Array): void {
    const kept: number[] = [];
    let left = this.#problem.budget ?? Number.POSITIVE_INFINITY;
    for (const v of chosen) {
      if (kept.length >= (this.#problem.k ?? Number.POSITIVE_INFINITY)) break;
      if ((this.#problem.cost[v] ?? 0) > left) continue;
      kept.push(v);
      left -= this.#problem.cost[v] ?? 0;
    }
    this.#improve(kept);
    if (!this.#options.floors) return;
    // With the weights that the prices of the floors suggest, exchange leads to plans that keep them.
    const raised = { ...this.#problem, weight: raisedWeight.slice() };
    this.#keepFloors(swapSearch(raised, kept, this.#turned, this.#options.shouldStop));
  }

  /** A plan near this one that keeps the floors; what was reached where none was found. */
  #keepFloors(start: readonly number[]): number[] {
    const { floors, shouldStop } = this.#options;
    if (!floors) return [];
    const plan = floorCover(this.#problem, floors, this.#turned, start, shouldStop);
    this.#offer(plan);
    return plan;
  }

  /** What steps are sized to reach: the best plan, or where none keeps the floors yet, a little less than the bound. */
  #target(bound: LagrangianBound): number {
    if (this.#isFound() || !Number.isFinite(bound.best)) return this.#isFound() ? this.#objective : 0;
    return bound.best - TARGET_STEP * Math.abs(bound.best);
  }

  #improve(start: readonly number[]): void {
    this.#offer(swapSearch(this.#problem, start, this.#turned, this.#options.shouldStop));
  }

  #offer(chosen: readonly number[]): void {
    const objective = objectiveOf(this.#problem, chosen);
    if (costOf(this.#problem, chosen) > (this.#problem.budget ?? Number.POSITIVE_INFINITY) + 1e-9) return;
    if (objective <= this.#objective || !this.#keepsFloors(chosen)) return;
    this.#chosen = [...chosen];
    this.#objective = objective;
    this.#tell();
  }

  #tell(): void {
    this.#options.onProgress?.({ chosen: this.#chosen, objective: this.#objective, bound: this.#bound });
  }

  #isSettled(bound: number): boolean {
    const good = this.#options.goodGap ?? 0;
    return bound - this.#objective <= Math.max(roundingOf(bound), good * Math.abs(bound));
  }

  /** False where the solver is absent, the program too large for it, or it broke down. */
  #solveExactly(state: ViewState): boolean {
    const { exactSolver, floors, goodGap, shouldStop } = this.#options;
    if (!exactSolver) return false;
    this.#exact = "too-large";
    const exact = exactModel(this.#problem, this.#turned, state, floors ?? null, MOST_EXACT_ENTRIES);
    if (!exact) return false;
    const answer = exactSolver(exact.model, {
      start: exact.valuesOf(this.#chosen),
      relativeGap: goodGap ?? 0,
      shouldStop: shouldStop ?? (() => false),
    });
    this.#exact = answer.status;
    if (answer.status === "failed") return false;
    const plan = answer.values && exact.chosenOf(answer.values);
    if (plan) {
      this.#offer(plan);
      this.#improve(plan);
    }
    // A plan that keeps a floor only within the solver's tolerance is none, and proves nothing either.
    if (answer.status === "stopped" || (answer.status === "optimal" && !this.#isFound()))
      this.#isStopped = true;
    if (!this.#isFound()) return true;
    // Views left out cannot be in a plan better than the best one known, so the bound is never below that.
    this.#bound = Math.max(this.#objective, Math.min(this.#bound, answer.bound));
    if (this.#bound - this.#objective <= EXACT_ROUNDING * Math.abs(this.#bound))
      this.#bound = this.#objective;
    this.#tell();
    return true;
  }

  /** Splits on one view after another. What is not looked at when time is up keeps its bound. */
  #branchAll(state: ViewState, root: LagrangianBound): void {
    let open = [{ state: state.slice(), prices: root.bestPrices, bound: this.#bound }];
    while (open.length > 0) {
      open.sort((a, b) => a.bound - b.bound);
      const node = open.pop();
      if (!node) break;
      this.#bound = Math.max(this.#objective, Math.min(this.#bound, node.bound));
      if (this.#isSettled(this.#bound) || this.#isStopped) return;
      this.#nodes++;
      open.push(...this.#split(node));
      open = open.filter(({ bound }) => bound > this.#objective + 1e-9 * Math.max(1, this.#objective));
    }
    if (!this.#isStopped && this.#isFound()) this.#bound = this.#objective;
  }

  #split(node: { state: ViewState; prices: Prices; bound: number }) {
    const floors = this.#options.floors ?? null;
    const here = new LagrangianBound(this.#problem, node.state, floors, node.prices);
    const choice = here.iterate(this.#target(here));
    this.#iterations++;
    const free = choice.chosen.filter((v) => node.state[v] === 1);
    const on = free[0] ?? node.state.indexOf(1);
    if (on < 0) {
      this.#offer(choice.chosen);
      return [];
    }
    return [2, 0].flatMap((side) => {
      const state = node.state.slice();
      state[on] = side;
      if (side === 2)
        for (const [v, s] of this.#problem.site.entries())
          if (s === this.#problem.site[on] && v !== on) state[v] = 0;
      if (!isPossible(this.#problem, state)) return [];
      const bound = new LagrangianBound(this.#problem, state, floors, node.prices);
      const value = Math.min(node.bound, this.#lower(bound, state, NODE_ITERATIONS, false));
      return value > this.#objective + 1e-9 * Math.max(1, this.#objective)
        ? [{ state, prices: bound.bestPrices, bound: value }]
        : [];
    });
  }
}

/** False if the views that must be chosen break a limit. */
function isPossible({ k, budget, cost }: PlacementProblem, state: ViewState): boolean {
  let [count, spent] = [0, 0];
  for (let v = 0; v < state.length; v++) {
    if (state[v] !== 2) continue;
    count++;
    spent += cost[v] ?? 0;
  }
  return count <= (k ?? Number.POSITIVE_INFINITY) && spent <= (budget ?? Number.POSITIVE_INFINITY) + 1e-9;
}

function inOrderOfGain(problem: PlacementProblem, chosen: readonly number[]): number[] {
  const left = new Set(chosen);
  const ordered: number[] = [];
  let value = 0;
  while (left.size > 0) {
    let [best, most] = [-1, Number.NEGATIVE_INFINITY];
    for (const v of left) {
      const gain = objectiveOf(problem, [...ordered, v]) - value;
      if (gain > most) [best, most] = [v, gain];
    }
    left.delete(best);
    ordered.push(best);
    value += most;
  }
  return ordered;
}
