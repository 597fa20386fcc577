import type { Category, OffenceType } from "#contract/categories.ts";
import { count } from "../words.ts";
import { OffenceTextChoice } from "./offence-text-choice.tsx";
import { vocabularyWords } from "./vocabulary-words.ts";

export type OffenceTextTableProps = { texts: readonly OffenceType[]; categories: readonly Category[] };

/** Texts with their incidents in all periods, and the category that each counts in. */
export function OffenceTextTable({ texts, categories }: OffenceTextTableProps) {
  return (
    <table className="data-table ds-stack ds-texts">
      <caption className="visually-hidden">
        Category texts of the publishers, those without a category first, then by incidents
      </caption>
      <thead>
        <tr>
          <th scope="col">Text as published</th>
          <th scope="col" className="num">
            Incidents, all periods
          </th>
          <th scope="col">Counts as</th>
        </tr>
      </thead>
      <tbody>
        {texts.map((text) => (
          <tr key={text.id} className={text.category === null ? "ds-unmapped" : ""}>
            <th scope="row">
              {text.label}
              <span className="sub">
                {vocabularyWords(text.vocabulary)} ·{" "}
                {text.category === null
                  ? "no category yet"
                  : `chosen by ${text.mappedBy === "person" ? "a person" : "the scheme"}`}
              </span>
            </th>
            <td data-label="Incidents" className="num">
              {count(text.n)}
            </td>
            <td>
              <OffenceTextChoice text={text} categories={categories} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
