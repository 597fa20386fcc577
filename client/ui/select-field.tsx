import { Button } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select, SelectValue } from "react-aria-components/Select";
import { Text } from "react-aria-components/Text";
import { ChevronIcon } from "./icons.tsx";

export type SelectOption<T extends string> = { id: T; label: string; detail?: string; disabled?: boolean };

export type SelectFieldProps<T extends string> = {
  label: string;
  /** Hides the label from sight but not from screen readers. */
  labelHidden?: boolean;
  options: readonly SelectOption<T>[];
  value: T | null;
  onChange: (next: T) => void;
  placeholder?: string;
  isDisabled?: boolean;
  compact?: boolean;
};

/** One of many choices, in a list that opens. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, labelHidden = false, options, value, onChange } = props;
  const { placeholder = "Choose…", compact = false } = props;
  return (
    <Select
      className={compact ? "field field-compact" : "field"}
      selectedKey={value}
      isDisabled={props.isDisabled ?? false}
      placeholder={placeholder}
      onSelectionChange={(key) => {
        const next = options.find((option) => option.id === key);
        if (next) onChange(next.id);
      }}
    >
      <Label className={labelHidden ? "visually-hidden" : "field-label"}>{label}</Label>
      <Button className="pick">
        <SelectValue className="pick-value" />
        <ChevronIcon />
      </Button>
      <Popover className="popover" maxHeight={420}>
        <OptionList options={options} />
      </Popover>
    </Select>
  );
}

function OptionList({ options }: { options: readonly SelectOption<string>[] }) {
  return (
    <ListBox className="list">
      {options.map(({ id, label, detail, disabled = false }) => (
        <ListBoxItem key={id} id={id} textValue={label} className="list-item" isDisabled={disabled}>
          <Text slot="label">{label}</Text>
          {detail ? (
            <Text slot="description" className="list-detail">
              {detail}
            </Text>
          ) : null}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
