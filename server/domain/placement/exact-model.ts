/**
 * The placement as a mixed-integer program, for what prices leave open (Church & ReVelle 1974; second cover Hogan & ReVelle
 * 1986; least shares by part of the area as rows).
 *
 * Only views that can still be in a better plan take part. Points that the same of them see are one; a point that only
 * views of one column see is seen as often as that column is used, so its worth goes to the views themselves. Both leave
 * the optimum what it is.
 */
import type { Floors } from "./floors.ts";
import type { ViewState } from "./lagrangian-bound.ts";
import type { MipModel } from "./mip.ts";
import type { PlacementProblem, ViewsOfPoints } from "./placement-problem.ts";

export type ExactModel = {
  model: MipModel;
  /** Values of the variables where these views are chosen, the points seen as often as they are then. */
  valuesOf(chosen: readonly number[]): Float64Array;
  /** Views chosen by values of the variables. */
  chosenOf(values: Float64Array): number[];
};

/** Points that the same views see, and that were seen equally often before. */
type Group = {
  /** Variables of the views, ascending. */
  seers: number[];
  before: number;
  /** Part of the area with a floor; −1 = none. */
  part: number;
  weight: number;
};

type Terms = [column: number, value: number][];

/**
 * @param state views left out (0), open (1) or chosen for certain (2).
 * @param mostEntries null is returned for a model of more entries than this: it would need too much memory.
 * O(entries of the matrix of the views that are not left out).
 */
export function exactModel(
  problem: PlacementProblem,
  turned: ViewsOfPoints,
  state: ViewState,
  floors: Floors | null,
  mostEntries: number,
): ExactModel | null {
  const open = Int32Array.from([...state.keys()].filter((v) => state[v] !== 0));
  const variable = new Int32Array(state.length).fill(-1);
  for (const [x, v] of open.entries()) variable[v] = x;
  const groups = groupsOf(problem, turned, variable, floors, mostEntries);
  if (!groups) return null;
  const program = new Program(Array.from(open, (v) => -(problem.penalty[v] ?? 0)));
  const siteOf = (x: number) => problem.site[open[x] ?? 0] ?? -1;
  const floorRows = floors ? Array.from(floors.least, (): Terms => []) : [];
  const covers: Cover[] = [];
  for (const group of groups) {
    const cover = addGroup(program, group, problem.backupWeight, siteOf, floorRows[group.part]);
    if (cover) covers.push(cover);
  }
  addLimits(program, problem, open, state);
  if (floors) addFloors(program, problem, floors, floorRows);
  return {
    model: program.model(open.length),
    valuesOf: (chosen) => valuesOf(program.columns, covers, variable, chosen),
    chosenOf: (values) => Array.from(open).filter((_, x) => (values[x] ?? 0) > 0.5),
  };
}

function groupsOf(
  { weight, seenBefore, backupWeight }: PlacementProblem,
  turned: ViewsOfPoints,
  variable: Int32Array,
  floors: Floors | null,
  mostEntries: number,
): Iterable<Group> | null {
  const groups = new Map<string, Group>();
  let entries = 0;
  for (const [i, w] of weight.entries()) {
    const before = seenBefore[i] ?? 0;
    if (w === 0 || before >= 2 || (before === 1 && backupWeight === 0)) continue;
    const seers: number[] = [];
    for (let at = turned.start[i] ?? 0; at < (turned.start[i + 1] ?? 0); at++) {
      const x = variable[turned.view[at] ?? 0] ?? -1;
      if (x >= 0) seers.push(x);
    }
    if (seers.length === 0) continue;
    const part = before === 0 ? (floors?.group[i] ?? -1) : -1;
    const key = `${before} ${part} ${seers.join(" ")}`;
    const known = groups.get(key);
    if (known) {
      known.weight += w;
      continue;
    }
    entries += seers.length;
    if (entries > mostEntries) return null;
    groups.set(key, { seers, before, part, weight: w });
  }
  return groups.values();
}

/** Variables that say how often a group is seen: once, and once more. */
type Cover = { seers: number[]; once: number | null; again: number | null };

function addGroup(
  program: Program,
  { seers, before, part, weight }: Group,
  backupWeight: number,
  siteOf: (x: number) => number,
  floorRow: Terms | undefined,
): Cover | null {
  const worth = before === 0 ? weight : backupWeight * weight;
  const site = siteOf(seers[0] ?? 0);
  if (seers.every((x) => siteOf(x) === site)) {
    for (const x of seers) program.add(x, worth);
    if (part >= 0) floorRow?.push(...seers.map((x): [number, number] => [x, weight]));
    return null;
  }
  const once = before === 0 ? program.column(worth) : null;
  const again = backupWeight > 0 ? program.column(backupWeight * weight) : null;
  const seen = [once, again].filter((column) => column !== null);
  program.row(
    [...seen.map((z): [number, number] => [z, 1]), ...seers.map((x): [number, number] => [x, -1])],
    0,
  );
  if (part >= 0 && once !== null) floorRow?.push([once, weight]);
  return { seers, once, again };
}

function addLimits(
  program: Program,
  { site, cost, k, budget }: PlacementProblem,
  open: Int32Array,
  state: ViewState,
): void {
  const all = [...open.keys()];
  const bySite = new Map<number, number[]>();
  for (const x of all) {
    const s = site[open[x] ?? 0] ?? -1;
    const here = bySite.get(s);
    if (here) here.push(x);
    else bySite.set(s, [x]);
  }
  for (const here of bySite.values())
    if (here.length > 1)
      program.row(
        here.map((x) => [x, 1]),
        1,
      );
  if (k !== null)
    program.row(
      all.map((x) => [x, 1]),
      k,
    );
  if (budget !== null)
    program.row(
      all.map((x) => [x, cost[open[x] ?? 0] ?? 0]),
      budget,
    );
  for (const x of all) if (state[open[x] ?? 0] === 2) program.row([[x, -1]], -1);
}

/** Σ w z over the part that is not seen yet ≥ what it lacks. */
function addFloors(
  program: Program,
  { weight, seenBefore }: PlacementProblem,
  { group, least }: Floors,
  rows: readonly Terms[],
): void {
  const lacks = least.slice();
  for (const [i, part] of group.entries())
    if (part >= 0 && (seenBefore[i] ?? 0) > 0) lacks[part] = (lacks[part] ?? 0) - (weight[i] ?? 0);
  for (const [part, terms] of rows.entries()) {
    const lack = lacks[part] ?? 0;
    if (lack > 0)
      program.row(
        terms.map(([column, value]) => [column, -value / lack]),
        -1,
      );
  }
}

function valuesOf(
  columns: number,
  covers: readonly Cover[],
  variable: Int32Array,
  chosen: readonly number[],
): Float64Array {
  const values = new Float64Array(columns);
  for (const v of chosen) {
    const x = variable[v] ?? -1;
    if (x >= 0) values[x] = 1;
  }
  for (const { seers, once, again } of covers) {
    let left = seers.reduce((sum, x) => sum + (values[x] ?? 0), 0);
    for (const column of [once, again]) {
      if (column === null) continue;
      values[column] = Math.min(1, left);
      left -= Math.min(1, left);
    }
  }
  return values;
}

/** A program that grows by columns and rows. */
class Program {
  readonly #objective: number[];
  readonly #start: number[] = [0];
  readonly #column: number[] = [];
  readonly #value: number[] = [];
  readonly #upper: number[] = [];

  constructor(objective: number[]) {
    this.#objective = objective;
  }

  get columns(): number {
    return this.#objective.length;
  }

  add(column: number, worth: number): void {
    this.#objective[column] = (this.#objective[column] ?? 0) + worth;
  }

  column(worth: number): number {
    return this.#objective.push(worth) - 1;
  }

  row(terms: readonly (readonly [column: number, value: number])[], upper: number): void {
    for (const [column, value] of terms) {
      this.#column.push(column);
      this.#value.push(value);
    }
    this.#start.push(this.#column.length);
    this.#upper.push(upper);
  }

  model(binaries: number): MipModel {
    return {
      objective: Float64Array.from(this.#objective),
      binaries,
      rowStart: Int32Array.from(this.#start),
      rowColumn: Int32Array.from(this.#column),
      rowValue: Float64Array.from(this.#value),
      rowUpper: Float64Array.from(this.#upper),
    };
  }
}
