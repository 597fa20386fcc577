/**
 * The redeployment problem as a mixed-integer program in the CPLEX LP format, for an exact solver, and its answer as a
 * plan. x = a unit is at site j in week t; s = a stay begins there. The turn-on inequalities Σ s(t−d+1 … t) ≤ x(t)
 * make least stays as tight as they can be (Rajan and Takriti 2005).
 */
import { heldWeeks, type RedeploymentProblem, type Stay } from "#domain/placement/redeployment-problem.ts";

const TERMS_PER_LINE = 12;

/** Model text. Variables of weeks in which a site is closed are left out. */
export function redeploymentModel(problem: RedeploymentProblem): string {
  const { weeks, sites, moveCost, startsFromPresent, units, mostMovesPerWeek } = problem;
  const objective: string[] = [];
  const rules: string[] = [];
  const binaries: string[] = [];
  for (const [j, site] of sites.entries()) {
    for (let t = 0; t < weeks; t++) {
      if (!site.isOpen[t]) continue;
      binaries.push(x(j, t), s(j, t));
      const worth = site.weeklyWorth[t] ?? 0;
      if (worth > 0) objective.push(`+ ${decimal(worth)} ${x(j, t)}`);
      if (moveCost > 0 && (t > 0 || startsFromPresent)) objective.push(`- ${decimal(moveCost)} ${s(j, t)}`);
    }
    rules.push(...siteRules(problem, j));
  }
  for (let t = 0; t < weeks; t++) {
    const open = sites.flatMap(({ isOpen }, j) => (isOpen[t] ? [j] : []));
    if (open.length === 0) continue;
    rules.push(`${sum(open.map((j) => x(j, t)))} <= ${units[t] ?? 0}`);
    if (mostMovesPerWeek !== null && (t > 0 || startsFromPresent)) {
      rules.push(`${sum(open.map((j) => s(j, t)))} <= ${Math.floor(mostMovesPerWeek)}`);
    }
  }
  const goal = objective.length === 0 ? `0 ${binaries[0] ?? "x0_0"}` : lines(objective);
  const named = rules.map((rule, i) => ` r${i}: ${rule}`);
  return `Maximize\n obj: ${goal}\nSubject To\n${named.join("\n")}\nBinary\n ${lines(binaries, " ")}\nEnd\n`;
}

function siteRules(problem: RedeploymentProblem, j: number): string[] {
  const { weeks, sites, leastStayWeeks, longestStayWeeks, startsFromPresent } = problem;
  const { isOpen = [], weeksAlready = 0 } = sites[j] ?? {};
  const isPlaced = startsFromPresent && weeksAlready > 0;
  const isUsable = (t: number) => isOpen[t] ?? false;
  const held = heldWeeks(problem, j);
  const rules: string[] = [];
  for (let t = 0; t < weeks; t++) {
    if (!isUsable(t)) continue;
    const before = t > 0 && isUsable(t - 1) ? x(j, t - 1) : null;
    if (t === 0 && isPlaced) rules.push(`${s(j, 0)} = 0`);
    else {
      rules.push(`${x(j, t)} ${before ? `- ${before} ` : ""}- ${s(j, t)} <= 0`);
      if (before) rules.push(`${s(j, t)} + ${before} <= 1`);
    }
    // A stay that began in the last weeks is still on. Its weeks between must all be open, or it could not have begun.
    const starts = weeksBack(t, leastStayWeeks).map((k) => (isUsable(k) ? s(j, k) : null));
    rules.push(`${sum(starts.filter((name) => name !== null))} - ${x(j, t)} <= 0`);
    if (t < held) rules.push(`${x(j, t)} = 1`);
  }
  for (let t = 0; t < weeks; t++) {
    if (isUsable(t)) continue;
    for (const k of weeksBack(t, leastStayWeeks)) if (isUsable(k)) rules.push(`${s(j, k)} = 0`);
  }
  if (longestStayWeeks !== null)
    rules.push(...longestRules(problem, j, longestStayWeeks, isPlaced ? weeksAlready : 0));
  return rules;
}

/** In any longest + 1 weeks in a row the site is empty at least once; the weeks before the plan count. */
function longestRules(
  { weeks, sites }: RedeploymentProblem,
  j: number,
  longest: number,
  already: number,
): string[] {
  const isOpen = sites[j]?.isOpen ?? [];
  const rules: string[] = [];
  const limit = (from: number, to: number, most: number) => {
    const inRow = Array.from({ length: to - from + 1 }, (_, k) => from + k);
    if (to < weeks && inRow.every((t) => isOpen[t]))
      rules.push(`${sum(inRow.map((t) => x(j, t)))} <= ${most}`);
  };
  for (let t = 0; t + longest < weeks; t++) limit(t, t + longest, longest);
  if (already > 0) limit(0, Math.max(0, longest - already), Math.max(0, longest - already));
  return rules;
}

/** The weeks t − n + 1 … t that are in the plan. */
function weeksBack(t: number, n: number): number[] {
  const first = Math.max(0, t - n + 1);
  return Array.from({ length: t - first + 1 }, (_, k) => first + k);
}

/**
 * Stays of a solution. @param amountOf of a variable by name; 0 where it has none.
 */
export function staysOfSolution(
  { weeks, sites }: Pick<RedeploymentProblem, "weeks" | "sites">,
  amountOf: (name: string) => number,
): Stay[] {
  const stays: Stay[] = [];
  for (let site = 0; site < sites.length; site++) {
    for (let t = 0; t < weeks; t++) {
      if (amountOf(x(site, t)) < 0.5) continue;
      const last = stays.at(-1);
      if (last && last.site === site && last.to === t) last.to = t + 1;
      else stays.push({ site, from: t, to: t + 1 });
    }
  }
  return stays;
}

function x(site: number, week: number): string {
  return `x${site}_${week}`;
}

function s(site: number, week: number): string {
  return `s${site}_${week}`;
}

function sum(names: readonly string[]): string {
  return lines(names, " + ");
}

/** Terms one after the other, broken into lines that every reader of the format takes. */
function lines(terms: readonly string[], between = " "): string {
  const rows: string[] = [];
  for (let i = 0; i < terms.length; i += TERMS_PER_LINE) {
    rows.push(terms.slice(i, i + TERMS_PER_LINE).join(between));
  }
  return rows.join(`${between.trimEnd()}\n  `);
}

/** Plain decimals: the format has no room for "1e-7". */
function decimal(n: number): string {
  return n.toFixed(9).replace(/\.?0+$/, "");
}
