import { monthLabel, monthsBetween } from "#domain/time/months.ts";
import { customPeriod, PERIOD_LABELS, type Period } from "../../../state/period.ts";
import { PERIOD_KINDS, type PeriodChoice } from "../../../state/url-state.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { SelectField } from "../../../ui/select-field.tsx";

export type PeriodPickerProps = {
  value: PeriodChoice;
  chosen: Period;
  data: Period;
  onChange: (next: PeriodChoice) => void;
};

/** Presets, and two months for a period of one's own. */
export function PeriodPicker({ value, chosen, data, onChange }: PeriodPickerProps) {
  const months = monthsBetween(data.from, data.to).map((month) => ({ id: month, label: monthLabel(month) }));
  return (
    <section>
      <h2>When</h2>
      <ChoiceGroup
        label="Period"
        look="chips"
        choices={PERIOD_KINDS.map((id) => ({ id, label: PERIOD_LABELS[id] }))}
        value={value.kind}
        onChange={(kind) => onChange(kind === "custom" ? customPeriod(chosen) : { kind })}
      />
      {value.kind === "custom" ? (
        <div className="row-pair">
          <SelectField
            label="From"
            options={months.filter(({ id }) => id <= chosen.to)}
            value={chosen.from}
            onChange={(from) => onChange(customPeriod({ from, to: chosen.to }))}
          />
          <SelectField
            label="To"
            options={months.filter(({ id }) => id >= chosen.from)}
            value={chosen.to}
            onChange={(to) => onChange(customPeriod({ from: chosen.from, to }))}
          />
        </div>
      ) : null}
      <p className="note">
        Data from {monthLabel(data.from)} to {monthLabel(data.to)}.
      </p>
    </section>
  );
}
