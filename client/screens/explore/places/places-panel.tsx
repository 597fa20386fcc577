import { memo, useMemo, useState } from "react";
import { formatCount, shareInWords } from "../../../state/format.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice, Notice, Skeleton } from "../../../ui/notice.tsx";
import type { LoadedCube, WindowCounts } from "../../../workers/cube-messages.ts";
import { AreaTable } from "../compare/area-table.tsx";
import { CompareControls } from "../compare/compare-controls.tsx";
import { selectCell } from "../map-view.tsx";
import { MethodPanel } from "../method-panel.tsx";
import type { NamePlace } from "../model/place-names.ts";
import type { Scope } from "../model/scope.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { countedNoun } from "../panel/measure-words.ts";
import { CellCard } from "./cell-card.tsx";
import { DownloadCsv } from "./download-csv.tsx";
import { NothingRecorded } from "./nothing-recorded.tsx";
import { type RankedRow, rankedRows } from "./ranked-rows.ts";
import { RankedTable } from "./ranked-table.tsx";
import { TrendChart } from "./trend-chart.tsx";
import { type StreetNames, useStreetNames } from "./use-street-names.ts";

export type PlacesPanelProps = {
  model: ExploreModel;
  namePlace: NamePlace;
  onHover: (index: number | null) => void;
};

/** Right panel: places in words, and below them the sum of the chosen one or the trend. */
export const PlacesPanel = memo(function PlacesPanel({ model, namePlace, onHover }: PlacesPanelProps) {
  const { scope } = model;
  const { cube, answer, error, retry } = model.cube;
  const rows = useMemo(
    () => (cube && answer ? rankedRows(cube, answer.windows, namePlace) : []),
    [cube, answer, namePlace],
  );
  const streets = useStreetNames(rows, scope, model.isDraft);
  const later = answer?.windows[0];
  return (
    <aside className="right" aria-label="Places">
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
            cube={cube}
            rows={rows}
            streets={streets}
            total={later.total}
            onHover={onHover}
          />
          <PanelFoot model={model} rows={rows} streets={streets} namePlace={namePlace} />
        </>
      ) : error ? null : (
        <div className="pad">
          <Skeleton lines={8} label="Loading places" />
        </div>
      )}
    </aside>
  );
});

type PlacesTablesProps = Pick<PlacesPanelProps, "model" | "onHover"> & {
  scope: Scope;
  cube: LoadedCube;
  rows: readonly RankedRow[];
  streets: StreetNames;
  total: number;
};

function PlacesTables({ model, scope, cube, rows, streets, total, onHover }: PlacesTablesProps) {
  const names = model.areas.map((area) => area.name);
  return (
    <div className="places-scroll">
      {scope.earlier ? <AreaTable scope={scope} earlier={scope.earlier} cube={cube} names={names} /> : null}
      {rows.length === 0 ? (
        <NothingRecorded model={model} scope={scope} />
      ) : (
        <RankedTable
          model={model}
          scope={scope}
          rows={rows}
          streets={streets}
          total={total}
          onHover={onHover}
          onSelect={selectRow}
        />
      )}
    </div>
  );
}

function selectRow(row: RankedRow): void {
  selectCell(row.cell);
}

type PanelHeadProps = { model: ExploreModel; rows: readonly RankedRow[]; later: WindowCounts };

function PanelHead({ model, rows, later }: PanelHeadProps) {
  const { total, occupied, known, cellsInArea: cells } = later;
  const [method, setMethod] = useState(false);
  const busiest = rows.slice(0, 10);
  const sum = busiest.reduce((n, row) => n + row.n, 0);
  return (
    <div className="hd">
      <h2 className="hd-title">{model.scope?.earlier ? "Two periods, one scale" : "Busiest hexagons"}</h2>
      <p className="note">
        {busiest.length > 0
          ? `The first ${busiest.length} hold ${shareInWords(sum, total)} ${countedNoun(model.scope?.category.unit ?? "").many}. `
          : ""}
        {known
          ? `${formatCount(occupied)} of ${formatCount(cells)} hexagons have any.`
          : "Nothing is known of these months."}
        {model.scope?.earlier ? " Difference is later − earlier." : ""}
      </p>
      <p className="hd-links">
        <DownloadCsv model={model} />
        <Button variant="quiet" onPress={() => setMethod(true)}>
          How this is counted
        </Button>
      </p>
      {model.scope ? <CompareControls model={model} scope={model.scope} /> : null}
      <MethodPanel model={model} isOpen={method} onClose={() => setMethod(false)} />
    </div>
  );
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
  const { ward, near } = namePlace(cube.grid.centres[2 * index] ?? 0, cube.grid.centres[2 * index + 1] ?? 0);
  return (
    <CellCard
      cell={state.cell}
      scope={scope}
      area={scope.areaCodes[cube.owners[index] ?? 0] ?? ""}
      bufferM={state.bufferM}
      n={later.counts[index] ?? 0}
      title={streets.get(state.cell) ?? (ward || near || "This hexagon")}
      total={later.total}
      rank={rankOf(rows, later.values, index)}
      occupied={later.occupied}
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

/** Place of a cell among all by what is shown; known for every cell, also those that are not listed. */
function rankOf(rows: readonly RankedRow[], values: Float32Array, index: number): number | null {
  const value = values[index];
  if (value === undefined || !(value > 0)) return null;
  const listed = rows.find((row) => row.index === index);
  if (listed) return listed.rank;
  let above = 0;
  for (const other of values) if (other > value) above++;
  return above + 1;
}
