import type { KeyboardEvent } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextField } from "react-aria-components/TextField";

export type TextInputProps = {
  label: string;
  value: string;
  onChange: (next: string) => void;
  hint?: string;
  /** What is wrong with the text, or null. */
  error?: string | null;
  placeholder?: string;
  type?: "text" | "month" | "number" | "date";
  isDisabled?: boolean;
  /** The text is finished: the field was left, or Enter was pressed in it. Enter then submits no form. */
  onFinished?: () => void;
};

/** A line of text with its label, a hint, and what is wrong with it. */
export function TextInput(props: TextInputProps) {
  const { label, value, onChange, hint, error = null, placeholder = "", type = "text", onFinished } = props;
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      type={type}
      isInvalid={error !== null}
      isDisabled={props.isDisabled ?? false}
      {...(onFinished
        ? {
            onBlur: onFinished,
            onKeyDown: (event: KeyboardEvent) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              onFinished();
            },
          }
        : {})}
    >
      <Label className="field-label">{label}</Label>
      <Input className="input" placeholder={placeholder} />
      {hint ? (
        <Text slot="description" className="note">
          {hint}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
