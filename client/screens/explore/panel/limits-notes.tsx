import { monthLabel } from "#domain/time/months.ts";
import { formatCount } from "../../../state/format.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { beforeOf } from "../model/view-figures.ts";

/** What a reader of these figures must know: breaks in the series, incidents without a place, the source's limits. */
export function LimitsNotes({ model }: { model: ExploreModel }) {
  const { scope } = model;
  const { cube } = model.cube;
  if (!scope || !cube) return null;
  const before = beforeOf(cube, scope);
  const from = before && before.period.from < scope.shown.from ? before.period.from : scope.shown.from;
  const breaks = scope.category.breaks.filter(({ month }) => month > from && month <= scope.shown.to);
  const unlocated = cube.metas.reduce((most, meta) => Math.max(most, meta.unlocated), 0);
  const caveats = uniqueTexts(cube.metas.flatMap((meta) => meta.caveats));
  return (
    <section>
      <h2>Limits</h2>
      <ul className="limits">
        {breaks.map(({ month, note }) => (
          <li key={month} className="limit-break">
            <b>Break at {monthLabel(month)}.</b> {note}
          </li>
        ))}
        {unlocated > 0 ? (
          <li>
            {formatCount(unlocated)} incidents of the same forces and category, {monthLabel(scope.data.from)} to{" "}
            {monthLabel(scope.data.to)}, have no position and are in no hexagon.
          </li>
        ) : null}
        {caveats.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}

function uniqueTexts(caveats: readonly { text: string }[]): string[] {
  return [...new Set(caveats.map((caveat) => caveat.text))];
}
