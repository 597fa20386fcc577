import type { ImportManifest } from "#contract/imports.ts";
import { dataState } from "../data-sections.ts";
import { ScreenLink } from "../screen-link.tsx";
import { isIncidents } from "./import-words.ts";

/** Only texts of what is or can be in the data wait for a category. */
const COUNTS = new Set<ImportManifest["status"]>(["detected", "committed"]);

/** What the importer noticed that is no reason to reject a row, but that a reader of the figures must know. */
export function ImportWarnings({ manifest }: { manifest: ImportManifest }) {
  const { warnings } = manifest;
  if (warnings.length === 0) return null;
  return (
    <section className="ds-block">
      <h3>To know about this file</h3>
      <ul className="ds-warnings">
        {warnings.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {isIncidents(manifest) && COUNTS.has(manifest.status) ? (
        <p className="note">
          Category texts that nobody has mapped are kept and wait under{" "}
          <ScreenLink to={dataState("texts")}>Publishers’ texts</ScreenLink>.
        </p>
      ) : null}
    </section>
  );
}
