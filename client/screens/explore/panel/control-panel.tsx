import { memo, type ReactNode } from "react";
import { navigate } from "../../../state/location-store.ts";
import type { ExploreState } from "../../../state/url-state.ts";
import { Notice } from "../../../ui/notice.tsx";
import type { ExploreModel } from "../model/use-explore.ts";
import { useSettled } from "../model/use-settled.ts";
import { CategoryPicker } from "./category-picker.tsx";
import { Lead } from "./lead.tsx";
import { LimitsNotes } from "./limits-notes.tsx";
import { MeasurePicker } from "./measure-picker.tsx";
import { PeriodPicker } from "./period-picker.tsx";
import { WherePicker } from "./where-picker.tsx";

export type ControlPanelProps = { model: ExploreModel; problems: readonly string[]; tabs: ReactNode };

/** Left panel: the answer first, then what, when, how and where. */
export function ControlPanel({ model, problems, tabs }: ControlPanelProps) {
  const settled = useSettled(model);
  return (
    <aside className="left" aria-label="Answer and choices">
      <Lead model={model} />
      {[...problems, ...(model.scope?.problems ?? []), ...model.harm.problems].map((problem) => (
        <Notice key={problem} tone="warn" title={problem} />
      ))}
      {tabs}
      <div className="choices">{model.scope ? <Choices model={settled} /> : null}</div>
    </aside>
  );
}

const Choices = memo(function Choices({ model }: { model: ExploreModel }) {
  const { scope, areas } = model;
  if (!scope) return null;
  const state = model.state;
  const change = (part: Partial<ExploreState>) => navigate({ ...state, ...part });
  return (
    <>
      <CategoryPicker value={scope.category.id} onChange={(category) => change({ category, cell: null })} />
      <PeriodPicker
        value={state.period}
        chosen={scope.chosen}
        data={scope.data}
        onChange={(period) => change({ period })}
      />
      <MeasurePicker model={model} onChange={change} />
      <WherePicker
        codes={scope.areaCodes}
        names={areas.map((area) => area.name)}
        bufferM={state.bufferM}
        onAreas={(codes) => change({ areas: codes, viewport: null, cell: null })}
        onBuffer={(bufferM) => change({ bufferM })}
      />
      <LimitsNotes model={model} />
    </>
  );
});
