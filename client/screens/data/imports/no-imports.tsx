import type { ImportKind } from "#contract/imports.ts";
import { KIND_WORDS } from "./import-words.ts";

const KINDS: { kind: ImportKind; files: string }[] = [
  {
    kind: "police-uk",
    files: "The archive from data.police.uk as downloaded (.zip), or single street files (.csv)",
  },
  { kind: "force-extract", files: "A .csv from the force’s own system" },
  { kind: "boundaries", files: "GeoJSON, zipped Shapefile or GeoPackage; degrees or National Grid" },
  { kind: "population", files: "A .csv with an area code or name and counts" },
  {
    kind: "points-of-interest",
    files: "CSV or GeoJSON with what each place is, or an OpenStreetMap .osm.pbf",
  },
  { kind: "buildings", files: "GeoJSON of outlines, or an OpenStreetMap .osm.pbf" },
  { kind: "cameras", files: "CSV or GeoJSON of points; direction and lens where they are on record" },
  { kind: "columns", files: "CSV or GeoJSON of points" },
  { kind: "harm-weights", files: "A .csv with table, edition, category and weight" },
];

/** Before the first file: what can be dropped, and in which form. */
export function NoImports() {
  return (
    <section className="ds-section">
      <h2 className="ds-h">Nothing imported yet</h2>
      <p>Drop a file anywhere on this screen. These can be read now:</p>
      <table className="data-table ds-stack">
        <caption className="visually-hidden">Kinds of file that can be imported</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Files</th>
          </tr>
        </thead>
        <tbody>
          {KINDS.map(({ kind, files }) => (
            <tr key={kind}>
              <th scope="row">
                {KIND_WORDS[kind].title}
                <span className="sub">{KIND_WORDS[kind].what}</span>
              </th>
              <td data-label="Files">{files}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
