import { addMonths, periodLabel } from "#domain/time/months.ts";
import { Skeleton } from "../../../ui/notice.tsx";
import { answerSentence } from "../model/sentence.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { beforeOf, gapsIn, totalIn } from "../model/view-figures.ts";

/** The first thing on the screen: the answer, its comparison and its period. */
export function Lead({ model }: { model: ExploreModel }) {
  const { scope, areaName } = model;
  const { cube } = model.cube;
  if (model.error && !cube) return null;
  if (!scope || !cube || areaName === "") return <Skeleton lines={3} label="Counting" />;
  const n = totalIn(cube, scope.shown);
  if (n === null) {
    return (
      <p className="lead">
        <b>
          {scope.category.label} in {areaName}:
        </b>{" "}
        nothing is known of {periodLabel(scope.shown.from, scope.shown.to)}; no source covers it.
      </p>
    );
  }
  const facts = {
    category: scope.category.label,
    unit: scope.category.unit,
    area: areaName,
    period: scope.shown,
    n,
    before: beforeOf(cube, scope),
  };
  const { strong, rest, note } = answerSentence(facts);
  const gaps = gapsIn(cube, scope.shown).length;
  return (
    <section aria-label="Answer">
      <h1 className="lead">
        <b>{strong}</b> {rest}
      </h1>
      <p className="note lead-note">
        {note}{" "}
        {scope.shown.to > addMonths(scope.data.to, -3)
          ? provisional(cube.metas.flatMap((meta) => meta.caveats))
          : ""}
        {gaps > 0 ? ` ${gaps} of these months have no data.` : ""}
      </p>
    </section>
  );
}

function provisional(caveats: readonly { code: string; text: string }[]): string {
  return caveats.find((caveat) => caveat.code.includes("provisional"))?.text ?? "";
}
