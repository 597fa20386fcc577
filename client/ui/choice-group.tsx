import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";

export type Choice<T extends string> = {
  id: T;
  label: ReactNode;
  /** A line of explanation under the label, in rows. */
  detail?: string;
  /** Why it cannot be chosen; disables it and is read out. */
  disabledReason?: string | null;
};

export type ChoiceGroupProps<T extends string> = {
  label: string;
  /** `chips` wrap freely; `segments` share one frame; `rows` have a line of explanation each. */
  look: "chips" | "segments" | "rows";
  columns?: number;
  choices: readonly Choice<T>[];
  value: T | null;
  onChange: (next: T) => void;
};

/** One of a few choices, all visible. Arrow keys move, space or enter chooses. */
export function ChoiceGroup<T extends string>(props: ChoiceGroupProps<T>) {
  const { label, look, columns = 3, choices, value, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={look}
      style={look === "segments" ? { gridTemplateColumns: `repeat(${columns}, 1fr)` } : {}}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const next = choices.find((choice) => keys.has(choice.id));
        if (next) onChange(next.id);
      }}
    >
      {choices.map((choice) => (
        <ToggleButton
          key={choice.id}
          id={choice.id}
          className={CHOICE_CLASS[look]}
          isDisabled={Boolean(choice.disabledReason)}
          {...(choice.disabledReason ? { "aria-description": choice.disabledReason } : {})}
        >
          {choice.label}
          {look === "rows" && choice.detail ? <small>{choice.detail}</small> : null}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

const CHOICE_CLASS = { chips: "chip", segments: "segment", rows: "choice-row" } as const;
