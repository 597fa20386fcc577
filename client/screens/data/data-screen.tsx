import { useLocationState } from "../../state/location-store.ts";
import { DEFAULT_DATA } from "../../state/url-state.ts";
import { CoverageSection } from "./coverage/coverage-section.tsx";
import "./data-screen.css";
import "./imports/imports.css";
import "./data-parts.css";
import { type DataSection, openImportOf, sectionOf } from "./data-sections.ts";
import { DataSide } from "./data-side.tsx";
import { DefinitionsSection } from "./definitions/definitions-section.tsx";
import { FileDropTarget } from "./imports/file-drop-target.tsx";
import { ImportPage } from "./imports/import-page.tsx";
import { ImportsSection } from "./imports/imports-section.tsx";
import { OffenceTextsSection } from "./offence-texts/offence-texts-section.tsx";

/** Keyboards scroll what has the focus; the skip link leads here, too. */
const SCROLLS = { tabIndex: 0 };

/**
 * Where the figures come from: files in, what became of every row, what is covered, what a category means.
 * Section and open import stand in the address, so that a reload or a copied link shows the same.
 */
export function DataScreen() {
  const { state } = useLocationState();
  const data = state.screen === "data" ? state : DEFAULT_DATA;
  const section = sectionOf(data);
  const importId = openImportOf(data);
  return (
    <div className="ds" data-import-open={importId !== null}>
      <DataSide section={section} />
      <main className="ds-main" id="main" {...SCROLLS}>
        {importId === null ? <Section section={section} /> : <ImportPage key={importId} id={importId} />}
      </main>
      <FileDropTarget />
    </div>
  );
}

function Section({ section }: { section: DataSection }) {
  switch (section) {
    case "imports":
      return <ImportsSection />;
    case "coverage":
      return <CoverageSection />;
    case "definitions":
      return <DefinitionsSection />;
    case "texts":
      return <OffenceTextsSection />;
  }
}
