import { ScrollRegion } from "../../ui/scroll-region.tsx";
import type { Checked } from "./known-answers/known-answer.ts";

/** The known answers of one statistic: expected, got, how far apart. Long lists are folded, failures never. */
export function AnswersTable({ title, answers }: { title: string; answers: Checked[] | null }) {
  if (answers === null) return <p className="method-note">Working…</p>;
  if (answers.length === 0) {
    return (
      <p className="method-note">
        No published figure is reproduced on this page; the project’s tests hold some.
      </p>
    );
  }
  const failed = answers.filter(({ agrees }) => !agrees);
  return (
    <>
      {failed.length > 0 ? <Rows title={`${title}: figures that differ`} answers={failed} /> : null}
      <details className="method-details">
        <summary>
          {answers.length - failed.length} of {answers.length} known answers reproduced
        </summary>
        <Rows title={`${title}: known answers`} answers={answers} />
      </details>
    </>
  );
}

function Rows({ title, answers }: { title: string; answers: readonly Checked[] }) {
  return (
    <ScrollRegion label={title} className="method-scroll">
      <table className="table method-table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Published</th>
            <th scope="col">Here</th>
            <th scope="col">Apart</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {answers.map(({ what, expected, got, apart, agrees, source }) => (
            <tr key={`${what}${source}`} data-agrees={agrees}>
              <th scope="row">{what}</th>
              <td>{figureText(expected)}</td>
              <td>{figureText(got)}</td>
              <td className="method-apart">{agrees ? `✓ ${apartText(apart)}` : "✗ differs"}</td>
              <td>{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function figureText(figure: number | string): string {
  return typeof figure === "string" ? figure : String(Number(figure.toPrecision(9))).replaceAll("-", "−");
}

function apartText(apart: number | null): string {
  if (apart === null) return "";
  return apart === 0 ? "the same" : apart.toExponential(0).replace("-", "−");
}
