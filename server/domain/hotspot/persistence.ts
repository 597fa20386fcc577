/**
 * Long-term hotspots: in how many of the steps of the last 1, 3 and 5 years was a place significantly hot? It tells
 * places that are hot year after year from flare-ups; it says nothing about growth (see `emerging-class.ts`).
 */

export type PersistenceClass =
  /** Often hot in every period that the data cover, at least two of them. */
  | "persistent"
  /** Often hot in the shortest period, not in the longest. */
  | "recent"
  /** Often hot over the longest period, not in the shortest. */
  | "fading"
  /** Hot now and then: in some step, but neither of the above. */
  | "occasional"
  | "never"
  /** Only one period is covered: often or seldom, but nothing can be said about lasting. */
  | "too-short";

/** Hot for `hotSteps` of the last `ofSteps` steps: `years` of them. */
export type PersistenceWindow = { years: number; hotSteps: number; ofSteps: number };

export type Persistence = { class: PersistenceClass; windows: PersistenceWindow[] };

export type PersistenceOptions = {
  /** Periods in years; those that the steps do not cover are left out. */
  years?: readonly number[];
  /** Often = at least this share of the steps. */
  oftenShare?: number;
};

/**
 * Persistence of one cell.
 * @param states by step, oldest first: 1 significantly hot, anything else not.
 * @param stepsPerYear 12 for months, 13 for four-week steps, 4 for quarters, 1 for years.
 * @throws RangeError for a number of steps per year below 1, or without steps.
 */
export function persistence(
  states: ArrayLike<number>,
  stepsPerYear: number,
  { years = [1, 3, 5], oftenShare = 0.5 }: PersistenceOptions = {},
): Persistence {
  if (!(stepsPerYear >= 1) || states.length === 0) {
    throw new RangeError(
      `persistence: expected steps and at least one of them a year, got ${states.length} steps, ${stepsPerYear} a year`,
    );
  }
  const windows = years
    .map((span) => ({ years: span, steps: Math.round(span * stepsPerYear) }))
    .filter(({ steps }) => steps <= states.length)
    .map(({ years: span, steps }) => ({ years: span, hotSteps: hotInLast(states, steps), ofSteps: steps }));
  return { class: persistenceClass(windows, hotInLast(states, states.length), oftenShare), windows };
}

function hotInLast(states: ArrayLike<number>, steps: number): number {
  let hot = 0;
  for (let t = states.length - steps; t < states.length; t++) if (states[t] === 1) hot++;
  return hot;
}

function persistenceClass(
  windows: readonly PersistenceWindow[],
  hotEver: number,
  oftenShare: number,
): PersistenceClass {
  if (hotEver === 0) return "never";
  const isOften = windows.map(({ hotSteps, ofSteps }) => hotSteps >= oftenShare * ofSteps);
  if (isOften.length < 2) return "too-short";
  if (isOften.every((often) => often)) return "persistent";
  if (isOften[0] && !isOften.at(-1)) return "recent";
  if (!isOften[0] && isOften.at(-1)) return "fading";
  return "occasional";
}
