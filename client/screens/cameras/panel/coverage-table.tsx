import { formatCount } from "../../../state/format.ts";
import { differenceText, type Figures, shareText } from "../model/camera-words.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

type Row = {
  label: string;
  text: (figures: Figures) => string;
  difference: (to: Figures, from: Figures) => string;
};

const count = (n: number) => formatCount(Math.round(n));
const signed = (n: number) =>
  `${Math.round(n) > 0 ? "+" : Math.round(n) < 0 ? "−" : "±"}${count(Math.abs(n))}`;

const ROWS: readonly Row[] = [
  {
    label: "Risk in view",
    text: ({ riskShare }) => shareText(riskShare),
    difference: (to, from) => differenceText(to.riskShare, from.riskShare),
  },
  {
    label: "Seen twice or more",
    text: ({ backupShare }) => shareText(backupShare),
    difference: (to, from) => differenceText(to.backupShare, from.backupShare),
  },
  {
    label: "Ground in view, m²",
    text: ({ areaM2 }) => count(areaM2),
    difference: (to, from) => signed(to.areaM2 - from.areaM2),
  },
  {
    label: "Part of the area",
    text: ({ areaShare }) => shareText(areaShare),
    difference: (to, from) => differenceText(to.areaShare, from.areaShare),
  },
  {
    label: "Overlap, m²",
    text: ({ overlapM2 }) => count(overlapM2),
    difference: (to, from) => signed(to.overlapM2 - from.overlapM2),
  },
  {
    label: "Homes in view",
    text: ({ homesInView }) => (homesInView === null ? "not known" : count(homesInView)),
    difference: (to, from) =>
      to.homesInView === null || from.homesInView === null ? "–" : signed(to.homesInView - from.homesInView),
  },
];

/** Coverage today, with the plan, and the difference: plan minus today. */
export function CoverageTable({ model: { before, after, hasPlan } }: { model: CamerasModel }) {
  if (!before) return null;
  const later = hasPlan ? after : null;
  return (
    <table className="data-table coverage-table">
      <caption className="visually-hidden">What the cameras cover</caption>
      <thead>
        <tr>
          <th scope="col">Covered</th>
          <th scope="col" className="num">
            Today
          </th>
          {later ? (
            <>
              <th scope="col" className="num">
                Plan
              </th>
              <th scope="col" className="num">
                Plan − today
              </th>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(({ label, text, difference }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="num">{text(before)}</td>
            {later ? (
              <>
                <td className="num">{text(later)}</td>
                <td className="num">{difference(later, before)}</td>
              </>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
