import type { CellDetail, CellFlag } from "#contract/cells.ts";
import type { Caveat } from "#contract/meta.ts";
import { addMonths, periodLabel } from "#domain/time/months.ts";
import { useCell } from "../../../api/queries.ts";
import {
  formatArea,
  formatCount,
  formatExactProbability,
  formatRate,
  shareInWords,
} from "../../../state/format.ts";
import type { Period } from "../../../state/period.ts";
import { Button } from "../../../ui/button.tsx";
import { CloseIcon } from "../../../ui/icons.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import type { Scope } from "../model/scope.ts";
import { measureWords } from "../panel/measure-words.ts";
import type { CellColumn } from "../surfaces/cell-column.ts";
import { MiniBars } from "./mini-bars.tsx";

export type CellCardProps = {
  cell: string;
  /** Of the cell in the grid. */
  index: number;
  scope: Scope;
  area: string;
  bufferM: number;
  /** Count on the map, so that card, map and table agree. */
  n: number;
  title: string;
  total: number;
  /** Place in the list, in words. */
  rank: string;
  /** What the surface says of it: its class, and a sentence that needs no statistics. */
  verdict: { words: string; sentence: string };
  /** Figures of the surface, as in the table. */
  figures: readonly CellColumn[];
  onClose: () => void;
};

/** Everything about the chosen hexagon, with the sum shown. */
export function CellCard(props: CellCardProps) {
  const { cell, scope, area, bufferM, title, onClose } = props;
  const question = { cell, area, bufferM, category: scope.category.id };
  const { data, error, refetch } = useCell({ ...question, ...scope.shown });
  const around = useCell({ ...question, ...monthsAround(scope) });
  return (
    <section className="sum" aria-label={`Hexagon: ${title}`}>
      <div className="sum-head">
        <b>{title}: show the sum</b>
        <Button variant="quiet" aria-label="Close" onPress={onClose}>
          <CloseIcon />
        </Button>
      </div>
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <CellFacts
          {...props}
          detail={data.data}
          byMonth={around.data?.data.byMonth ?? []}
          caveats={data.meta.caveats}
        />
      ) : error ? null : (
        <Skeleton lines={5} />
      )}
    </section>
  );
}

/** The months shown, and before them as many as make three years. */
function monthsAround({ shown, data }: Scope): Period {
  const from = [addMonths(shown.to, -35), shown.from].sort()[0] ?? shown.from;
  return { from: [from, data.from].sort()[1] ?? from, to: shown.to };
}

type CellFactsProps = CellCardProps & {
  detail: CellDetail;
  byMonth: CellDetail["byMonth"];
  caveats: readonly Caveat[];
};

function CellFacts({ detail, byMonth, caveats, ...props }: CellFactsProps) {
  const { scope, n } = props;
  const shared = detail.snapPointShare ?? 0;
  return (
    <>
      <Verdict verdict={props.verdict} />
      <CellSum {...props} detail={detail} />
      <MiniBars
        rows={byMonth}
        shown={scope.shown}
        label={`${measureWords("count", scope.category.unit).column} in this hexagon by month`}
      />
      <Streets detail={detail} n={n} />
      <p className="small-print">
        {detail.wards.length > 0 ? `Ward: ${detail.wards.map((ward) => ward.name).join(", ")}. ` : ""}
        {FLAG_WORDS[detail.flag]}
        {shared > 0.5 && n > 0
          ? `Most incidents here (${Math.round(shared * n)} of ${n}) sit on points that five or more share. `
          : ""}
        {caveats.map((caveat) => caveat.text).join(" ")} Hexagon {detail.cell}.
      </p>
    </>
  );
}

const FLAG_WORDS: Record<CellFlag, string> = {
  inside: "",
  edge: "Crossed by the boundary: only incidents inside are counted. ",
  buffer: "Beyond the boundary: not part of the area's figures. ",
};

function Verdict({ verdict: { words, sentence } }: Pick<CellCardProps, "verdict">) {
  if (words === "" && sentence === "") return null;
  return (
    <p className="verdict">
      {words === "" ? null : <b>{words}. </b>}
      {sentence}
    </p>
  );
}

/** Columns that the card says in words of its own. */
const SAID_ELSEWHERE: readonly string[] = ["class", "n", "share", "earlier", "difference"];

function CellSum({ detail, scope, total, rank, figures, index, n }: CellCardProps & { detail: CellDetail }) {
  const parts = detail.byCategory.filter(({ category }) => category.startsWith(`${scope.category.id}.`));
  return (
    <dl>
      <dt>
        {measureWords("count", scope.category.unit).column}, {periodLabel(scope.shown.from, scope.shown.to)}
      </dt>
      <dd>{formatCount(n)}</dd>
      {parts.map((row) => [
        <dt key={row.category} className="sub-term">
          {row.label}
        </dt>,
        <dd key={`${row.category}-n`}>{formatCount(row.n)}</dd>,
      ])}
      <dt>Of all in the area</dt>
      <dd>{detail.flag === "buffer" ? "not counted" : shareInWords(n, total)}</dd>
      <dt>Place in the list</dt>
      <dd>{rank}</dd>
      {figures.map((column) =>
        SAID_ELSEWHERE.includes(column.id)
          ? null
          : [
              <dt key={column.id}>
                {column.label}
                {column.hint ? <small>{column.hint}</small> : null}
              </dt>,
              <dd key={`${column.id}-figure`}>{cellFigure(column, index)}</dd>,
            ],
      )}
      <dt>Size</dt>
      <dd>{formatArea(detail.areaM2)}</dd>
      <dt>Per km²</dt>
      <dd>{formatRate(n / (detail.areaM2 / 1e6))}</dd>
    </dl>
  );
}

/** p and q in full, other figures as in the table. */
function cellFigure(column: CellColumn, index: number): string {
  const figure = column.figure(index);
  return column.lowFirst && typeof figure === "number" ? formatExactProbability(figure) : column.text(index);
}

function Streets({ detail, n }: { detail: CellDetail; n: number }) {
  if (detail.streets.length === 0) return null;
  const named = detail.streets.slice(0, 6);
  return (
    <table className="streets">
      <caption className="visually-hidden">Streets in this hexagon</caption>
      <tbody>
        {named.map((street) => (
          <tr key={street.name}>
            <th scope="row">{street.name}</th>
            <td className="num">
              {formatCount(street.n)} of {formatCount(n)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
