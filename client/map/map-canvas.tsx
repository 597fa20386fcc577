import { type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import type { Viewport } from "../state/url-state.ts";
import { announce } from "../ui/live-region.tsx";
import { useTheme } from "../ui/theme.ts";
import type { HexGrid } from "../workers/cube-messages.ts";
import type { SourceId } from "./base-style.ts";
import { cellFinder } from "./cell-finder.ts";
import type { ClassScheme } from "./class-schemes.ts";
import type { BaseMapConfig } from "./external-base-map.ts";
import { type Bounds, selectionFeatures } from "./geometry.ts";
import { hexagonMarksLayer } from "./layers/hexagon-marks.ts";
import { hexagonsLayer } from "./layers/hexagons.ts";
import { MapController, type MapEvents, type Press } from "./map-controller.ts";
import { paintCells } from "./paint-cells.ts";
import { documentPalette } from "./palette.ts";
import "maplibre-gl/dist/maplibre-gl.css";

export type MapSources = Partial<Record<SourceId, GeoJSON.FeatureCollection | undefined>>;
export type Hover = { index: number; x: number; y: number };

/** What presses and drags on the map do, where they do more than choose a hexagon. */
export type Hand = Required<Pick<MapEvents, "onGrab" | "onDrag" | "onDrop">> & {
  onPress: (press: Press) => void;
};

export type MapCanvasProps = {
  label: string;
  start: Bounds | Viewport;
  /** Base map that the server is configured with; null = our own layers only. */
  baseMap: BaseMapConfig | null;
  grid: HexGrid | null;
  classes: Uint8Array | null;
  scheme: ClassScheme;
  sources: MapSources;
  selected: number | null;
  hovered: number | null;
  /** Of the hexagons, 0 … 1; absent = 1. */
  opacity?: number;
  onHover: (hover: Hover | null) => void;
  onSelect: (index: number | null) => void;
  onMoved: (viewport: Viewport) => void;
  onMoving?: (viewport: Viewport) => void;
  /** Takes presses on the map instead of choosing hexagons. */
  hand?: Hand;
  /** Filled with the controller, for zoom buttons and for maps that move together. */
  controls: RefObject<MapController | null>;
};

/** The map: base layers, hexagons, selection. Says what the reader does; keeps no state of its own. */
export function MapCanvas(props: MapCanvasProps) {
  const container = useRef<HTMLDivElement>(null);
  const controller = useMapController(container, props);
  const { theme } = useTheme();
  const { grid, classes, scheme, sources, selected, hovered, label, opacity = 1 } = props;
  // The document's colours change with the theme.
  const palette = useMemo(() => documentPalette(), [theme]);

  useEffect(() => controller.current?.setPalette(palette), [palette, controller]);
  useEffect(() => controller.current?.setLabel(label), [label, controller]);
  useSources(controller, sources);
  useEffect(() => {
    controller.current?.setSource("selection", selectionFeatures(grid, selected, hovered));
  }, [grid, selected, hovered, controller]);
  useEffect(() => {
    if (!grid || !classes || classes.length !== grid.cells.length) {
      controller.current?.setLayers([]);
      return;
    }
    const { fills, marks } = paintCells(classes, grid.flags, scheme, palette, opacity);
    controller.current?.setLayers([
      hexagonsLayer({ grid, fills }),
      ...marks.map((each) => hexagonMarksLayer(grid, each)),
    ]);
  }, [grid, classes, scheme, palette, opacity, controller]);
  return <div ref={container} className="map-canvas" />;
}

/** Makes the map once, and always calls the newest callbacks. */
function useMapController(container: RefObject<HTMLDivElement | null>, props: MapCanvasProps) {
  const controller = useRef<MapController | null>(null);
  const newest = useRef(props);
  newest.current = props;
  const { grid, controls } = props;
  const find = useMemo(() => (grid ? cellFinder(grid) : () => null), [grid]);
  const finder = useRef(find);
  finder.current = find;

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const { label, start, baseMap } = newest.current;
    const begin = { label, palette: documentPalette(), at: start, baseMap };
    const map = new MapController(element, begin, {
      onMoved: (viewport) => newest.current.onMoved(viewport),
      onMoving: (viewport) => newest.current.onMoving?.(viewport),
      onPointer: (at) => {
        const index = at ? finder.current(at.lng, at.lat) : null;
        newest.current.onHover(at && index !== null ? { index, x: at.x, y: at.y } : null);
      },
      onProblem: announce,
      onClick: (press) => {
        const { hand, onSelect } = newest.current;
        if (hand) hand.onPress(press);
        else onSelect(finder.current(press.lng, press.lat));
      },
      onGrab: (press) => newest.current.hand?.onGrab(press) ?? false,
      onDrag: (position) => newest.current.hand?.onDrag(position),
      onDrop: () => newest.current.hand?.onDrop(),
    });
    controller.current = map;
    return () => {
      controller.current = null;
      map.remove();
    };
  }, [container]);
  useImperativeHandle(controls, () => controller.current as MapController);
  return controller;
}

function useSources(controller: RefObject<MapController | null>, sources: MapSources): void {
  const shown = useRef<MapSources>({});
  useEffect(() => {
    for (const id of Object.keys(sources) as SourceId[]) {
      if (shown.current[id] !== sources[id]) controller.current?.setSource(id, sources[id]);
    }
    shown.current = sources;
  }, [controller, sources]);
}
