/** May a camera be surplus? Only under all the rules at once, and each that is not met is said. */
import type { OutcomeSum } from "./camera-outcomes.ts";

/** Of what the scheme sees, and of its own view (methods: our assumption). */
const LEAST_UNIQUE_SHARE = 0.01;
const MOST_REDUNDANCY = 0.8;
const SPAN_MONTHS = 24;

export type ReviewFacts = {
  /** Over the last twelve months; null = these are not known whole. */
  worth: { uniqueShare: number; redundancy: number | null } | null;
  /** Share of the risk that all cameras see together. */
  schemeShare: number;
  /** Requests in 24 months; null = nothing is logged at all. */
  requests: Pick<OutcomeSum, "n" | "knownMonths"> | null;
  /** The scheme's own; null = it has set none. */
  threshold: number | null;
};

export function reviewFlag({ worth, schemeShare, requests, threshold }: ReviewFacts): {
  isForReview: boolean;
  words: string;
} {
  const no = (words: string) => ({ isForReview: false, words });
  if (!worth) return no("Not said: twelve months of data are needed.");
  if (worth.redundancy === null) return no("Not said: none of the risk is in its view.");
  const part = schemeShare > 0 ? worth.uniqueShare / schemeShare : 0;
  if (part >= LEAST_UNIQUE_SHARE)
    return no(`Keep: in the last year only it saw ${percent(part)} of what the scheme saw.`);
  if (worth.redundancy <= MOST_REDUNDANCY)
    return no(`Keep: others see only ${percent(worth.redundancy)} of its view.`);
  if (threshold === null) return no("Not said: the scheme has set no number of requests to review by.");
  if (requests === null || requests.n === null) {
    return no(`Not said: requests are logged for ${requests?.knownMonths ?? 0} of ${SPAN_MONTHS} months.`);
  }
  if (requests.n >= threshold) return no(`Keep: ${requests.n} requests in 24 months.`);
  return {
    isForReview: true,
    words: `Review, may be surplus: ${requests.n} requests in 24 months, others see ${percent(worth.redundancy)} of its view.`,
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
