import type { PaperBlock } from "#contract/camera-papers.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { PaperMap } from "./paper-map.tsx";

export type PaperBlockProps = { block: PaperBlock; model: CamerasModel; mapShape: number };

/** Facts longer than this have a line of their own. */
const LONG = 60;

/** One part of a paper. What is not known is a dotted line to write on. */
export function PaperBlockView({ block, model, mapShape }: PaperBlockProps) {
  switch (block.kind) {
    case "text":
      return <p>{block.text}</p>;
    case "facts":
      return (
        <dl className="paper-facts">
          {block.rows.map(({ label, value }) => (
            <div key={label} data-long={(value?.length ?? 0) > LONG}>
              <dt>{label}</dt>
              <dd>
                <Filled value={value} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case "table":
      return <PaperTable block={block} />;
    case "checklist":
      return (
        <ul className="paper-checks">
          {block.items.map(({ text, isDone }) => (
            <li key={text}>
              <span aria-hidden="true">{isDone ? "☑" : "☐"}</span> {text}
            </li>
          ))}
        </ul>
      );
    case "map":
      return <PaperMap block={block} model={model} shape={mapShape} />;
    case "blank":
      return (
        <div className="paper-blank">
          <p>{block.label} (to be completed)</p>
          {Array.from({ length: block.lines }, (_, line) => `line ${line}`).map((line) => (
            <i key={line} aria-hidden="true" />
          ))}
        </div>
      );
    case "signatures":
      return (
        <table className="paper-signatures">
          <thead>
            <tr>
              <th scope="col">Role</th>
              <th scope="col">Name</th>
              <th scope="col">Signature</th>
              <th scope="col">Date</th>
            </tr>
          </thead>
          <tbody>
            {block.roles.map((role) => (
              <tr key={role}>
                <th scope="row">{role}</th>
                <td />
                <td />
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

function PaperTable({
  block: { caption, columns, rows },
}: {
  block: Extract<PaperBlock, { kind: "table" }>;
}) {
  return (
    <table className="paper-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // A paper's rows are never reordered.
          <tr key={`${i} ${row[0] ?? ""}`}>
            {row.map((cell, at) => (
              <td key={columns[at]}>
                <Filled value={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Filled({ value }: { value: string | null }) {
  if (value !== null) return value;
  return (
    <span className="paper-gap">
      <span className="visually-hidden">to be completed</span>
    </span>
  );
}
