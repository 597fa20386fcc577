import { memo } from "react";
import { navigate } from "../../../state/location-store.ts";
import { type Period, periodLength, withLength } from "../../../state/period.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { SPEEDS, type Speed } from "./use-player.ts";

const LENGTHS = [1, 3, 6, 12, 24] as const;

export type TimelineSettingsProps = {
  model: ExploreModel;
  scope: Scope;
  speed: Speed;
  onSpeed: (speed: Speed) => void;
  onCommit: (period: Period) => void;
};

/** How many months the window holds, windowed or cumulative, and the speed. */
export const TimelineSettings = memo(function TimelineSettings(props: TimelineSettingsProps) {
  const { model, scope, speed, onSpeed, onCommit } = props;
  const { state } = model;
  const length = periodLength(scope.chosen);
  const lengths = [...new Set<number>([...LENGTHS, length])].sort((a, b) => a - b);
  const available = periodLength(scope.data);
  const mode = state.cumulative ? "cumulative" : String(length);
  return (
    <div className="when-settings">
      <SelectField
        label="Months in the window"
        labelHidden
        compact
        options={[
          ...lengths
            .filter((months) => months <= available)
            .map((months) => ({
              id: String(months),
              label: months === 1 ? "1 month" : `${months} months`,
            })),
          { id: "cumulative", label: "Cumulative" },
        ]}
        value={mode}
        onChange={(id) => {
          if (id === "cumulative") navigate({ ...state, cumulative: true });
          else if (state.cumulative) navigate({ ...state, cumulative: false });
          else onCommit(withLength(scope.chosen, Number(id), scope.data));
        }}
      />
      <SelectField
        label="Speed"
        labelHidden
        compact
        options={SPEEDS.map((each) => ({ id: String(each), label: `${each} a second` }))}
        value={String(speed)}
        onChange={(id) => onSpeed(SPEEDS.find((each) => String(each) === id) ?? speed)}
      />
    </div>
  );
});
