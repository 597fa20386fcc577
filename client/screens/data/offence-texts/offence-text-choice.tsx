import type { Category, OffenceType } from "#contract/categories.ts";
import { useMapOffenceText } from "../../../api/offence-texts.ts";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { categoryOptions } from "../definitions/category-tree.ts";
import { counted } from "../words.ts";

const NONE = "(none)";

/** Chooses the category that a publisher's text counts in, and says what the choice did. */
export function OffenceTextChoice({
  text,
  categories,
}: {
  text: OffenceType;
  categories: readonly Category[];
}) {
  const map = useMapOffenceText();
  const chosen = map.isPending ? map.variables.category : text.category;
  const options = [
    { id: NONE, label: "No category", detail: "kept, counted only in the totals of its source" },
    ...categoryOptions(categories).map(({ id, label, depth }) => ({
      id,
      label,
      ...(depth > 0 ? { detail: id } : {}),
    })),
  ];
  const choose = (id: string) => {
    const category = id === NONE ? null : id;
    const label = options.find((option) => option.id === id)?.label ?? id;
    map.mutateAsync({ id: text.id, category }).then(
      () =>
        announce(
          `${text.label} now counts as ${label}: ${counted(text.n, "incident", "incidents")}, every period.`,
        ),
      () => undefined,
    );
  };
  return (
    <>
      <SelectField
        label={`Category for ${text.label}`}
        labelHidden
        options={options}
        value={chosen ?? NONE}
        onChange={choose}
      />
      {map.isError ? <ErrorNotice error={map.error} /> : null}
    </>
  );
}
