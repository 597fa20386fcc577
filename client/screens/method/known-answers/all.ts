import { CONCENTRATION_ANSWERS } from "./concentration-and-accuracy.ts";
import type { KnownAnswer } from "./known-answer.ts";
import { RATE_AND_DENSITY_ANSWERS } from "./rates-and-density.ts";
import { SIGNIFICANCE_ANSWERS } from "./significance.ts";
import { TIME_AND_CHANGE_ANSWERS } from "./time-and-change.ts";
import { TIME_OF_WEEK_ANSWERS } from "./time-of-week.ts";

/** Every figure that the page reproduces. */
export const KNOWN_ANSWERS: readonly KnownAnswer[] = [
  ...SIGNIFICANCE_ANSWERS,
  ...RATE_AND_DENSITY_ANSWERS,
  ...TIME_AND_CHANGE_ANSWERS,
  ...CONCENTRATION_ANSWERS,
  ...TIME_OF_WEEK_ANSWERS,
];
