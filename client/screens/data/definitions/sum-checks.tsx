import type { z } from "zod";
import type { Category, categoryListSchema } from "#contract/categories.ts";
import { count } from "../words.ts";

type SumCheck = z.infer<typeof categoryListSchema>["sumChecks"][number];

export type SumChecksProps = { checks: readonly SumCheck[]; categories: readonly Category[] };

/** Parent = children + what the publisher does not tell apart. More children than parent is an error and said so. */
export function SumChecks({ checks, categories }: SumChecksProps) {
  const filled = checks.filter(({ parentN, childrenN }) => parentN > 0 || childrenN > 0);
  if (filled.length === 0) return null;
  const labelOf = (id: string) => categories.find((category) => category.id === id)?.label ?? id;
  const parts = (id: string) =>
    categories
      .filter(({ parent, n }) => parent === id && n > 0)
      .map(({ label }) => label)
      .join(" + ");
  return (
    <section className="ds-block">
      <h3>Do the parts add up?</h3>
      <table className="data-table ds-stack">
        <caption className="visually-hidden">
          Incidents of each category against the sum of the categories below it, all periods
        </caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col" className="num">
              All
            </th>
            <th scope="col" className="num">
              In its parts
            </th>
            <th scope="col" className="num">
              Not told apart
            </th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {filled.map((check) => (
            <tr
              key={check.parent}
              className={check.parentN === check.childrenN + check.unspecified ? "" : "ds-bad"}
            >
              <th scope="row">
                {labelOf(check.parent)}
                <span className="sub">{parts(check.parent) || "no part has incidents"}</span>
              </th>
              <td data-label="All" className="num">
                {count(check.parentN)}
              </td>
              <td data-label="In its parts" className="num">
                {count(check.childrenN)}
              </td>
              <td data-label="Not told apart" className="num">
                {count(check.unspecified)}
              </td>
              <td data-label="In words">{check.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
