/** What has changed on the list since the month before? Plain sentences with both numbers, most important first. */

import type { PlaceAlert } from "#contract/places.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import { type Month, monthLabel, periodLabel } from "#domain/time/months.ts";
import { sumOver } from "../analysis/place-footprints.ts";
import type { FoundPlace } from "../analysis/places.ts";
import type { RevisedMonth } from "../db/read-model.ts";
import type { DescribedPlace } from "./describe-places.ts";
import type { LiveNearRepeat } from "./place-times.ts";

/** A place of the list with what was found of it. */
export type ListedPlace = {
  found: FoundPlace;
  described: DescribedPlace;
  /** Null = the source cannot say. */
  nearRepeat: LiveNearRepeat | null;
};

/** A place of the month before, as it was called then. */
export type GonePlace = { found: FoundPlace; name: string; ward: string };

export type AlertFacts = {
  /** Places listed now. */
  now: readonly ListedPlace[];
  /** Places of the period one month earlier. */
  before: readonly FoundPlace[];
  /** Those of them that are on the list no more. */
  gone: readonly GonePlace[];
  /** Incidents by hexagon in both periods. */
  counts: Int32Array;
  countsBefore: Int32Array;
  period: { from: Month; to: Month };
  /** "offences recorded" */
  unit: string;
};

/** Classes that say something by themselves; between the others places come and go by chance. */
const TELLING = new Set(["new", "consecutive", "intensifying", "persistent", "diminishing", "historical"]);

const whole = (n: number) => Math.round(n).toLocaleString("en-GB");

/** Alerts of two lists: new places, live near repeats, places that stand out more, places that are gone, other changes of class. */
export function placeAlerts(facts: AlertFacts): PlaceAlert[] {
  const fresh: PlaceAlert[] = [];
  const clearer: PlaceAlert[] = [];
  const other: PlaceAlert[] = [];
  for (const place of facts.now) {
    const earlier = samePlace(place.found, facts.before);
    if (!earlier) fresh.push(newPlace(place, facts));
    else {
      const change = significanceChange(place, earlier, facts);
      if (change) (isClearer(place, earlier) ? clearer : other).push(change);
      const history = historyChange(place);
      if (history) other.push(history);
    }
  }
  return [
    ...fresh,
    ...nearRepeatAlerts(facts.now),
    ...clearer,
    ...facts.gone.map((place) => gonePlace(place, facts)),
    ...other,
  ];
}

/** Places at raised risk; bands last four weeks at most, so that all of them are new since last month. */
export function nearRepeatAlerts(now: readonly ListedPlace[]): PlaceAlert[] {
  return now.flatMap(({ described, nearRepeat }) => {
    if (!nearRepeat || nearRepeat.events === 0) return [];
    const recent =
      nearRepeat.events === 1 ? "1 recent incident" : `${whole(nearRepeat.events)} recent incidents`;
    return [
      {
        kind: "near-repeat" as const,
        text: `Near repeats: ${recent} in or near ${title(described)} ${nearRepeat.events === 1 ? "puts" : "put"} it at raised risk until ${dayLabel(nearRepeat.until)}.`,
        placeId: described.id,
      },
    ];
  });
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
    text: `Figures of ${named}${more} were revised since the newest month came in: ${recorded(before, unit)} before, ${whole(now)} now, in the whole of the force's area.`,
    placeId: null,
  };
}

function samePlace(place: FoundPlace, before: readonly FoundPlace[]): FoundPlace | null {
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
    text: `New: ${title(described)} with ${recorded(found.n, facts.unit)} in ${label(facts)}, ${whole(found.excess)} more than the area's mean would give. A month earlier it did not stand out (${whole(before)}).${caution(described)}`,
    placeId: described.id,
  };
}

function gonePlace({ found, ...place }: GonePlace, facts: AlertFacts): PlaceAlert {
  const now = sumOver(found.cells, facts.counts);
  return {
    kind: "gone-place",
    text: `Stands out no longer: ${title(place)} with ${recorded(now, facts.unit)} in ${label(facts)}, after ${whole(found.n)} in the period a month earlier.`,
    placeId: null,
  };
}

function significanceChange(
  { found, described }: ListedPlace,
  earlier: FoundPlace,
  facts: AlertFacts,
): PlaceAlert | null {
  const [now, before] = [levelOf(found), levelOf(earlier)];
  if (now === before) return null;
  const verb = now === 99 ? "now stands out beyond the 99 % level" : "fell from the 99 % to the 95 % level";
  const nBefore = sumOver(found.cells, facts.countsBefore);
  return {
    kind: "class-changed",
    text: `${title(described)} ${verb} (q ${probability(found.q)}, was ${probability(earlier.q)}): ${recorded(found.n, facts.unit)} in ${label(facts)}, ${whole(nBefore)} in the same hexagons in the period a month earlier.${caution(described)}`,
    placeId: described.id,
  };
}

/** Compared with one step earlier, not one month: a quarter that is cut otherwise would look like a change. */
function historyChange({ found, described }: ListedPlace): PlaceAlert | null {
  const { trend } = described;
  const { history } = found;
  if (!trend || !history || history.class === history.classBefore) return null;
  if (!TELLING.has(history.class) && !TELLING.has(history.classBefore)) return null;
  const step = history.monthsPerStep === 1 ? "a month" : "a quarter";
  return {
    kind: "class-changed",
    text: `${title(described)} is now ${historyWord(history.class)}, ${step} earlier ${historyWord(history.classBefore)}: ${trend.words}.${caution(described)}`,
    placeId: described.id,
  };
}

function isClearer({ found }: ListedPlace, earlier: FoundPlace): boolean {
  return levelOf(found) > levelOf(earlier);
}

function levelOf({ q }: FoundPlace): 99 | 95 {
  return q <= 0.01 ? 99 : 95;
}

function caution({ flags }: DescribedPlace): string {
  return flags.includes("small-number") ? " Small numbers: chance alone moves them as much." : "";
}

function historyWord(history: string): string {
  return history === "none" ? "without a pattern in time" : history;
}

function title({ name, ward }: { name: string; ward: string }): string {
  return ward === "" ? name : `${name} (${ward})`;
}

/** "34 offences recorded", "1 offence recorded"; where several things are counted, "34 incidents". */
function recorded(n: number, unit: string): string {
  if (unit.includes(" / ")) return n === 1 ? "1 incident" : `${whole(n)} incidents`;
  return `${whole(n)} ${n === 1 ? unit.replace(/\b(offence|call|incident|crime)s\b/g, "$1") : unit}`;
}

function label({ period }: AlertFacts): string {
  return periodLabel(period.from, period.to);
}

function probability(q: number): string {
  return q < 0.001 ? "below 0.001" : q.toPrecision(1);
}
