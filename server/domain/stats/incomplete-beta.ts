/**
 * The regularised incomplete beta function I_x(a, b): tails of counts whose terms fall too slowly to be added up.
 *
 * Lentz's continued fraction (DLMF 8.17.22) with Loader's form of the leading factor (log-gamma.ts); some tens of
 * steps, O(√(a + b)) at worst. Whichever of I_x(a, b) and 1 − I_x(a, b) converges fast is computed itself.
 */
import { binomialTerm } from "./log-gamma.ts";

const TINY = 1e-300;
const MOST_STEPS = 100_000;
const DIGITS_LEFT_ABOVE = 0.01;

/** I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1, with `rest` = 1 − x given apart so that it keeps its digits. */
export function incompleteBeta(a: number, b: number, x: number, rest: number): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  if (x < (a + 1) / (a + b + 2)) return leadingTimesFraction(a, b, x);
  const complement = 1 - leadingTimesFraction(b, a, rest);
  // A small difference from 1 has lost its digits; the slower fraction still has them.
  return complement > DIGITS_LEFT_ABOVE ? complement : leadingTimesFraction(a, b, x);
}

function leadingTimesFraction(a: number, b: number, x: number): number {
  // x^a (1 − x)^b / (a B(a, b)).
  const leading = (binomialTerm(a, a + b, x) * b) / (a + b);
  return Math.min(1, leading * continuedFraction(a, b, x));
}

function continuedFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 3e-16) break;
  }
  return fraction;
}

function awayFromZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}
