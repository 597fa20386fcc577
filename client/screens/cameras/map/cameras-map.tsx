import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { Column } from "#contract/camera-design.ts";
import { useLinkChecks } from "../../../api/links.ts";
import { mapFeaturesQuery, useDatasetVersion } from "../../../api/queries.ts";
import { boundsOf } from "../../../map/geometry.ts";
import { MapCanvas } from "../../../map/map-canvas.tsx";
import type { MapController } from "../../../map/map-controller.ts";
import { currentState, navigate } from "../../../state/location-store.ts";
import type { Viewport } from "../../../state/url-state.ts";
import { Button } from "../../../ui/button.tsx";
import { FitIcon, MinusIcon, PlusIcon } from "../../../ui/icons.tsx";
import { buildingBox } from "../../explore/model/building-box.ts";
import { useFitToAreas } from "../../explore/model/use-fit-to-areas.ts";
import { useMapSources } from "../../explore/model/use-map-sources.ts";
import { asInput } from "../links/link-input.ts";
import { cameraFeatures, estateViews, liveView } from "../model/camera-features.ts";
import { treeStandOf } from "../model/tree-shadows.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { drawnBands } from "../model/view-features.ts";
import { CameraLegend } from "./camera-legend.tsx";
import { planFeatures } from "./plan-features.ts";
import { riskGrid } from "./risk-grid.ts";
import { useCameraHand } from "./use-camera-hand.ts";

export type CamerasMapProps = {
  model: CamerasModel;
  columns: readonly Column[];
  isPlacing: boolean;
  onPlaced: () => void;
};

/** From this zoom on views and streets matter more than hexagons. */
const VIEWS_ZOOM = 14;
const RISK_OPACITY = 0.4;

/** Streets, risk, cameras and what they see. */
export function CamerasMap({ model, columns, isPlacing, onPlaced }: CamerasMapProps) {
  const { state, area, shown, selected, levels, setDraft } = model;
  const controller = useRef<MapController | null>(null);
  const controllers = useMemo(() => [controller], []);
  const areas = useMemo(() => (area ? [area] : []), [area]);
  const { sources } = useMapSources(areas, 0, state.viewport);
  const risk = useMemo(() => riskGrid(model.riskCells), [model.riskCells]);
  const bands = useMemo(() => drawnBands(levels), [levels]);
  const cameraSources = useCameraSources(model, columns);
  const hand = useCameraHand({ shown, selected, columns, isPlacing, setDraft, onPlaced });
  const scheme = useMemo(() => ({ kind: "bins" as const, breaks: risk?.breaks ?? [] }), [risk]);
  useFitToAreas(controllers, areas, state.viewport);
  const bounds = boundsOf(areas);
  const zoomedIn = (state.viewport?.zoom ?? 0) >= VIEWS_ZOOM;
  if (!bounds) return <div className="map-wait" />;
  return (
    <div className="maps" data-count={1} data-placing={isPlacing}>
      <div className="map-pane">
        <MapCanvas
          label={`Map of cameras in ${area?.name ?? "the area"}. Every camera is also in the table; positions and directions can be typed.`}
          start={state.viewport ?? bounds}
          baseMap={model.baseMap}
          grid={risk?.grid ?? null}
          classes={risk?.classes ?? null}
          scheme={scheme}
          sources={{ ...sources, ...cameraSources }}
          selected={null}
          hovered={null}
          opacity={zoomedIn ? RISK_OPACITY : 1}
          hand={hand}
          onHover={() => undefined}
          onSelect={() => undefined}
          onMoved={keepCameraViewport}
          controls={controller}
        />
      </div>
      {isPlacing ? (
        <p className="map-hint" role="status">
          Press where the camera should hang. Within 15 m of a column it goes onto the column.
        </p>
      ) : null}
      <CameraLegend model={model} bands={bands} risk={risk} />
      <div className="map-tools">
        <fieldset aria-label="Zoom">
          <Button
            variant="icon"
            aria-label="Zoom in"
            hint="Zoom in"
            onPress={() => controller.current?.zoomBy(1)}
          >
            <PlusIcon />
          </Button>
          <Button
            variant="icon"
            aria-label="Zoom out"
            hint="Zoom out"
            onPress={() => controller.current?.zoomBy(-1)}
          >
            <MinusIcon />
          </Button>
        </fieldset>
        <fieldset aria-label="Map">
          <Button
            variant="icon"
            aria-label="Show the whole area"
            hint="Show the whole area"
            onPress={() => controller.current?.fit(bounds, true)}
          >
            <FitIcon />
          </Button>
        </fieldset>
      </div>
    </div>
  );
}

/** Shapes of cameras and views. The selected camera's view is apart, because it follows the hand. */
function useCameraSources(
  { shown, selected, surroundings, levels, state, plan }: CamerasModel,
  columns: readonly Column[],
) {
  const bands = useMemo(() => drawnBands(levels), [levels]);
  const id = selected?.id ?? null;
  // While one camera is dragged the others stay the same, so their views are not worked out again.
  const others = useMemo(
    () => shown.filter((camera) => camera.id !== id),
    [
      id,
      JSON.stringify(shown.filter((camera) => camera.id !== id).map(({ role, design }) => [role, design])),
    ],
  );
  const views = useMemo(
    () => estateViews(surroundings, others, null, bands, state.night),
    [surroundings, others, bands, state.night],
  );
  const cameras = useMemo(() => cameraFeatures(shown, id), [shown, id]);
  const posts = useMemo(() => columnFeatures(columns), [columns]);
  const { links, buildings } = plan.document;
  const checks = useLinkChecks(links.length === 0 ? null : asInput(links, buildings)).data?.data;
  const zones = useFeatures("privacy-zone", state.viewport);
  const trees = useFeatures(
    state.trees === "ignored" ? null : "tree",
    state.viewport,
    selected?.design?.rangeM ?? 0,
  );
  const stand = useMemo(
    () =>
      surroundings && state.trees !== "ignored" ? treeStandOf(trees, surroundings.plane, state.trees) : null,
    [surroundings, trees, state.trees],
  );
  const live = useMemo(
    () => liveView(surroundings, stand, selected, bands, state.night),
    [surroundings, stand, selected, bands, state.night],
  );
  const plans = useMemo(
    () => planFeatures({ links, buildings }, checks ?? [], zones, trees),
    [links, buildings, checks, zones, trees],
  );
  return { views, "live-view": live, cameras, columns: posts, plans };
}

const NO_FEATURES: readonly GeoJSON.Feature[] = [];

/** Features of a layer in the part of the map that is looked at and so far beyond it, close in; null = none. */
function useFeatures(
  layer: string | null,
  viewport: Viewport | null,
  marginM = 0,
): readonly GeoJSON.Feature[] {
  const version = useDatasetVersion();
  const box = layer === null ? "" : buildingBox(viewport, marginM);
  const { data } = useQuery(mapFeaturesQuery(version, layer ?? "", "", box));
  if (layer === null) return NO_FEATURES;
  // The contract passes geometry through unchecked; what cannot be drawn is not.
  return (data?.features as GeoJSON.Feature[] | undefined) ?? NO_FEATURES;
}

function columnFeatures(columns: readonly Column[]): GeoJSON.FeatureCollection {
  return {
    type: "FeatureCollection",
    features: columns.map(({ position }) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "Point", coordinates: position },
    })),
  };
}

/** The address follows the map. */
export function keepCameraViewport(viewport: Viewport): void {
  const state = currentState();
  if (state.screen === "cameras") navigate({ ...state, viewport }, { replace: true });
}
