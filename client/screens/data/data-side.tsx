import { useCategories } from "../../api/queries.ts";
import { DataLead } from "./data-lead.tsx";
import { DATA_SECTIONS, type DataSection, dataState, SECTION_TITLES } from "./data-sections.ts";
import { AddFiles } from "./imports/add-files.tsx";
import { UploadList } from "./imports/upload-list.tsx";
import { unmappedTotals } from "./offence-texts/order-offence-texts.ts";
import { ScreenLink } from "./screen-link.tsx";
import { count } from "./words.ts";

/** Left column: the answer in a sentence, the sections, and the way in for files. */
export function DataSide({ section }: { section: DataSection }) {
  const { data } = useCategories();
  const unmapped = data ? unmappedTotals(data.offenceTypes).texts : 0;
  return (
    <aside className="ds-side" aria-label="Data">
      <DataLead />
      <nav aria-label="Data sections" className="ds-nav">
        {DATA_SECTIONS.map((each) => (
          <ScreenLink key={each} to={dataState(each)} className="ds-nav-link" current={each === section}>
            {SECTION_TITLES[each]}
            {each === "texts" && unmapped > 0 ? (
              <span className="badge badge-warn">{count(unmapped)} unmapped</span>
            ) : null}
          </ScreenLink>
        ))}
      </nav>
      <section>
        <div className="ds-add-block">
          <h2>Add data</h2>
          <AddFiles />
        </div>
        <UploadList />
      </section>
    </aside>
  );
}
