/** A figure that somebody else's software or paper gives, and our own way to it. */
export type KnownAnswer = {
  /** Which statistic of the page it belongs to. */
  statistic: StatisticId;
  /** What is computed, short. */
  what: string;
  expected: number | string;
  /** Largest difference that counts as the same, relative to the expected figure (absolute where that is 0). */
  tolerance: number;
  source: string;
  compute: () => number | string;
};

export type StatisticId =
  | "gi-star"
  | "local-moran"
  | "false-discovery"
  | "rates"
  | "empirical-bayes"
  | "density"
  | "emerging"
  | "trend"
  | "change"
  | "concentration"
  | "back-test"
  | "charts"
  | "aoristic"
  | "near-repeat"
  | "prospective";

export type Checked = Omit<KnownAnswer, "compute"> & {
  got: number | string;
  /** Relative difference; 0 for words that agree, null for words that differ. */
  apart: number | null;
  agrees: boolean;
};

/** Computes one answer and compares it. A failure of the computation itself is shown as its words. */
export function check({ compute, ...known }: KnownAnswer): Checked {
  let got: number | string;
  try {
    got = compute();
  } catch (error) {
    got = error instanceof Error ? error.message : String(error);
  }
  const { expected, tolerance } = known;
  if (typeof expected === "string" || typeof got === "string") {
    const agrees = expected === got;
    return { ...known, got, apart: agrees ? 0 : null, agrees };
  }
  const difference = Math.abs(got - expected);
  const apart = expected === 0 ? difference : difference / Math.abs(expected);
  return { ...known, got, apart, agrees: apart <= tolerance };
}

/** Several figures of one table: rows of name, expected figure and the way to it. */
export function knownRows(
  shared: Pick<KnownAnswer, "statistic" | "source"> & { tolerance?: number },
  rows: readonly (readonly [what: string, expected: number | string, compute: () => number | string])[],
): KnownAnswer[] {
  const { statistic, source, tolerance = 1e-6 } = shared;
  return rows.map(([what, expected, compute]) => ({ statistic, what, expected, tolerance, source, compute }));
}

/** The figure, or an error that names what is missing: a kernel that refuses is a failed check, never a blank one. */
export function figure(found: number | null | undefined, what: string): number {
  if (found === null || found === undefined) throw new Error(`No figure for ${what}`);
  return found;
}
