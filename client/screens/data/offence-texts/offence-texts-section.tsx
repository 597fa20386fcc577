import { useState } from "react";
import type { Category, OffenceType } from "#contract/categories.ts";
import { useCategories } from "../../../api/queries.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { ErrorNotice, Notice, Skeleton } from "../../../ui/notice.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { count, counted } from "../words.ts";
import { OffenceTextTable } from "./offence-text-table.tsx";
import {
  filterOffenceTexts,
  type OffenceTextFilter,
  orderOffenceTexts,
  unmappedTotals,
} from "./order-offence-texts.ts";

/** The publishers' own category texts, those without a category first, and the choice of one for each. */
export function OffenceTextsSection() {
  const categories = useCategories();
  const { data } = categories;
  return (
    <section className="ds-section">
      <h2 className="ds-h">Publishers’ texts</h2>
      <p className="note ds-measure">
        Every category text is kept as its publisher wrote it. Choosing a category here changes counts in
        every period from now on; nothing is deleted, and choosing again changes it back.
      </p>
      {categories.isError ? (
        <ErrorNotice error={categories.error} onRetry={() => void categories.refetch()} />
      ) : !data ? (
        <Skeleton lines={8} label="Loading texts" />
      ) : data.offenceTypes.length === 0 ? (
        <Notice title="No texts yet">
          <p>They appear with the first import of incidents.</p>
        </Notice>
      ) : (
        <OffenceTexts key={data.offenceTypes.length} texts={data.offenceTypes} categories={data.data} />
      )}
    </section>
  );
}

const ALL: OffenceTextFilter = "all";

type OffenceTextsProps = { texts: readonly OffenceType[]; categories: readonly Category[] };

/** The list keeps its rows and their order while categories are chosen, so that focus and place are not lost. */
function OffenceTexts({ texts, categories }: OffenceTextsProps) {
  const select = (filter: OffenceTextFilter, words: string) =>
    filterOffenceTexts(orderOffenceTexts(texts), filter, words).map(({ id }) => id);
  const [{ filter, words, ids }, setList] = useState(() => ({
    filter: ALL,
    words: "",
    ids: select("all", ""),
  }));
  const show = (next: { filter?: OffenceTextFilter; words?: string }) => {
    const wanted = { filter, words, ...next };
    setList({ ...wanted, ids: select(wanted.filter, wanted.words) });
  };
  const unmapped = unmappedTotals(texts);
  const shown = ids.flatMap((id) => texts.find((text) => text.id === id) ?? []);
  return (
    <>
      <p>
        {unmapped.texts === 0
          ? `All ${count(texts.length)} texts have a category.`
          : `${counted(unmapped.texts, "text has", "texts have")} no category: ${counted(unmapped.n, "incident is", "incidents are")} counted only in the totals of their source.`}
      </p>
      <div className="ds-filter">
        <TextInput label="Find a text" value={words} onChange={(next) => show({ words: next })} />
        <ChoiceGroup
          label="Show"
          look="chips"
          choices={[
            { id: "all", label: `All ${count(texts.length)}` },
            { id: "unmapped", label: `Without a category ${count(unmapped.texts)}` },
            { id: "mapped", label: `With one ${count(texts.length - unmapped.texts)}` },
          ]}
          value={filter}
          onChange={(next) => show({ filter: next })}
        />
      </div>
      {shown.length === 0 ? (
        <p className="note">
          {filter === "unmapped" && words === ""
            ? "Every text has a category."
            : "No text fits. Shorten what you typed."}
        </p>
      ) : (
        <OffenceTextTable texts={shown} categories={categories} />
      )}
    </>
  );
}
