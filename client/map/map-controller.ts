/** One MapLibre map with the hexagons woven into its layers. Knows nothing of React or of the URL. */
import type { Layer } from "@deck.gl/core";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import {
  GeoJSONSource,
  Map as MapLibreMap,
  type MapMouseEvent,
  type MapTouchEvent,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Viewport } from "../state/url-state.ts";
import { baseLayers, baseStyle, EMPTY, SOURCES, type SourceId } from "./base-style.ts";
import { addExternalBaseMap, type BaseMapConfig } from "./external-base-map.ts";
import type { Bounds } from "./geometry.ts";
import type { Palette } from "./palette.ts";

setWorkerUrl(workerUrl);

/** Where the reader pressed, and how far on screen something else is from there. */
export type Press = { lng: number; lat: number; pixelsTo: (position: readonly [number, number]) => number };

export type MapEvents = {
  /** The reader moved the map; not called for moves that the app itself made. */
  onMoved: (viewport: Viewport) => void;
  /** Every frame of a move, by whomever. */
  onMoving: (viewport: Viewport) => void;
  onPointer: (position: { lng: number; lat: number; x: number; y: number } | null) => void;
  onClick: (press: Press) => void;
  /** The reader presses something that can be dragged: true takes the press away from the map. */
  onGrab?: (press: Press) => boolean;
  onDrag?: (position: { lng: number; lat: number }) => void;
  onDrop?: () => void;
  /** Something that the reader should know, in words. */
  onProblem: (text: string) => void;
};

export type MapStart = {
  label: string;
  palette: Palette;
  at: Bounds | Viewport;
  baseMap: BaseMapConfig | null;
};

/** Room around a fitted area: more on the sides of a wide map, where the legend and the buttons stand. */
function fitPadding(container: HTMLElement) {
  const isWide = container.clientWidth > 560;
  return { top: 26, bottom: 26, left: isWide ? 104 : 30, right: isWide ? 56 : 30 };
}

const SETTLED_AFTER_MS = 600;

export class MapController {
  readonly #map: MapLibreMap;
  readonly #overlay: MapLibreOverlay;
  readonly #waiting = new Map<SourceId, GeoJSON.FeatureCollection>();
  #palette: Palette;
  /** Bounds that the map shows whole until the reader moves it, also when its box changes size. */
  #fitted: Bounds | null;
  #loaded = false;
  #lastPaint = 0;
  #removed = false;

  constructor(container: HTMLElement, { label, palette, at, baseMap }: MapStart, events: MapEvents) {
    this.#palette = palette;
    this.#fitted = Array.isArray(at) ? at : null;
    this.#map = new MapLibreMap({
      container,
      style: baseStyle(palette),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      renderWorldCopies: false,
      fadeDuration: 0,
      canvasContextAttributes: { antialias: false },
      ...(Array.isArray(at)
        ? { bounds: at, fitBoundsOptions: { padding: fitPadding(container) } }
        : { center: [at.lng, at.lat] as [number, number], zoom: at.zoom }),
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.getCanvas().setAttribute("aria-label", label);
    this.#overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
    this.#map.once("load", () => {
      this.#onLoad();
      if (!baseMap) return;
      void addExternalBaseMap(this.#map, baseMap, palette).then((problem) =>
        problem ? events.onProblem(problem) : null,
      );
    });
    this.#listen(events);
  }

  setSource(id: SourceId, data: GeoJSON.FeatureCollection | null | undefined): void {
    if (this.#removed) return;
    const features = data ?? EMPTY;
    if (!this.#loaded) {
      this.#waiting.set(id, features);
      return;
    }
    const source = this.#map.getSource(id);
    if (source instanceof GeoJSONSource) source.setData(features);
    this.#showLayersOf(id, features.features.length > 0);
  }

  setLayers(layers: Layer[]): void {
    if (this.#removed) return;
    this.#overlay.setProps({ layers });
    this.#paintOnceMore();
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    if (!this.#loaded || this.#removed) return;
    for (const layer of baseLayers(palette)) {
      for (const [name, paint] of Object.entries(layer.paint ?? {})) {
        this.#map.setPaintProperty(layer.id, name as "fill-color", paint);
      }
    }
  }

  setLabel(label: string): void {
    this.#map.getCanvas().setAttribute("aria-label", label);
  }

  fit(bounds: Bounds, animate: boolean): void {
    this.#fitted = bounds;
    this.#map.fitBounds(bounds, {
      padding: fitPadding(this.#map.getContainer()),
      animate: animate && !reducedMotion(),
      duration: 500,
    });
  }

  jumpTo({ lng, lat, zoom }: Viewport): void {
    this.#fitted = null;
    this.#map.jumpTo({ center: [lng, lat], zoom });
  }

  zoomBy(levels: number): void {
    this.#map.easeTo(
      { zoom: this.#map.getZoom() + levels, duration: reducedMotion() ? 0 : 200 },
      { originalEvent: true },
    );
  }

  /** Moves the map only if the position is not in view, so that it never jumps under the reader. */
  reveal(lng: number, lat: number): void {
    if (!this.#map.getBounds().contains([lng, lat]))
      this.#map.panTo([lng, lat], { duration: reducedMotion() ? 0 : 300 });
  }

  viewport(): Viewport {
    const { lng, lat } = this.#map.getCenter();
    return { lng, lat, zoom: this.#map.getZoom() };
  }

  remove(): void {
    this.#removed = true;
    this.#map.remove();
  }

  /**
   * On a slow machine deck.gl's first frame can come after the map's last one and cover lines and labels; one more
   * frame, a moment after the last change, puts everything in its order.
   */
  #paintOnceMore(): void {
    window.clearTimeout(this.#lastPaint);
    this.#lastPaint = window.setTimeout(() => {
      if (!this.#removed) this.#map.triggerRepaint();
    }, SETTLED_AFTER_MS);
  }

  /** Layers without anything to draw are left out of each frame: even empty ones cost a pass over their tiles. */
  #showLayersOf(source: SourceId, visible: boolean): void {
    for (const layer of this.#map.getStyle().layers) {
      if (!("source" in layer) || layer.source !== source) continue;
      this.#map.setLayoutProperty(layer.id, "visibility", visible ? "visible" : "none");
    }
  }

  #onLoad(): void {
    if (this.#removed) return;
    this.#loaded = true;
    this.#map.addControl(this.#overlay);
    for (const id of SOURCES) this.setSource(id, this.#waiting.get(id));
    this.#waiting.clear();
    this.setPalette(this.#palette);
    void document.fonts.ready.then(() => this.#paintOnceMore());
  }

  #grab(
    event: MapMouseEvent | MapTouchEvent,
    events: MapEvents,
    move: "mousemove" | "touchmove",
    end: "mouseup" | "touchend",
  ): void {
    if (!events.onGrab?.(pressOf(this.#map, event))) return;
    event.preventDefault();
    const follow = ({ lngLat }: MapMouseEvent | MapTouchEvent) =>
      events.onDrag?.({ lng: lngLat.lng, lat: lngLat.lat });
    this.#map.on(move, follow);
    this.#map.once(end, () => {
      this.#map.off(move, follow);
      events.onDrop?.();
    });
  }

  #listen(events: MapEvents): void {
    const map = this.#map;
    map.on("move", (event) => {
      if (isByReader(event)) events.onMoving(this.viewport());
    });
    map.on("movestart", (event) => {
      if (isByReader(event)) this.#fitted = null;
    });
    map.on("resize", () => {
      if (this.#fitted) this.fit(this.#fitted, false);
    });
    map.on("moveend", (event) => {
      if (isByReader(event)) events.onMoved(this.viewport());
    });
    map.on("mousemove", ({ lngLat, point }) =>
      events.onPointer({ lng: lngLat.lng, lat: lngLat.lat, x: point.x, y: point.y }),
    );
    map.on("mouseout", () => events.onPointer(null));
    map.on("movestart", () => events.onPointer(null));
    map.on("click", (event) => events.onClick(pressOf(map, event)));
    map.on("mousedown", (event) => this.#grab(event, events, "mousemove", "mouseup"));
    map.on("touchstart", (event) => {
      if (event.points.length === 1) this.#grab(event, events, "touchmove", "touchend");
    });
  }
}

function pressOf(map: MapLibreMap, { lngLat, point }: MapMouseEvent | MapTouchEvent): Press {
  return {
    lng: lngLat.lng,
    lat: lngLat.lat,
    pixelsTo: ([lng, lat]) => map.project([lng, lat]).dist(point),
  };
}

function isByReader(event: object): boolean {
  return "originalEvent" in event && Boolean(event.originalEvent);
}

function reducedMotion(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
