/** How many incidents would a year bring without the scheme, and how far can one year be from that? */

export type YearlyBaseline = {
  perYear: number;
  /**
   * Variance ÷ mean of the count of a year to come (negative binomial): years vary, and their mean is known from few of
   * them. Null = the figure is taken as known.
   */
  dispersion: number | null;
};

/**
 * Mean and spread from counts of equal periods.
 *
 * Where years vary as chance alone would have it, the count of the next one, given theirs, is exactly negative
 * binomial with mean x̄ and dispersion 1 + 1/years (a Poisson rate with the prior 1/λ). Where they vary more, both
 * parts are multiplied by their variance ÷ mean. A trend is not followed: the next year is taken to be like those
 * before it.
 * @param counts of periods of `years` each, one at least.
 * @param years length of each period; 1 = whole years, 0.5 = the only half year that is known.
 * @throws RangeError without counts, for a negative or fractional count, or a length that is not above 0.
 */
export function yearlyBaseline(counts: readonly number[], years = 1): YearlyBaseline {
  if (counts.length === 0) throw new RangeError("yearlyBaseline: expected one count or more, got none");
  if (!(years > 0 && Number.isFinite(years))) {
    throw new RangeError(`yearlyBaseline: expected periods longer than 0 years, got ${years}`);
  }
  const wrong = counts.find((n) => !Number.isInteger(n) || n < 0);
  if (wrong !== undefined) {
    throw new RangeError(`yearlyBaseline: expected whole counts of 0 or more, got ${wrong}`);
  }
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  const squares = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0);
  const overPoisson = counts.length < 2 || mean === 0 ? 1 : squares / (counts.length - 1) / mean;
  return {
    perYear: mean / years,
    dispersion: Math.max(1, overPoisson) * (1 + 1 / (counts.length * years)),
  };
}
