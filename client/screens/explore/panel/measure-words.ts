/** What each measure is called, its unit, and how it is reached: said once, shown everywhere. */
import { formatCount, formatRate } from "../../../state/format.ts";
import type { Measure } from "../../../state/surface.ts";

export type MeasureWords = {
  choice: string;
  legend: string;
  unit: string;
  column: string;
  method: string;
  limits: string;
};

const WORDS: Record<Measure, MeasureWords> = {
  count: {
    choice: "Count",
    legend: "Offences per hexagon",
    unit: "offences recorded",
    column: "Offences",
    method: "Incidents whose published position lies in the hexagon and inside the boundary.",
    limits:
      "A busy place has more of everything. A count says where the work is, not where the risk is high.",
  },
  "per-km2": {
    choice: "Rate per km²",
    legend: "Offences per km²",
    unit: "offences per km²",
    column: "Per km²",
    method: "Count divided by the hexagon's true area on the ground.",
    limits: "At the boundary the whole hexagon's area is taken although only the part inside is counted.",
  },
  "per-1000-residents": {
    choice: "Per 1,000 residents",
    legend: "Offences per 1,000 residents",
    unit: "offences per 1,000 residents",
    column: "Per 1,000",
    method: "Count divided by residents, spread evenly over the smallest areas that publish them.",
    limits:
      "Town centres have few residents and many visitors, so their rates are high. No rate under 20 residents.",
  },
  "per-1000-households": {
    choice: "Per 1,000 homes",
    legend: "Offences per 1,000 households",
    unit: "offences per 1,000 households",
    column: "Per 1,000",
    method: "Count divided by households, spread evenly over the smallest areas that publish them.",
    limits:
      "Fits residential burglary; for offences in the street it says little. No rate under 20 households.",
  },
};

/** What a unit counts: `calls recorded` → call, calls. */
export function countedNoun(unit: string): { one: string; many: string } {
  const many = unit.split(" ")[0] || "incidents";
  return { one: many.replace(/s$/, ""), many };
}

/** Words of a measure for what the category counts: offences, or calls in the case of ASB. */
export function measureWords(measure: Measure, unit: string): MeasureWords {
  const words = WORDS[measure];
  const { many } = countedNoun(unit);
  const capital = `${many.charAt(0).toUpperCase()}${many.slice(1)}`;
  const say = (text: string) => text.replace("offences", many).replace("Offences", capital);
  return { ...words, legend: say(words.legend), unit: say(words.unit), column: say(words.column) };
}

/** A value of the measure as text: whole for counts, two or three figures for rates, `–` where none can be given. */
export function formatMeasure(measure: Measure, value: number): string {
  if (Number.isNaN(value)) return "–";
  return measure === "count" ? formatCount(value) : formatRate(value);
}
