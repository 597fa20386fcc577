import type { Category } from "#contract/categories.ts";
import type { SeriesBreak } from "#domain/category/scheme.ts";
import { monthLabel, periodLabel } from "#domain/time/months.ts";
import { SideDialog } from "../../ui/side-dialog.tsx";
import { breaksShown } from "./model/series-breaks.ts";
import type { ExploreModel } from "./model/use-explore.ts";

export type MethodPanelProps = { model: ExploreModel; isOpen: boolean; onClose: () => void };

/** How the numbers on screen are reached: definition, method, sources, as-of, limits. */
export function MethodPanel({ model, isOpen, onClose }: MethodPanelProps) {
  const { scope, state } = model;
  const { cube } = model.cube;
  if (!scope || !cube) return null;
  const { words } = model;
  const meta = cube.metas[0];
  return (
    <SideDialog title="How this is counted" isOpen={isOpen} onClose={onClose}>
      <Definition category={scope.category} breaks={breaksShown(scope, cube)} />
      <section>
        <h2>Shown: {words.legend}</h2>
        <p>{words.method}</p>
        <p className="note">{words.limits}</p>
        {words.reference ? <p className="small-print">{words.reference}</p> : null}
        {cube.denominatorFrom ? <p className="note">People: {cube.denominatorFrom}.</p> : null}
      </section>
      <section>
        <h2>Where and when</h2>
        <p>
          {model.areaName}, {periodLabel(scope.shown.from, scope.shown.to)}. {meta?.method}
        </p>
        <p className="note">
          Hexagons of H3 resolution {state.resolution}, made from each incident's own coordinate. Classes are
          set once from every window of the data, so a colour means the same at every position of the
          timeline, at every zoom and on both maps of a comparison. Differences are always later − earlier.
        </p>
      </section>
      <SourcesAndLimits model={model} />
    </SideDialog>
  );
}

function Definition({ category, breaks }: { category: Category; breaks: readonly SeriesBreak[] }) {
  return (
    <section>
      <h2>What: {category.label}</h2>
      <p>{category.definition}</p>
      <p className="small-print">
        Definition {category.definitionId}; source: {category.source}
        {category.validFrom ? `; valid from ${category.validFrom}` : ""}. Unit: {category.unit}.
      </p>
      {breaks.map(({ month, note }) => (
        <p key={month} className="note">
          <b>Break at {monthLabel(month)}.</b> {note}
        </p>
      ))}
    </section>
  );
}

function SourcesAndLimits({ model }: { model: ExploreModel }) {
  const metas = model.cube.cube?.metas ?? [];
  const sources = new Map(
    metas.flatMap((meta) => meta.sources.map((source) => [source.slug, source] as const)),
  );
  const caveats = new Set(metas.flatMap((meta) => meta.caveats.map((caveat) => caveat.text)));
  return (
    <section>
      <h2>Sources and limits</h2>
      <ul className="limits">
        {[...sources.values()].map((source) => (
          <li key={source.slug}>
            {source.title}, {source.publisher} ({source.licence})
            {source.invented ? ". Invented for demonstration." : ""}
          </li>
        ))}
        {[...caveats].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p className="small-print">
        As of {metas[0]?.asOf ?? "unknown"}; dataset version {metas[0]?.datasetVersion ?? "unknown"}.
      </p>
    </section>
  );
}
