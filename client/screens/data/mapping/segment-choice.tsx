import { ChoiceGroup } from "../../../ui/choice-group.tsx";

export type SegmentChoiceProps<T extends string> = {
  label: string;
  choices: readonly { id: T; label: string }[];
  value: T;
  onChange: (next: T) => void;
};

/** A few exclusive choices under a visible label. */
export function SegmentChoice<T extends string>({ label, choices, value, onChange }: SegmentChoiceProps<T>) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <ChoiceGroup
        label={label}
        look="segments"
        columns={choices.length}
        choices={[...choices]}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
