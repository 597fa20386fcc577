import { addMonths, monthsBetween, periodLabel } from "#domain/time/months.ts";
import { navigate } from "../../../state/location-store.ts";
import { periodLength } from "../../../state/period.ts";
import { Button } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";

/** Chooses the earlier period: a year before, or any other of the same length. */
export function CompareControls({ model, scope }: { model: ExploreModel; scope: Scope }) {
  const { state } = model;
  if (state.compare === null) return null;
  const months = periodLength(scope.chosen);
  const last = addMonths(scope.chosen.from, -1);
  const starts = monthsBetween(scope.data.from, last).reverse();
  return (
    <div className="compare-controls">
      <SelectField
        label="Earlier period"
        options={[
          { id: "year-before", label: "The same months a year before" },
          ...starts.map((from) => ({ id: from, label: periodLabel(from, addMonths(from, months - 1)) })),
        ]}
        value={state.compare.kind === "custom" ? state.compare.from : "year-before"}
        onChange={(id) =>
          navigate({
            ...state,
            compare: id === "year-before" ? { kind: "year-before" } : { kind: "custom", from: id },
          })
        }
      />
      <Button onPress={() => navigate({ ...state, compare: null })} aria-label="Stop comparing">
        Stop
      </Button>
    </div>
  );
}
