import { useQuery } from "@tanstack/react-query";
import { monthLabel } from "#domain/time/months.ts";
import { timeseriesQuery, useDatasetVersion } from "../../../api/queries.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { beforeOf } from "../model/view-figures.ts";

/** What a reader of exactly these figures must know: breaks in the series, incidents without a place, the source's limits. */
export function LimitsNotes({ model }: { model: ExploreModel }) {
  const { scope, isDraft } = model;
  const { cube } = model.cube;
  const version = useDatasetVersion();
  const { from = "", to = "" } = scope?.shown ?? {};
  const question = timeseriesQuery(version, scope?.areaCodes[0] ?? "", scope?.category.id ?? "", from, to);
  const { data } = useQuery({ ...question, enabled: question.enabled && !isDraft });
  if (!scope || !cube) return null;
  const before = beforeOf(cube, scope);
  const between = before
    ? scope.category.breaks.filter(({ month }) => month > before.period.from && month <= from)
    : [];
  const caveats = (data?.meta.caveats ?? []).filter(({ code }) => code !== "provisional");
  return (
    <section>
      <h2>Limits</h2>
      <ul className="limits">
        {between.map(({ month, note }) => (
          <li key={month} className="limit-break">
            <b>Break between the compared periods, {monthLabel(month)}.</b> {note}
          </li>
        ))}
        {caveats.map(({ code, text }) => (
          <li key={text} className={code === "series-break" ? "limit-break" : ""}>
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
