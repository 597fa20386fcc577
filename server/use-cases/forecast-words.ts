/** A forecast in words that promise no more than the studies do. */
import type { ChosenEffect } from "#domain/camera/choose-effect.ts";
import type { FewerRange, PreventionForecast } from "#domain/camera/forecast.ts";
import type { PreventionEffect } from "#domain/camera/prevention-effect.ts";

/** "3.6 to 23.6 fewer", "1.7 more to 15.9 fewer", "2 to 5 more". */
function rangeWords({ low, high }: FewerRange): string {
  if (low >= 0) return `${figure(low)} to ${figure(high)} fewer`;
  if (high <= 0) return `${figure(-high)} to ${figure(-low)} more`;
  return `${figure(-low)} more to ${figure(high)} fewer`;
}

const EMPTY_WORDS =
  "Nothing is forecast: no incident is counted in the catchment. Name the area that the scheme is meant for, or count hexagons as treated of which a smaller share is in view.";

/** What the forecast says, with both intervals; "no clear effect" first where it is so. */
export function forecastWords(
  forecast: PreventionForecast,
  effect: PreventionEffect,
  baselinePerYear: number,
): string {
  if (baselinePerYear === 0) return EMPTY_WORDS;
  const { fewerPerYear, ofMean, ofOneScheme, isClear } = forecast;
  const of = `${effect.label.toLowerCase()}, ${effect.studies} studies`;
  const middle = `${figure(Math.abs(fewerPerYear))} incidents a year ${fewerPerYear < 0 ? "more" : "fewer"} (95 %: ${rangeWords(ofMean)})`;
  const one = `One scheme can lie anywhere from ${rangeWords(ofOneScheme)}.`;
  return isClear
    ? `If the mean effect (${of}) holds here: ${middle}. ${one}`
    : `No clear effect: the studies (${of}) are consistent with none. Their mean would be ${middle}. ${one}`;
}

/** Why this effect was taken. */
export function ruleWords({ rule, effect, alsoApply }: ChosenEffect): string {
  const others = alsoApply.map(({ label }) => label.toLowerCase()).join(", ");
  const beside = others === "" ? "" : ` Not multiplied with: ${others}.`;
  switch (rule) {
    case "asked-for":
      return `${effect.label}: asked for.${beside}`;
    case "town-centre":
      return `${effect.label}: a town centre decides, whatever the kind of crime.${beside}`;
    case "no-clear-effect":
      return `${effect.label}: of the effects that speak for the scheme, this one is not clear, and none is claimed.${beside}`;
    case "most-specific":
      return `${effect.label}: the most specific effect that speaks for the scheme.${beside}`;
    case "nothing-known":
      return "All schemes: neither setting, monitoring nor kind of crime is stated.";
  }
}

function figure(n: number): string {
  return n.toLocaleString("en-GB", { maximumFractionDigits: Math.abs(n) < 100 ? 1 : 0 });
}
