/**
 * The history of a hotspot in one word: which of the steps of time were significantly hot, and whether it grew.
 *
 * Order of the questions (Esri's categories, made exclusive). The last step is hot:
 * hot in at least 90 % of the steps → intensifying, diminishing or persistent by the trend (p < .05); else ever cold
 * → oscillating; else hot for the first time → new; else hot only in one unbroken run up to now → consecutive; else
 * sporadic. The last step is not hot: hot in at least 90 % → historical; else none. Cold spots mirror all this.
 *
 * Reference: ArcGIS Pro, How Emerging Hot Spot Analysis works; with two differences: one cold step among ninety per
 * cent hot ones does not make a place oscillating, and nine steps of ten are ninety per cent.
 */

export const EMERGING_CLASSES = [
  "new",
  "consecutive",
  "intensifying",
  "persistent",
  "diminishing",
  "sporadic",
  "oscillating",
  "historical",
  "none",
] as const;
export type EmergingClass = (typeof EMERGING_CLASSES)[number];

export type Temperature = "hot" | "cold";

/** `temperature` is that of the history; "hot" for class none. */
export type EmergingHistory = { class: EmergingClass; temperature: Temperature };

/** z above 0 = rising. p two-sided. */
export type Trend = { z: number; p: number };

const TREND_ALPHA = 0.05;

/**
 * Class of one cell.
 * @param states by step, oldest first: 1 significantly hot, −1 significantly cold, 0 neither.
 * @param trend of the cell's figures over the same steps; null = none known, taken as no trend.
 * @throws RangeError without steps.
 */
export function classifyEmerging(states: ArrayLike<number>, trend: Trend | null): EmergingHistory {
  const last = states[states.length - 1];
  if (last === undefined) throw new RangeError("classifyEmerging: expected at least one step, got none");
  const hot = summary(states, 1);
  const cold = summary(states, -1);
  if (last === 1) return { class: endingClass(hot, cold.steps > 0, direction(trend)), temperature: "hot" };
  if (last === -1) return { class: endingClass(cold, hot.steps > 0, -direction(trend)), temperature: "cold" };
  if (isMostly(hot)) return { class: "historical", temperature: "hot" };
  if (isMostly(cold)) return { class: "historical", temperature: "cold" };
  return { class: "none", temperature: "hot" };
}

type Summary = { steps: number; lastRun: number; of: number };

function summary(states: ArrayLike<number>, wanted: 1 | -1): Summary {
  let steps = 0;
  let lastRun = 0;
  for (let t = 0; t < states.length; t++) {
    const isWanted = states[t] === wanted;
    if (isWanted) steps++;
    lastRun = isWanted ? lastRun + 1 : 0;
  }
  return { steps, lastRun, of: states.length };
}

/** At least nine steps in ten, in whole numbers so that 9 of 10 counts. */
function isMostly({ steps, of }: Summary): boolean {
  return 10 * steps >= 9 * of;
}

/** 1 rising, −1 falling, 0 no significant trend. */
function direction(trend: Trend | null): number {
  return trend !== null && trend.p < TREND_ALPHA ? Math.sign(trend.z) : 0;
}

function endingClass(own: Summary, everOpposite: boolean, growth: number): EmergingClass {
  if (isMostly(own)) {
    if (growth > 0) return "intensifying";
    return growth < 0 ? "diminishing" : "persistent";
  }
  if (everOpposite) return "oscillating";
  if (own.lastRun < own.steps) return "sporadic";
  return own.steps === 1 ? "new" : "consecutive";
}
