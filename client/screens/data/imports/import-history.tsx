import type { ImportManifest } from "#contract/imports.ts";
import { dataState } from "../data-sections.ts";
import { ScreenLink } from "../screen-link.tsx";
import { count, instantWords } from "../words.ts";
import { ImportStatus } from "./import-status.tsx";
import { importPeriod, isIncidents, KIND_WORDS } from "./import-words.ts";

/** Every import, newest first: read = accepted + rejected, and how many of the accepted have no position. */
export function ImportHistory({ imports }: { imports: readonly ImportManifest[] }) {
  return (
    <section className="ds-section">
      <h2 className="ds-h" id="ds-history">
        Imports
      </h2>
      <table className="data-table ds-stack" aria-labelledby="ds-history">
        <caption className="visually-hidden">
          Imports, newest first. Rows read are rows accepted plus rows rejected.
        </caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">State</th>
            <th scope="col">Period</th>
            <th scope="col" className="num">
              Rows read
            </th>
            <th scope="col" className="num">
              Accepted
            </th>
            <th scope="col" className="num">
              Rejected
            </th>
            <th scope="col" className="num">
              No position
            </th>
          </tr>
        </thead>
        <tbody>
          {imports.map((manifest) => (
            <HistoryRow key={manifest.id} manifest={manifest} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HistoryRow({ manifest }: { manifest: ImportManifest }) {
  const counted = manifest.read > 0;
  const cell = (n: number) => (counted ? count(n) : "–");
  return (
    <tr>
      <th scope="row">
        <ScreenLink to={dataState("imports", manifest.id)} className="ds-file-link">
          {manifest.fileName}
        </ScreenLink>
        <span className="sub">
          {manifest.kind ? KIND_WORDS[manifest.kind].title : "Kind not recognised"} · no. {manifest.id} ·{" "}
          {instantWords(manifest.createdAt)}
        </span>
      </th>
      <td data-label="State">
        <ImportStatus manifest={manifest} />
      </td>
      <td data-label="Period" className="ds-nowrap">
        {importPeriod(manifest)}
      </td>
      <td data-label="Rows read" className="num">
        {cell(manifest.read)}
      </td>
      <td data-label="Accepted" className="num">
        {cell(manifest.accepted)}
      </td>
      <td data-label="Rejected" className={manifest.rejected > 0 ? "num ds-warn" : "num"}>
        {cell(manifest.rejected)}
      </td>
      <td data-label="No position" className="num">
        {isIncidents(manifest) ? cell(manifest.unlocated) : "–"}
      </td>
    </tr>
  );
}
