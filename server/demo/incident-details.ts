/** What a record says besides where: offence text, times, reference, outcome, kind of place, attributes. */
import { normaliseOffence } from "#domain/category/scheme.ts";
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import type { IncidentRecord } from "../ingest/load/incident-record.ts";
import { type CalendarDay, dayIndexOf } from "./calendar.ts";
import type { Component } from "./category-model.ts";
import {
  businessBurglarySpan,
  exactTime,
  homeBurglarySpan,
  type Times,
  vehicleSpan,
} from "./incident-times.ts";
import { seriesInputs } from "./inputs.ts";
import { PARK, type Site } from "./sites.ts";

const DEMO_FORCE = "Demo police (invented)";

/** Offence texts of the vocabulary `demo` (data/category-scheme.json). */
export const DEMO_OFFENCES: Record<string, string> = {
  "burglary.residential": "Burglary - Residential",
  "burglary.business": "Burglary - Business and Community",
  "robbery.personal": "Robbery - Personal",
  "robbery.business": "Robbery - Business",
  "violence.injury": "Violence with Injury",
  "vehicle.theft-from": "Theft from Motor Vehicle",
  "vehicle.theft-of": "Theft of Motor Vehicle",
  asb: "Anti-Social Behaviour Call",
};

/** What happened: enough to write the record. */
export type Event = {
  month: string;
  site: Site;
  lsoa: IncidentRecord["lsoa"];
  day: CalendarDay;
  component: Component;
  /** True if it is one of the incidents that the published totals speak of. */
  counted: boolean;
  located: boolean;
};

export type Details = {
  record(event: Event): IncidentRecord;
  /** True for the few incidents that get an extra, unlocated companion. */
  losesPosition(): boolean;
};

const DETECTED: Record<string, number> = {
  "burglary.residential": 0.12,
  "burglary.business": 0.12,
  "robbery.personal": 0.18,
  "robbery.business": 0.18,
  "violence.injury": 0.3,
  "vehicle.theft-from": 0.08,
  "vehicle.theft-of": 0.07,
};
/** From April 2017 a burglary of a shed or garage of a home counts as residential. */
const REDEFINED = dayIndexOf("2017-04-01");

export function createDetails(category: string, random: SeededRandom): Details {
  const label = DEMO_OFFENCES[category];
  if (!label) throw new RangeError(`createDetails: no offence text for ${category}`);
  const offence = { code: normaliseOffence(label), label };
  const detected = DETECTED[category];
  const asb = createAsbAttributes(random);
  let serial = 0;
  return {
    record({ month, site, lsoa, day, component, counted, located }) {
      const { fromMs, toMs } = timesOf(category, day, component, random);
      serial++;
      const isAsb = category === "asb";
      return {
        force: DEMO_FORCE,
        month,
        offence,
        position: located ? site.position : null,
        locationName: located ? site.placeName : "",
        lsoa: located ? lsoa : null,
        outcome:
          detected === undefined
            ? null
            : random.uniform() < detected
              ? "Suspect charged"
              : "No suspect identified",
        reference: isAsb
          ? null
          : `DEMO/${label.slice(0, 1)}${category.length}/${String(serial).padStart(6, "0")}`,
        occurredFromMs: fromMs,
        occurredToMs: toMs,
        placeClass: placeClassOf(category, site, day, component, random),
        attributes: isAsb ? asb(day.dayIndex, counted) : attributesOf(category, random),
      };
    },
    losesPosition: () => random.uniform() < seriesInputs.unlocatedShare,
  };
}

function timesOf(category: string, day: CalendarDay, component: Component, random: SeededRandom): Times {
  if (category === "burglary.residential") return homeBurglarySpan(day, random);
  if (category === "burglary.business") return businessBurglarySpan(day, random);
  if (category.startsWith("vehicle")) return vehicleSpan(day, component.hours, random);
  return exactTime(day, component.hours, random);
}

function placeClassOf(
  category: string,
  site: Site,
  day: CalendarDay,
  component: Component,
  random: SeededRandom,
): string {
  if (category === "burglary.residential") {
    const outbuilding = day.dayIndex >= REDEFINED && random.uniform() < 0.17;
    return outbuilding ? "shed, garage or outbuilding" : "dwelling";
  }
  if (category === "burglary.business") {
    const outbuilding = day.dayIndex < REDEFINED && random.uniform() < 0.38;
    return outbuilding
      ? "shed, garage or outbuilding"
      : pick(["shop", "office", "restaurant", "school", "builders' site"], random);
  }
  if (site.kind === PARK) return "park";
  if (component.id === "bus-stop" || component.id === "station") return "public transport";
  if (component.id === "forecourt") return "petrol forecourt";
  if (component.id === "licensed-premises") return "licensed premises";
  if (category === "robbery.business") return "shop";
  return category.startsWith("vehicle") && random.uniform() < 0.35 ? "driveway" : "street";
}

/** Facets of a robbery; other crimes have none. */
function attributesOf(category: string, random: SeededRandom): Record<string, string> | null {
  if (category !== "robbery.personal") return null;
  return {
    item: pick(
      [
        "mobile phone",
        "mobile phone",
        "mobile phone",
        "cash or cards",
        "headphones",
        "ear pods",
        "bicycle or e-scooter",
        "jewellery",
      ],
      random,
    ),
    "victim age": pick(
      ["11-17", "11-17", "11-17", "18-24", "18-24", "25-44", "25-44", "45-64", "65 and over"],
      random,
    ),
  };
}

/** Marks calls by repeat callers (exactly as many as published in its windows) and calls about Covid rules. */
function createAsbAttributes(random: SeededRandom) {
  const { share, windows } = seriesInputs.repeatCallers;
  const quotas = windows.map(([from, to, n]) => ({ from: dayIndexOf(from), to: dayIndexOf(to), n }));
  const { strict, strictShare, until, otherShare } = seriesInputs.covid;
  const spells = strict.map(([from, to]) => [dayIndexOf(from), dayIndexOf(to)] as const);
  const first = spells[0]?.[0] ?? 0;
  const last = dayIndexOf(until);
  return (dayIndex: number, counted: boolean): Record<string, string> | null => {
    const attributes: Record<string, string> = {};
    const quota = counted ? quotas.find(({ from, to }) => dayIndex >= from && dayIndex <= to) : undefined;
    if (random.uniform() < (quota ? quotaChance(quota, dayIndex) : share)) {
      attributes["repeat caller"] = "yes";
      if (quota) quota.n--;
    }
    if (dayIndex >= first && dayIndex <= last) {
      const inSpell = spells.some(([from, to]) => dayIndex >= from && dayIndex <= to);
      if (random.uniform() < (inSpell ? strictShare : otherShare)) attributes.covid = "yes";
    }
    return Object.keys(attributes).length ? attributes : null;
  };
}

/** Evens a quota out over the days left, and gives the rest on the last day with certainty. */
function quotaChance(quota: { to: number; n: number }, dayIndex: number): number {
  if (quota.n <= 0) return 0;
  const callsLeft = Math.max(1, (quota.to - dayIndex) * 24);
  return dayIndex === quota.to ? 1 : quota.n / callsLeft;
}

function pick(options: readonly string[], random: SeededRandom): string {
  return options[random.integerBelow(options.length)] ?? "";
}
