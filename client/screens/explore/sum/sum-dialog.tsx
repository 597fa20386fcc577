import type { CellSum, SumStep } from "#contract/hotspots.ts";
import { type HotspotQuestion, useAreaSum, useCellSum } from "../../../api/places.ts";
import { formatCount } from "../../../state/format.ts";
import { ErrorNotice, Notice, Skeleton } from "../../../ui/notice.tsx";
import { SideDialog } from "../../../ui/side-dialog.tsx";
import { CountHistogram } from "./count-histogram.tsx";
import "./sum.css";

type DialogProps = { question: HotspotQuestion; isOpen: boolean; onClose: () => void; tail?: string };

/** Show the sum of one hexagon, the hottest of a place: every input and step to z, p, q and rank. */
export function CellSumDialog({
  cell,
  ofPlace,
  question,
  isOpen,
  onClose,
  tail = "hot",
}: DialogProps & { cell: string; ofPlace: string }) {
  const { weights: _weights, resolution: _ofTheCell, ...rest } = question;
  const { data, error, refetch } = useCellSum(cell, { ...rest, tail }, isOpen && cell !== "");
  return (
    <SideDialog
      title={data ? `Show the sum: ${data.data.name}` : "Show the sum"}
      isOpen={isOpen}
      onClose={onClose}
    >
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <div className="sum-steps">
          <p className="note">The hottest hexagon of {ofPlace}.</p>
          {data.meta.refusal ? (
            <Notice title="This map is not tested.">{data.meta.refusal.text}</Notice>
          ) : null}
          <p className="sum-verdict">{data.data.verdict}</p>
          <Files csvUrl={data.data.csvUrl} scriptUrl={data.data.scriptUrl} />
          <Steps steps={data.data.steps} />
          <Inputs inputs={data.data.inputs} />
          <CountHistogram counts={data.data.countsOfArea} />
          <p className="small-print">
            {data.meta.method} {data.meta.caveats.map((caveat) => caveat.text).join(" ")}
          </p>
        </div>
      ) : error ? null : (
        <Skeleton lines={10} />
      )}
    </SideDialog>
  );
}

/** Show the sum of the whole map. */
export function AreaSumDialog({ question, isOpen, onClose, tail = "hot" }: DialogProps) {
  const { weights: _weights, ...rest } = question;
  const { data, error, refetch } = useAreaSum({ ...rest, tail }, isOpen);
  return (
    <SideDialog
      title={data ? `Show the sum: ${data.data.name}` : "Show the sum"}
      isOpen={isOpen}
      onClose={onClose}
    >
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <div className="sum-steps">
          <p className="sum-verdict">{data.data.verdict}</p>
          <Files csvUrl={data.data.csvUrl} scriptUrl={data.data.scriptUrl} />
          <Steps steps={data.data.steps} />
          <CountHistogram counts={data.data.countsOfArea} />
          <p className="small-print">
            {data.meta.method} {data.meta.caveats.map((caveat) => caveat.text).join(" ")}
          </p>
        </div>
      ) : error ? null : (
        <Skeleton lines={10} />
      )}
    </SideDialog>
  );
}

function Files({ csvUrl, scriptUrl }: { csvUrl: string; scriptUrl: string }) {
  return (
    <p className="sum-files">
      Do it again yourself: <a href={csvUrl}>every input (CSV)</a> · <a href={scriptUrl}>R script</a>
    </p>
  );
}

function Steps({ steps }: { steps: readonly SumStep[] }) {
  return (
    <ol className="steps">
      {steps.map(({ id, title, words, formula, figures, answer }) => (
        <li key={id}>
          <h3>
            {title} <b>{answer}</b>
          </h3>
          <p>{words}</p>
          {formula || figures ? (
            <p className="step-figures">
              {formula}
              {figures ? <span> = {figures}</span> : null}
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

const RING_WORDS = ["the hexagon itself", "first ring", "second ring", "third ring"];

function Inputs({ inputs }: { inputs: CellSum["inputs"] }) {
  return (
    <table className="data-table sum-inputs">
      <caption>Hexagons that are added up</caption>
      <thead>
        <tr>
          <th scope="col">Streets</th>
          <th scope="col">Where</th>
          <th scope="col" className="num">
            n
          </th>
        </tr>
      </thead>
      <tbody>
        {inputs.map(({ cell, n, ring, streets }) => (
          <tr key={cell}>
            <th scope="row">{streets.join(", ") || cell}</th>
            <td>{RING_WORDS[ring]}</td>
            <td className="num">{formatCount(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
