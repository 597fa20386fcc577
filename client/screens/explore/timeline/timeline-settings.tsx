import { periodLabel } from "#domain/time/months.ts";
import { navigate } from "../../../state/location-store.ts";
import { type Period, periodLength, withLength } from "../../../state/period.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { type Player, SPEEDS } from "./use-player.ts";

const LENGTHS = [1, 3, 6, 12, 24] as const;

export type TimelineSettingsProps = {
  model: ExploreModel;
  scope: Scope;
  player: Player;
  onCommit: (period: Period) => void;
};

/** The period in words, how many months the window holds, windowed or cumulative, and the speed. */
export function TimelineSettings({ model, scope, player, onCommit }: TimelineSettingsProps) {
  const { state } = model;
  const length = periodLength(scope.chosen);
  const lengths = [...new Set<number>([...LENGTHS, length])].sort((a, b) => a - b);
  const available = periodLength(scope.data);
  const mode = state.cumulative ? "cumulative" : String(length);
  return (
    <div className="when">
      <b>{periodLabel(scope.shown.from, scope.shown.to)}</b>
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
          options={SPEEDS.map((speed) => ({ id: String(speed), label: `${speed} a second` }))}
          value={String(player.speed)}
          onChange={(id) => player.setSpeed(SPEEDS.find((speed) => String(speed) === id) ?? player.speed)}
        />
      </div>
    </div>
  );
}
