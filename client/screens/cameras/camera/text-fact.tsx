import { useEffect, useState } from "react";
import { TextInput } from "../../../ui/text-input.tsx";

export type TextFactProps = {
  label: string;
  value: string;
  type?: "text" | "date";
  /** What is wrong with a text, or null. */
  check?: (text: string) => string | null;
  onChange: (next: string) => void;
};

/** A text that is taken over when the field is left or Enter is pressed, so that it is one step to undo. */
export function TextFact({ label, value, type = "text", check = () => null, onChange }: TextFactProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const error = check(text.trim());
  const take = () => {
    if (error === null && text.trim() !== value) onChange(text.trim());
  };
  return (
    <TextInput label={label} type={type} value={text} onChange={setText} onFinished={take} error={error} />
  );
}
