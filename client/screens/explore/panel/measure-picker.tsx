import { Fragment } from "react";
import type { AreaDetail } from "#contract/areas.ts";
import { MEASURES, type Surface } from "../../../state/surface.ts";
import type { ExploreState } from "../../../state/url-state.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import type { ExploreModel } from "../model/use-explore.ts";
import { SURFACE_GROUPS, surfaceWords } from "../surfaces/surface-words.ts";
import { HarmToggle } from "./harm-toggle.tsx";
import { SizePicker } from "./size-picker.tsx";
import { SurfaceSettings } from "./surface-settings.tsx";

export type MeasurePickerProps = {
  model: ExploreModel;
  onChange: (part: Partial<ExploreState>) => void;
};

/** What the map shows, in three questions; the settings of the one chosen; and the size of the hexagons. */
export function MeasurePicker({ model, onChange }: MeasurePickerProps) {
  const { state, areas, scope } = model;
  const denominatorFrom = model.cube.cube?.denominatorFrom ?? null;
  const unit = scope?.category.unit ?? "";
  return (
    <section className="show">
      <h2>Show</h2>
      <HarmToggle model={model} onChange={onChange} />
      {SURFACE_GROUPS.map(({ title, look, surfaces }) => (
        <Fragment key={title}>
          <h3>{title}</h3>
          <ChoiceGroup<Surface>
            label={title}
            look={look}
            columns={2}
            choices={surfaces.map((id) => {
              const { choice, line } = surfaceWords(id, unit);
              return { id, label: choice, detail: line, disabledReason: reasonAgainst(id, areas) };
            })}
            value={surfaces.find((id) => id === state.show) ?? null}
            onChange={(show) => onChange({ show })}
          />
          {surfaces.includes(state.show) ? (
            <>
              {look === "segments" ? <p className="note">{surfaceWords(state.show, unit).line}</p> : null}
              <SurfaceSettings model={model} onChange={onChange} />
            </>
          ) : null}
          {surfaces.includes("count") ? <NoPeopleNote areas={areas} /> : null}
        </Fragment>
      ))}
      {denominatorFrom ? (
        <p className="note">Divided by figures of {denominatorFrom}, spread evenly over each.</p>
      ) : null}
      <SizePicker model={model} onResolution={(resolution) => onChange({ resolution, cell: null })} />
    </section>
  );
}

function NoPeopleNote({ areas }: { areas: readonly AreaDetail[] }) {
  const missing = MEASURES.map((id) => reasonAgainst(id, areas)).find((reason) => reason !== null);
  return missing ? <p className="note">{missing}</p> : null;
}

/** Why a rate cannot be given here; null if it can. */
function reasonAgainst(show: Surface, areas: readonly AreaDetail[]): string | null {
  const people =
    show === "per-1000-residents" ? "residents" : show === "per-1000-households" ? "households" : null;
  if (people === null || areas.length === 0) return null;
  const has = areas.every((area) => area.hexagonRates[people]);
  return has ? null : `No figures of ${people} are imported here, so no rate per 1,000 of them.`;
}
