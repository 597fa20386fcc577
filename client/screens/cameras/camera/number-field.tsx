import { useEffect, useState } from "react";
import { TextInput } from "../../../ui/text-input.tsx";

export type NumberFieldProps = {
  label: string;
  unit: string;
  value: number | null;
  min: number;
  max: number;
  /** Empty is allowed and means not known. */
  isOptional?: boolean;
  onChange: (next: number | null) => void;
};

/** A number with its unit, taken over when the field is left or Enter is pressed; what is wrong is said beside it. */
export function NumberField({
  label,
  unit,
  value,
  min,
  max,
  isOptional = false,
  onChange,
}: NumberFieldProps) {
  const [text, setText] = useState(textOf(value));
  useEffect(() => setText(textOf(value)), [value]);
  const number = text.trim() === "" ? null : Number(text.replace(",", ".").replace("−", "-"));
  const isGood = number === null ? isOptional : Number.isFinite(number) && number >= min && number <= max;
  const take = () => {
    if (isGood && number !== value) onChange(number);
  };
  return (
    <TextInput
      label={`${label}, ${unit}`}
      value={text}
      onChange={setText}
      onFinished={take}
      error={isGood ? null : `From ${min} to ${max}${isOptional ? ", or empty" : ""}.`}
    />
  );
}

function textOf(value: number | null): string {
  return value === null ? "" : String(Number(value.toFixed(6)));
}
