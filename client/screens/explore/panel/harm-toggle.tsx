import { canBeWeighed } from "../../../state/surface.ts";
import type { ExploreState } from "../../../state/url-state.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { ExploreModel } from "../model/use-explore.ts";

export type HarmToggleProps = { model: ExploreModel; onChange: (part: Partial<ExploreState>) => void };

/** Numbers or harm, in one press: list, map and answer follow together. */
export function HarmToggle({ model, onChange }: HarmToggleProps) {
  const { state, harm } = model;
  const reason = reasonAgainst(model);
  return (
    <div className="harm-toggle">
      <ChoiceGroup<"numbers" | "harm">
        label="Each incident counts"
        look="segments"
        columns={2}
        choices={[
          { id: "numbers", label: "By number" },
          { id: "harm", label: "By harm", disabledReason: reason },
        ]}
        value={harm.used ? "harm" : "numbers"}
        onChange={(id) => onChange({ harm: id === "harm" ? "default" : null })}
      />
      {reason ? <p className="note">{reason}</p> : null}
      {harm.used ? (
        <>
          <div className="row-field">
            <SelectField
              label="Weights"
              options={harm.tables.map(({ id, title, edition, unit }) => ({
                id,
                label: title,
                detail: `${edition}; ${unit}`,
              }))}
              value={harm.used.table.id}
              onChange={(id) => onChange({ harm: id })}
            />
          </div>
          {harm.used.verified ? null : (
            <p className="note note-warn">
              <b>Not verified.</b> Nobody has checked these weights of {harm.used.table.publisher} against
              their source; printed reports leave them out.
            </p>
          )}
        </>
      ) : state.harm !== null && !canBeWeighed(state.show) ? (
        <p className="note">This map is about numbers of incidents, so it is not weighed by harm.</p>
      ) : null}
    </div>
  );
}

/** Why incidents cannot be weighed here; null if they can. */
function reasonAgainst({ harm, state }: ExploreModel): string | null {
  if (!canBeWeighed(state.show)) return state.harm === null ? "This map is about numbers, not harm." : null;
  return harm.tables.length === 0 ? "No table of harm weights is here." : null;
}
