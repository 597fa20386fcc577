import type { ImportManifest } from "#contract/imports.ts";
import { monthLabel } from "#domain/time/months.ts";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { useSourceTitles } from "../use-source-titles.ts";
import { count } from "../words.ts";
import {
  type RevisionTense,
  revisionSentence,
  signedDifference,
  sortRevision,
  summariseRevision,
} from "./revision-rows.ts";

const TITLES: Record<RevisionTense, string> = {
  will: "Months that would be replaced",
  did: "Months that were replaced",
  undone: "Months that it had replaced, now as before",
};

/** Months that are replaced: the count before, the count after, and the difference (after − before). */
export function RevisionTable({ manifest, tense }: { manifest: ImportManifest; tense: RevisionTense }) {
  const slices = manifest.replacedSlices;
  const titleOf = useSourceTitles();
  const summary = summariseRevision(slices);
  return (
    <section className="ds-block">
      <h3>{TITLES[tense]}</h3>
      <p className="note">{revisionSentence(slices, tense)}</p>
      {slices.length === 0 ? null : (
        <ScrollRegion className="ds-scroll" label="Months replaced">
          <table className="data-table">
            <caption className="visually-hidden">
              Incidents per month before and after this import; difference is after minus before
            </caption>
            <thead>
              <tr>
                <th scope="col">Month</th>
                <th scope="col" className="num">
                  Before
                </th>
                <th scope="col" className="num">
                  After
                </th>
                <th scope="col" className="num">
                  Difference
                </th>
                <th scope="col" className="ds-wide">
                  Force and source
                </th>
              </tr>
            </thead>
            <tbody>
              {sortRevision(slices).map((slice) => (
                <tr key={`${slice.source}|${slice.force}|${slice.month}`}>
                  <th scope="row" className="ds-nowrap">
                    {monthLabel(slice.month)}
                  </th>
                  <td className="num">{count(slice.oldN)}</td>
                  <td className="num">{count(slice.newN)}</td>
                  <td className="num">{signedDifference(slice.newN, slice.oldN)}</td>
                  <td>
                    {slice.force}
                    <span className="sub">{titleOf(slice.source)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">All</th>
                <td className="num">{count(summary.oldN)}</td>
                <td className="num">{count(summary.newN)}</td>
                <td className="num">{signedDifference(summary.newN, summary.oldN)}</td>
                <td>
                  {slices.length === 1
                    ? "1 month of one force"
                    : `${slices.length} months, each of one force`}
                </td>
              </tr>
            </tfoot>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}
