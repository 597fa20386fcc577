/**
 * What published trials say a camera scheme changes: odds ratios of a meta-analysis, and what follows from them for the
 * mean of all schemes and for one more scheme. An odds ratio above 1 means less crime than in the control areas.
 *
 * A meta-analysis tells where the mean effect lies. One scheme varies more: from SE² ≈ (τ² + v̄)/k follows τ ≤ SE·√k,
 * so that SE·√k is the most that schemes can be spread (our derivation). It takes the spread within studies for spread
 * between schemes, and errs on the wide side.
 */

/** What the effect is a mean over: every scheme, or those of one setting, way of monitoring, package or crime type. */
export type EffectBasis = "all" | "setting" | "monitoring" | "package" | "crime-type";

export type PreventionEffect = {
  id: string;
  label: string;
  basis: EffectBasis;
  /** Number of studies that the mean is over. */
  studies: number;
  oddsRatio: number;
  /** Ends of the 95 % interval of the odds ratio. */
  low: number;
  high: number;
};

export type PercentRange = { estimate: number; low: number; high: number };

/** Standard deviations of the normal between the ends of a 95 % interval, as the paper's own figures use it. */
const WIDTH_95 = 3.92;
const HALF_95 = WIDTH_95 / 2;

/** Mean of ln OR and its standard error. @throws RangeError unless 0 < low ≤ odds ratio ≤ high. */
export function lnOddsRatio({ oddsRatio, low, high }: Pick<PreventionEffect, "oddsRatio" | "low" | "high">): {
  mean: number;
  standardError: number;
} {
  if (!(low > 0 && low <= oddsRatio && oddsRatio <= high && high < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `lnOddsRatio: expected 0 < low ≤ odds ratio ≤ high, got ${low}, ${oddsRatio}, ${high}`,
    );
  }
  return { mean: Math.log(oddsRatio), standardError: (Math.log(high) - Math.log(low)) / WIDTH_95 };
}

/** Greatest spread of ln OR between schemes: SE·√k. @throws RangeError for no studies. */
export function singleSchemeSd(effect: PreventionEffect): number {
  if (!(effect.studies >= 1)) {
    throw new RangeError(`singleSchemeSd: expected 1 study or more, got ${effect.studies}`);
  }
  return lnOddsRatio(effect).standardError * Math.sqrt(effect.studies);
}

/** False = the 95 % interval holds "no effect" (an odds ratio of 1): no clear effect. */
export function isClearEffect({ low, high }: Pick<PreventionEffect, "low" | "high">): boolean {
  return low > 1 || high < 1;
}

/** Change in crime of an odds ratio, per cent: 100·(1/OR − 1); negative = less crime. */
function changePercent(oddsRatio: number): number {
  if (!(oddsRatio > 0))
    throw new RangeError(`changePercent: expected an odds ratio above 0, got ${oddsRatio}`);
  return 100 * (1 / oddsRatio - 1);
}

/** Mean change in crime with its 95 % interval; `low` is the greatest fall. */
export function meanChangePercent(effect: PreventionEffect): PercentRange {
  return {
    estimate: changePercent(effect.oddsRatio),
    low: changePercent(effect.high),
    high: changePercent(effect.low),
  };
}

/** 95 % interval for the change in crime of one more scheme; at least as wide as that of the mean. */
export function singleSchemeChangePercent(effect: PreventionEffect): PercentRange {
  const { mean } = lnOddsRatio(effect);
  const half = HALF_95 * singleSchemeSd(effect);
  return {
    estimate: changePercent(effect.oddsRatio),
    low: changePercent(Math.exp(mean + half)),
    high: changePercent(Math.exp(mean - half)),
  };
}
