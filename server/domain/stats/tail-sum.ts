/**
 * Adds up a tail from its largest term outwards: first · (1 + r(0) + r(0)·r(1) + …), until what is left cannot
 * change the last digit. All terms are positive, so the sum is as precise as its first term.
 * @param ratio term j + 1 over term j; below 1 from the start.
 */
export function sumTerms(first: number, ratio: (j: number) => number): number {
  let sum = first;
  let term = first;
  for (let j = 0; term > 0; j++) {
    const step = ratio(j);
    term *= step;
    sum += term;
    // What follows is at most a geometric series of this ratio.
    if (term * step < 1e-17 * (1 - step) * sum) break;
  }
  return Math.min(1, sum);
}
