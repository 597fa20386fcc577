import { useState } from "react";
import type { Category } from "#contract/categories.ts";
import { useCategories } from "../../../api/queries.ts";
import { formatCount } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { Skeleton } from "../../../ui/notice.tsx";

/** How many categories are shown before “More…”. */
const FIRST_SHOWN = 7;

/** One category of those that have incidents; parents first, then their parts. */
export function CategoryPicker({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (id: string) => void;
}) {
  const { data } = useCategories();
  const [open, setOpen] = useState(false);
  if (!data) return <Skeleton lines={2} label="Loading categories" />;
  const known = data.data.filter((category) => category.n > 0);
  const shown = open ? known : withChosen(known, value);
  const unmapped = data.offenceTypes.filter((type) => type.category === null);
  const unmappedN = unmapped.reduce((sum, type) => sum + type.n, 0);
  return (
    <section>
      <h2>What</h2>
      <ChoiceGroup
        label="Category"
        look="chips"
        choices={shown.map((category) => ({ id: category.id, label: chipLabel(category) }))}
        value={value}
        onChange={onChange}
      />
      {known.length > FIRST_SHOWN ? (
        <Button variant="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
          {open ? "Fewer" : `More… (${known.length - shown.length})`}
        </Button>
      ) : null}
      {unmappedN > 0 ? (
        <p className="note">
          {formatCount(unmappedN)} incidents carry{" "}
          {unmapped.length === 1 ? "a text" : `${unmapped.length} texts`} that no category knows yet. They are
          kept; map them on the Data screen.
        </p>
      ) : null}
    </section>
  );
}

function withChosen(known: readonly Category[], value: string | null): Category[] {
  const first = known.slice(0, FIRST_SHOWN);
  const chosen = known.find((category) => category.id === value);
  return chosen && !first.includes(chosen) ? [...first, chosen] : first;
}

/** The part's own name after its parent's chip: `– residential`. */
function chipLabel({ label, parent }: Category): string {
  const [head, tail] = label.split(" – ");
  return parent !== null && head !== undefined && tail !== undefined
    ? `${head} – ${tail.split(" and ")[0]}`
    : label;
}
