import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components/Checkbox";

export type CheckFieldProps = {
  isSelected: boolean;
  onChange: (next: boolean) => void;
  isDisabled?: boolean;
  children: ReactNode;
};

/** On or off, with its label beside it. */
export function CheckField({ isSelected, onChange, isDisabled = false, children }: CheckFieldProps) {
  return (
    <Checkbox className="check" isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className="check-box" aria-hidden="true">
        <svg width="12" height="12" viewBox="0 0 12 12" focusable="false" aria-hidden="true">
          <path d="m2.2 6.2 2.6 2.6 5-5.4" />
        </svg>
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
