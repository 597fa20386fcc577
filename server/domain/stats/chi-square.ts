/**
 * The chi-square distribution: tails and quantiles, for whole and half degrees of freedom alike.
 *
 * Regularised incomplete gamma by its series or Lentz's continued fraction, whichever converges fast, with Loader's
 * form of the leading term (log-gamma.ts): about 14 digits.
 */
import { poissonTerm } from "./log-gamma.ts";
import { normalQuantile } from "./normal.ts";
import { sumTerms } from "./tail-sum.ts";

/** P(X ≥ x). @throws RangeError for x < 0 or degrees of freedom not above 0. */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  check("chiSquareUpperTail", x, degreesOfFreedom);
  const shape = degreesOfFreedom / 2;
  return x / 2 < shape + 1 ? 1 - gammaLower(shape, x / 2) : gammaUpper(shape, x / 2);
}

/** P(X ≤ x). Throws as `chiSquareUpperTail`. */
export function chiSquareLowerTail(x: number, degreesOfFreedom: number): number {
  check("chiSquareLowerTail", x, degreesOfFreedom);
  const shape = degreesOfFreedom / 2;
  return x / 2 < shape + 1 ? gammaLower(shape, x / 2) : 1 - gammaUpper(shape, x / 2);
}

/**
 * The x with P(X ≤ x) = p: 3.841459 for .95 and one degree of freedom. Newton steps kept inside a bracket.
 * @throws RangeError unless 0 < p < 1 and there are more than 0 degrees of freedom.
 */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  check("chiSquareQuantile", 0, degreesOfFreedom);
  if (!(p > 0 && p < 1)) throw new RangeError(`chiSquareQuantile: expected a p between 0 and 1, got ${p}`);
  const shape = degreesOfFreedom / 2;
  // Positive where x is too large; the smaller tail keeps the digits.
  const miss = (x: number) =>
    p <= 0.5 ? chiSquareLowerTail(x, degreesOfFreedom) - p : 1 - p - chiSquareUpperTail(x, degreesOfFreedom);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = firstGuess(p, degreesOfFreedom);
  for (let step = 0; step < 200; step++) {
    const over = miss(x);
    if (over > 0) high = x;
    else low = x;
    const density = (poissonTerm(shape, x / 2) * shape) / x;
    let next = x - over / density;
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * x : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * next) return next;
    x = next;
  }
  return x;
}

/** Wilson & Hilferty 1931; far below, the leading term of the series. */
function firstGuess(p: number, degreesOfFreedom: number): number {
  const spread = 2 / (9 * degreesOfFreedom);
  const cube = 1 - spread + normalQuantile(p) * Math.sqrt(spread);
  return cube > 0.2 ? degreesOfFreedom * cube ** 3 : degreesOfFreedom * 0.01;
}

/** P(G ≤ x) for a gamma variable of this shape, by its series; x < shape + 1. */
function gammaLower(shape: number, x: number): number {
  return x === 0 ? 0 : sumTerms(poissonTerm(shape, x), (j) => x / (shape + j + 1));
}

/** P(G ≥ x), by Lentz's continued fraction; x ≥ shape + 1. */
function gammaUpper(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; ; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16 || i > 10_000)
      return Math.min(1, poissonTerm(shape, x) * shape * fraction);
  }
}

function check(name: string, x: number, degreesOfFreedom: number): void {
  if (!(x >= 0) || !(degreesOfFreedom > 0)) {
    throw new RangeError(
      `${name}: expected x of 0 or more and degrees of freedom above 0, got ${x} and ${degreesOfFreedom}`,
    );
  }
}
