import { useMemo, useState } from "react";
import { formatCount, shareInWords } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice, Notice, Skeleton } from "../../../ui/notice.tsx";
import type { WindowCounts } from "../../../workers/cube-messages.ts";
import { AreaTable } from "../compare/area-table.tsx";
import { CompareControls } from "../compare/compare-controls.tsx";
import { selectCell } from "../map-view.tsx";
import { MethodPanel } from "../method-panel.tsx";
import type { NamePlace } from "../model/place-names.ts";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { cellColumns } from "../surfaces/cell-columns.ts";
import { cellSentence } from "../surfaces/cell-sentence.ts";
import { classText } from "../surfaces/class-words.ts";
import { CellCard } from "./cell-card.tsx";
import { columnFacts } from "./column-facts.ts";
import { DownloadCsv } from "./download-csv.tsx";
import { NothingRecorded } from "./nothing-recorded.tsx";
import type { PanelProps } from "./panel-props.ts";
import { type RankedRow, rankedRows } from "./ranked-rows.ts";
import { RankedTable } from "./ranked-table.tsx";
import { TrendChart } from "./trend-chart.tsx";
import { type StreetNames, useStreetNames } from "./use-street-names.ts";

/** The hexagons in words, in the order of what is shown; below them the sum of the chosen one, or the trend. */
export function CellsPanel({ model, namePlace, onHover }: PanelProps) {
  const { scope } = model;
  const { cube, answer, error, retry } = model.cube;
  const rows = useMemo(
    () => (cube && answer ? rankedRows(cube, answer.windows, namePlace) : []),
    [cube, answer, namePlace],
  );
  const streets = useStreetNames(rows, scope, model.isDraft);
  const later = answer?.windows[0];
  return (
    <>
      {error && cube ? (
        <div className="pad">
          <ErrorNotice error={error} onRetry={retry} />
        </div>
      ) : null}
      {scope && cube && later ? (
        <>
          <PanelHead model={model} rows={rows} later={later} />
          <PlacesTables
            model={model}
            scope={scope}
            rows={rows}
            later={later}
            streets={streets}
            onHover={onHover}
          />
          <PanelFoot model={model} rows={rows} streets={streets} namePlace={namePlace} />
        </>
      ) : error ? null : (
        <div className="pad">
          <Skeleton lines={8} label="Loading places" />
        </div>
      )}
    </>
  );
}

type PlacesTablesProps = Pick<PanelProps, "model" | "onHover"> & {
  scope: Scope;
  rows: readonly RankedRow[];
  later: WindowCounts;
  streets: StreetNames;
};

function PlacesTables({ model, scope, rows, later, streets, onHover }: PlacesTablesProps) {
  const { cube } = model.cube;
  const names = model.areas.map((area) => area.name);
  const columns = useMemo(() => cellColumns(columnFacts(model, scope)), [model, scope]);
  return (
    <div className="places-scroll">
      {scope.earlier && cube ? (
        <AreaTable scope={scope} earlier={scope.earlier} cube={cube} names={names} />
      ) : null}
      {rows.length > 0 ? (
        <RankedTable
          model={model}
          scope={scope}
          window={later}
          rows={rows}
          columns={columns}
          streets={streets}
          onHover={onHover}
          onSelect={selectRow}
        />
      ) : later.total > 0 ? (
        <NothingFound model={model} />
      ) : (
        <NothingRecorded model={model} scope={scope} />
      )}
    </div>
  );
}

/** There are incidents, but the surface has no hexagon to list. */
function NothingFound({ model: { words } }: { model: ExploreModel }) {
  return (
    <div className="pad">
      <Notice title="No hexagon to list.">{words.limits}</Notice>
    </div>
  );
}

function selectRow(row: RankedRow): void {
  selectCell(row.cell);
}

type PanelHeadProps = { model: ExploreModel; rows: readonly RankedRow[]; later: WindowCounts };

function PanelHead({ model, rows, later }: PanelHeadProps) {
  const [method, setMethod] = useState(false);
  const { scope, words } = model;
  return (
    <div className="hd">
      <h2 className="hd-title">{scope?.earlier ? "Two periods, one scale" : words.list}</h2>
      <p className="note">
        {headNote(model, rows, later)}
        {scope?.earlier || scope?.changeFrom ? " Difference is later − earlier." : ""}
      </p>
      <p className="hd-links">
        <DownloadCsv model={model} />
        <Button variant="quiet" onPress={() => setMethod(true)}>
          How this is worked out
        </Button>
      </p>
      {scope?.earlier ? <CompareControls model={model} scope={scope} /> : null}
      <MethodPanel model={model} isOpen={method} onClose={() => setMethod(false)} />
    </div>
  );
}

/** What the list is, in a line: what its first rows hold, or how it is ordered. */
function headNote({ noun, harm }: ExploreModel, rows: readonly RankedRow[], later: WindowCounts): string {
  const { figures, total, occupied, known, cellsInArea } = later;
  if (!known) return "Nothing is known of these months.";
  switch (figures.kind) {
    case "significance":
      return `Surest first, of ${formatCount(figures.test.tested)} hexagons tested.`;
    case "attainable":
      return `Nearest to showing first, of ${formatCount(figures.test.tested)} hexagons tested.`;
    case "change":
      return `Surest first, of ${formatCount(figures.tested)} hexagons with any.`;
    case "emerging":
      return "What is new comes first, then what grows and what lasts.";
    case "persistence":
      return `Hot most often first, of ${figures.steps} ${figures.step}s.`;
    default: {
      const busiest = rows.slice(0, 10);
      const sum = busiest.reduce((n, row) => n + row.n, 0);
      const hold =
        busiest.length > 0
          ? `The first ${busiest.length} hold ${shareInWords(sum, total)} ${noun.many}. `
          : "";
      const weighed =
        harm.used && later.harm
          ? ` ${shareInWords(later.harm.weighed, total)} have a weight${harm.used.verified ? "" : "; weights not verified"}.`
          : "";
      return `${hold}${formatCount(occupied)} of ${formatCount(cellsInArea)} hexagons have any.${weighed}`;
    }
  }
}

function PanelFoot({
  model,
  rows,
  streets,
  namePlace,
}: {
  model: ExploreModel;
  rows: readonly RankedRow[];
  streets: StreetNames;
  namePlace: NamePlace;
}) {
  const { scope, state } = model;
  const { cube, answer } = model.cube;
  const later = answer?.windows[0];
  if (!scope || !cube || !later) return null;
  if (state.cell === null) return <TrendChart scope={scope} cube={cube} />;
  const index = cube.grid.cells.indexOf(state.cell);
  if (index < 0) return <CellNotInView />;
  const measured = answer.question.harm?.unit ?? model.noun.many;
  const columns = cellColumns(columnFacts(model, scope));
  const { ward, near } = namePlace(cube.grid.centres[2 * index] ?? 0, cube.grid.centres[2 * index + 1] ?? 0);
  return (
    <CellCard
      cell={state.cell}
      index={index}
      scope={scope}
      area={scope.areaCodes[cube.owners[index] ?? 0] ?? ""}
      bufferM={state.bufferM}
      n={later.counts[index] ?? 0}
      title={streets.get(state.cell) ?? (ward || near || "This hexagon")}
      total={later.total}
      rank={rankOf(rows, later, index)}
      verdict={{
        words: classText(later, index, model.noun.many),
        sentence: cellSentence(later, index, measured),
      }}
      figures={columns}
      onClose={() => selectCell(null)}
    />
  );
}

function CellNotInView() {
  return (
    <div className="pad">
      <Notice
        title="The chosen hexagon is not in this view."
        action={{ label: "Let go of it", onPress: () => selectCell(null) }}
      >
        It belongs to another area or another size of hexagon.
      </Notice>
    </div>
  );
}

/** Place of a cell in the list; for counts and rates known for every cell, also those that are not listed. */
function rankOf(
  rows: readonly RankedRow[],
  { values, figures, occupied }: WindowCounts,
  index: number,
): string {
  const listed = rows.find((row) => row.index === index);
  const measured = figures.kind === "measure" || figures.kind === "refused";
  const of = measured ? ` of ${formatCount(occupied)}` : "";
  if (listed) return `${formatCount(listed.rank)}${of}`;
  const value = values[index];
  if (!measured || value === undefined || !(value > 0)) return "–";
  let above = 0;
  for (const other of values) if (other > value) above++;
  return `${formatCount(above + 1)}${of}`;
}
