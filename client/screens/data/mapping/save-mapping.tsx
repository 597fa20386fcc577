import type { ColumnMapping } from "#contract/imports.ts";
import { useSavedMappings, useSaveMapping } from "../../../api/imports.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { TextInput } from "../../../ui/text-input.tsx";

export type SaveMappingProps = {
  mapping: ColumnMapping;
  /** False while something required is missing; an unfinished mapping is not worth keeping. */
  complete: boolean;
  onChange: (mapping: ColumnMapping) => void;
};

/** Keeps a mapping under a name, for the next extract of the same form. */
export function SaveMapping({ mapping, complete, onChange }: SaveMappingProps) {
  const saved = useSavedMappings();
  const save = useSaveMapping();
  const name = mapping.name.trim();
  const taken = saved.data?.some((each) => each.mapping.name === name) ?? false;
  return (
    <div className="ds-save">
      <TextInput
        label="Save this mapping as"
        hint={
          taken
            ? "A mapping of this name exists and will be replaced."
            : "For the next extract of the same form."
        }
        value={mapping.name}
        onChange={(next) => onChange({ ...mapping, name: next.slice(0, 80) })}
      />
      <Button
        isDisabled={!complete || name === "" || save.isPending}
        onPress={() => save.mutate({ ...mapping, name })}
      >
        {taken ? "Replace mapping" : "Save mapping"}
      </Button>
      {save.isSuccess ? (
        <p className="note" role="status">
          Saved.
        </p>
      ) : null}
      {save.isError ? <ErrorNotice error={save.error} /> : null}
    </div>
  );
}
