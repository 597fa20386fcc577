/** What has changed on the list since the month before? Plain sentences with both numbers, most important first. */
import type { PlaceAlert } from "#contract/places.ts";
import { type Month, monthLabel, periodLabel } from "#domain/time/months.ts";
import { sumOver } from "../analysis/place-footprints.ts";
import type { FoundPlace } from "../analysis/places.ts";
import type { RevisedMonth } from "../db/read-model.ts";
import type { DescribedPlace } from "./describe-places.ts";

/** A place of one list with what was found of it. */
export type ListedPlace = { found: FoundPlace; described: DescribedPlace };

export type AlertFacts = {
  /** Places listed now. */
  now: readonly ListedPlace[];
  /** Places of the period one month earlier. */
  before: readonly FoundPlace[];
  /** Those of them that are on the list no more. */
  gone: readonly ListedPlace[];
  /** Incidents by hexagon in both periods. */
  counts: Int32Array;
  countsBefore: Int32Array;
  period: { from: Month; to: Month };
  /** "offences recorded" */
  unit: string;
};

const whole = (n: number) => Math.round(n).toLocaleString("en-GB");

/** Alerts of two lists: new places, places that stand out more, places that are gone, other changes of class. */
export function placeAlerts(facts: AlertFacts): PlaceAlert[] {
  const fresh: PlaceAlert[] = [];
  const clearer: PlaceAlert[] = [];
  const other: PlaceAlert[] = [];
  for (const place of facts.now) {
    const earlier = sameplace(place.found, facts.before);
    if (!earlier) fresh.push(newPlace(place, facts));
    else {
      const change = significanceChange(place, earlier);
      if (change) (isClearer(place, earlier) ? clearer : other).push(change);
      const history = historyChange(place, earlier);
      if (history) other.push(history);
    }
  }
  return [...fresh, ...clearer, ...facts.gone.map((place) => gonePlace(place, facts)), ...other];
}

/** Places of the month before that share no hexagon with any place listed now. */
export function goneFrom(before: readonly FoundPlace[], now: readonly FoundPlace[]): FoundPlace[] {
  const listed = new Set(now.flatMap((place) => place.cells));
  return before.filter((place) => !place.cells.some((cell) => listed.has(cell)));
}

/** One sentence on all months whose figures were changed by their publisher; null for none. */
export function revisedAlert(revised: readonly RevisedMonth[], unit: string): PlaceAlert | null {
  const months = [...new Set(revised.map(({ month }) => month))];
  if (months.length === 0) return null;
  const before = revised.reduce((sum, month) => sum + month.before, 0);
  const now = revised.reduce((sum, month) => sum + month.now, 0);
  const named = months.slice(0, 4).map(monthLabel).join(", ");
  const more = months.length > 4 ? ` and ${months.length - 4} more months` : "";
  return {
    kind: "revised",
    text: `Figures of ${named}${more} were revised since the newest month came in: ${whole(before)} ${unit} before, ${whole(now)} now, in the whole of the force's area.`,
    placeId: null,
  };
}

function sameplace(place: FoundPlace, before: readonly FoundPlace[]): FoundPlace | null {
  const cells = new Set(place.cells);
  let [most, found]: [number, FoundPlace | null] = [0, null];
  for (const earlier of before) {
    const shared = earlier.cells.filter((cell) => cells.has(cell)).length;
    if (shared > most) [most, found] = [shared, earlier];
  }
  return found;
}

function newPlace({ found, described }: ListedPlace, facts: AlertFacts): PlaceAlert {
  const before = sumOver(found.cells, facts.countsBefore);
  return {
    kind: "new-place",
    text: `New: ${title(described)} with ${whole(found.n)} ${facts.unit} in ${label(facts)}, ${whole(found.excess)} more than the area's mean would give. A month earlier it did not stand out (${whole(before)}).`,
    placeId: described.id,
  };
}

function gonePlace({ found, described }: ListedPlace, facts: AlertFacts): PlaceAlert {
  const now = sumOver(found.cells, facts.counts);
  return {
    kind: "gone-place",
    text: `Stands out no longer: ${title(described)} with ${whole(now)} ${facts.unit} in ${label(facts)}, after ${whole(found.n)} in the period a month earlier.`,
    placeId: null,
  };
}

function significanceChange({ found, described }: ListedPlace, earlier: FoundPlace): PlaceAlert | null {
  const [now, before] = [levelOf(found), levelOf(earlier)];
  if (now === before) return null;
  const verb = now === 99 ? "now stands out beyond the 99 % level" : "fell from the 99 % to the 95 % level";
  return {
    kind: "class-changed",
    text: `${title(described)} ${verb} (q ${probability(found.q)}, was ${probability(earlier.q)}): ${whole(found.n)} after ${whole(earlier.n)} in the period a month earlier.`,
    placeId: described.id,
  };
}

function historyChange({ found, described }: ListedPlace, earlier: FoundPlace): PlaceAlert | null {
  const { trend } = described;
  if (!trend || !found.history || !earlier.history || found.history.class === earlier.history.class)
    return null;
  return {
    kind: "class-changed",
    text: `${title(described)} is now ${historyWord(found.history.class)}, was ${historyWord(earlier.history.class)} a month earlier: ${trend.words}.`,
    placeId: described.id,
  };
}

function isClearer({ found }: ListedPlace, earlier: FoundPlace): boolean {
  return levelOf(found) > levelOf(earlier);
}

function levelOf({ q }: FoundPlace): 99 | 95 {
  return q <= 0.01 ? 99 : 95;
}

function historyWord(history: string): string {
  return history === "none" ? "without a pattern in time" : history;
}

function title({ name, ward }: DescribedPlace): string {
  return ward === "" ? name : `${name} (${ward})`;
}

function label({ period }: AlertFacts): string {
  return periodLabel(period.from, period.to);
}

function probability(q: number): string {
  return q < 0.001 ? "below 0.001" : q.toPrecision(1);
}
