import { useCategories, useSources } from "../../api/queries.ts";
import { Skeleton } from "../../ui/notice.tsx";
import { leadSentence } from "./lead-sentence.ts";

/** How much is known, over which months, and what of it cannot be seen on a map or in a category. */
export function DataLead() {
  const sources = useSources();
  const categories = useCategories();
  if (sources.isError || categories.isError) return <h1 className="ds-lead">Data</h1>;
  if (!sources.data || !categories.data) return <Skeleton lines={3} label="Loading the data's summary" />;
  const { head, lead, notes } = leadSentence(sources.data, categories.data.offenceTypes);
  return (
    <header className="ds-summary">
      <h1 className="ds-lead">
        <b>{head}</b> {lead}
      </h1>
      {notes.map((text) => (
        <p key={text} className="note">
          {text}
        </p>
      ))}
    </header>
  );
}
