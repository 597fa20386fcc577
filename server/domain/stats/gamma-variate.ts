/**
 * Random numbers of the gamma distribution, scale 1, and of the Poisson distribution with a gamma mean.
 *
 * Gamma: rejection from a cubed normal (Marsaglia & Tsang, "A simple method for generating gamma variables", ACM TOMS
 * 26(3), 2000); below shape 1 by G(a) = G(a + 1)·U^(1/a).
 */
import type { SeededRandom } from "./seeded-random.ts";

/** @throws RangeError unless the shape is a number above 0. */
export function gammaVariate(random: SeededRandom, shape: number): number {
  if (!(shape > 0 && Number.isFinite(shape)))
    throw new RangeError(`gammaVariate: expected a shape above 0, got ${shape}`);
  if (shape < 1) return gammaVariate(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    // 1 − U is never 0.
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * Events of a Poisson process of this mean: sums of waiting times up to a mean of 30, above it split into two halves.
 * @throws RangeError for a negative mean.
 */
export function poissonVariate(random: SeededRandom, mean: number): number {
  if (!(mean >= 0 && Number.isFinite(mean)))
    throw new RangeError(`poissonVariate: expected a mean of 0 or more, got ${mean}`);
  if (mean > LARGEST_MEAN) {
    // The n-th event comes after a gamma-distributed wait; those before it are binomial (Ahrens & Dieter 1974).
    const n = Math.floor((7 / 8) * mean);
    const wait = gammaVariate(random, n);
    if (wait > mean) return binomialVariate(random, n - 1, mean / wait);
    return n + poissonVariate(random, mean - wait);
  }
  const limit = Math.exp(-mean);
  let events = 0;
  for (let product = 1 - random.uniform(); product > limit; product *= 1 - random.uniform()) events++;
  return events;
}

const LARGEST_MEAN = 30;

function binomialVariate(random: SeededRandom, trials: number, chance: number): number {
  let successes = 0;
  for (let trial = 0; trial < trials; trial++) if (random.uniform() < chance) successes++;
  return successes;
}
