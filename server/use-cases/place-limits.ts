/** What the hotspot list cannot say of these places, with the reason, so that a gap is not taken for a "no". */
import type { Places } from "#contract/places.ts";
import type { DescribedPlace } from "./describe-places.ts";
import type { PlaceCounts } from "./place-periods.ts";
import type { Question } from "./question.ts";

type Limit = Places["meta"]["cannot"][number];

/** True where every incident counted has a time of its own. */
export function hasExactTimes({ slices, snapshot }: Question): boolean {
  return (
    slices.length > 0 &&
    slices.every(({ sourceId }) => snapshot.sources.get(sourceId)?.timePrecision === "exact")
  );
}

/** True where every incident counted has a position of its own. */
export function hasExactPositions({ slices, snapshot }: Question): boolean {
  return (
    slices.length > 0 &&
    slices.every(({ sourceId }) => snapshot.sources.get(sourceId)?.positionPrecision === "exact")
  );
}

/** Limits of the list; codes are stable. */
export function cannotSay(
  question: Question,
  counts: PlaceCounts | null,
  places: readonly DescribedPlace[],
): Limit[] {
  const limits: Limit[] = [];
  const say = (code: string, text: string) => limits.push({ code, text });
  if (question.slices.length > 0 && !hasExactTimes(question)) {
    say(
      "peak-hours",
      "The publisher of some or all of these incidents gives the month only: nothing can be said of hours or days.",
    );
    say(
      "near-repeat",
      "Near repeats need the day and the exact place of each incident; the publisher gives months and snap points.",
    );
  }
  if (!counts) return limits;
  if (!counts.monthBefore) {
    say("month-before", "The months one month earlier are not all known: what is new cannot be told.");
  }
  if (!counts.yearBefore) {
    say("year-before", "The same months a year before are not all known: no comparison with them.");
  }
  if (places.length > 0 && places.every(({ trend }) => trend === null)) {
    say("trend", "Fewer than ten months in a row up to the last one are known: no history can be told.");
  }
  if (places.length > 0 && places.every(({ covered }) => covered === null)) {
    say("covered", "No camera is imported in or near this area: whether a place is covered is not known.");
  }
  return limits;
}
