import { useMemo, useState } from "react";
import { periodLabel } from "#domain/time/months.ts";
import type { ClassScheme } from "../../map/class-schemes.ts";
import { type Bounds, boundsOf } from "../../map/geometry.ts";
import { type Hover, MapCanvas, type MapSources } from "../../map/map-canvas.tsx";
import { moveOther, useControllers } from "../../map/move-together.ts";
import { currentState, navigate } from "../../state/location-store.ts";
import type { Period } from "../../state/period.ts";
import type { Viewport } from "../../state/url-state.ts";
import type { WindowCounts, WindowsAnswer } from "../../workers/cube-messages.ts";
import { HoverCard } from "./hover-card.tsx";
import { MapLegend } from "./map-legend.tsx";
import { MapNote } from "./map-note.tsx";
import { MapTools } from "./map-tools.tsx";
import type { NamePlace } from "./model/place-names.ts";
import type { ExploreModel } from "./model/use-explore.ts";
import { useFitToAreas } from "./model/use-fit-to-areas.ts";
import { schemeOf } from "./surfaces/class-words.ts";

export type MapViewProps = {
  model: ExploreModel;
  sources: MapSources;
  namePlace: NamePlace;
  hovered: number | null;
  onHovered: (index: number | null) => void;
};

/** The map, or two of them side by side that move together, under one legend. */
export function MapView({ model, sources, namePlace, hovered, onHovered }: MapViewProps) {
  const { scope, cube, areas, state } = model;
  const [pointer, setPointer] = useState<(Hover & { slot: number }) | null>(null);
  const controllers = useControllers();
  const bounds = boundsOf(areas);
  const schemes = useSchemes(cube.answer);
  useFitToAreas(controllers, areas, state.viewport);
  if (!scope || !bounds) return <div className="map-wait" />;
  const shared = sharedProps(model, bounds);
  const panes = paneList(scope.shown, scope.earlier, cube.answer?.windows ?? []);
  return (
    <div className="maps" data-count={panes.length}>
      {panes.map(({ period, counts, slot, heading }) => (
        <div className="map-pane" key={slot}>
          {panes.length > 1 ? <p className="map-heading">{heading}</p> : null}
          <MapCanvas
            {...shared}
            sources={sources}
            hovered={hovered}
            label={mapLabel(model, period)}
            scheme={schemes[slot] ?? NO_SCHEME}
            classes={counts?.classes ?? null}
            controls={controllers[slot === 0 ? 0 : 1]}
            onHover={(hover) => {
              setPointer(hover ? { ...hover, slot } : null);
              onHovered(hover?.index ?? null);
            }}
            onMoving={(viewport) => (panes.length > 1 ? moveOther(controllers, slot, viewport) : undefined)}
          />
          {pointer?.slot === slot ? <HoverCard hover={pointer} model={model} namePlace={namePlace} /> : null}
        </div>
      ))}
      <MapNote model={model} />
      <MapLegend model={model} />
      <MapTools model={model} controllers={controllers} bounds={bounds} />
    </div>
  );
}

const NO_SCHEME: ClassScheme = { kind: "bins", breaks: [] };

/** Scheme of each window; the same objects until there is another answer. */
function useSchemes(answer: WindowsAnswer | null): readonly ClassScheme[] {
  return useMemo(
    () => answer?.windows.map(({ figures }) => schemeOf(figures, answer.breaks)) ?? [],
    [answer],
  );
}

/** What both maps of a comparison are given. */
function sharedProps({ state, cube, baseMap }: ExploreModel, bounds: Bounds) {
  const grid = cube.cube?.grid ?? null;
  const selected = grid && state.cell !== null ? grid.cells.indexOf(state.cell) : -1;
  return {
    start: state.viewport ?? bounds,
    baseMap,
    grid,
    selected: selected < 0 ? null : selected,
    onSelect: (index: number | null) => selectCell(index === null ? null : (grid?.cells[index] ?? null)),
    onMoved: keepViewport,
  };
}

type Pane = { slot: number; period: Period; counts: WindowCounts | undefined; heading: string };

/** Earlier period on the left, later on the right; one pane without comparison. */
function paneList(shown: Period, earlier: Period | null, windows: readonly WindowCounts[]): Pane[] {
  const pane = (slot: number, period: Period): Pane => ({
    slot,
    period,
    counts: windows[slot],
    heading: periodLabel(period.from, period.to),
  });
  return earlier ? [pane(1, earlier), pane(0, shown)] : [pane(0, shown)];
}

/** Chooses a cell, or none; the same again lets go of it. */
export function selectCell(cell: string | null): void {
  const state = currentState();
  if (state.screen === "explore") navigate({ ...state, cell: cell === state.cell ? null : cell });
}

function keepViewport(viewport: Viewport): void {
  const state = currentState();
  if (state.screen === "explore") navigate({ ...state, viewport }, { replace: true });
}

function mapLabel(model: ExploreModel, period: Period): string {
  const { category } = model.scope ?? {};
  return `Map of ${category?.label ?? "incidents"} in ${model.areaName}, ${periodLabel(period.from, period.to)}: ${model.words.legend}. Arrow keys move it, plus and minus zoom. Every hexagon is also in the table.`;
}
