import type { Question } from "./question.ts";

/** What a sentence calls the incidents asked about: "burglary offences", "anti-social behaviour calls", "incidents". */
export function incidentWords({ categories }: Pick<Question, "categories">): string {
  const [first, second] = categories;
  if (!first || second) {
    const units = new Set(categories.map(({ unit }) => unit));
    return units.size === 1 ? nounOf([...units][0] ?? "") : "incidents";
  }
  return `${first.label.toLowerCase()} ${nounOf(first.unit)}`;
}

/** "offences recorded" → "offences". */
function nounOf(unit: string): string {
  return unit.split(" ")[0] || "incidents";
}
