import { useMemo } from "react";
import { shareDifference } from "#domain/scenario/appraise-options.ts";
import { CHANGE } from "../../../map/class-schemes.ts";
import { boundsOf } from "../../../map/geometry.ts";
import { MapCanvas } from "../../../map/map-canvas.tsx";
import { moveOther, useControllers } from "../../../map/move-together.ts";
import { TODAY } from "../../../state/camera-state.ts";
import { hexGrid } from "../../../workers/hex-grid.ts";
import { useFitToAreas } from "../../explore/model/use-fit-to-areas.ts";
import { useMapSources } from "../../explore/model/use-map-sources.ts";
import { keepCameraViewport } from "../map/cameras-map.tsx";
import { cameraFeatures, estateViews } from "../model/camera-features.ts";
import { planOf, shownCameras } from "../model/plan.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { drawnBands } from "../model/view-features.ts";
import { DifferenceLegend } from "./difference-legend.tsx";
import { type CameraOption, PLAN, useOptions } from "./use-options.ts";

/** Shares that differ by less look the same. */
const LEAST_DIFFERENCE = 0.005;
/** From this zoom on streets and views matter more than hexagons. */
const CLOSE_ZOOM = 14;
const CLOSE_OPACITY = 0.4;
const CHANGE_SCHEME = { kind: "change" } as const;

/** What the plan is compared with on the left, the plan on the right, with the hexagons where they differ. */
export function CompareMaps({ model }: { model: CamerasModel }) {
  const { state, area, plan } = model;
  const { options } = useOptions(model);
  const controllers = useControllers();
  const areas = useMemo(() => (area ? [area] : []), [area]);
  const { sources } = useMapSources(areas, 0, state.viewport);
  useFitToAreas(controllers, areas, state.viewport);
  const bounds = boundsOf(areas);
  const other = options.find(({ id }) => id === state.against) ?? options.find(({ id }) => id === TODAY);
  const own = options.find(({ id }) => id === (plan.id ?? PLAN));
  const difference = useDifference(other, own);
  const left = useOptionSources(model, other);
  const right = useOptionSources(model, own);
  if (!bounds || !other || !own) return <div className="map-wait" />;
  const shared = {
    start: state.viewport ?? bounds,
    baseMap: model.baseMap,
    selected: null,
    hovered: null,
    onHover: () => undefined,
    onSelect: () => undefined,
    onMoved: keepCameraViewport,
  };
  return (
    <div className="maps" data-count={2}>
      {[
        { option: other, drawn: left, slot: 0 },
        { option: own, drawn: right, slot: 1 },
      ].map(({ option, drawn, slot }) => (
        <div className="map-pane" key={slot}>
          <p className="map-heading">{option.name}</p>
          <MapCanvas
            {...shared}
            label={`Map of the cameras of ${option.name}. The table beside it has the same figures.`}
            grid={slot === 1 ? difference.grid : null}
            classes={slot === 1 ? difference.classes : null}
            scheme={CHANGE_SCHEME}
            sources={{ ...sources, ...drawn }}
            opacity={(state.viewport?.zoom ?? 0) >= CLOSE_ZOOM ? CLOSE_OPACITY : 1}
            controls={controllers[slot === 0 ? 0 : 1]}
            onMoving={(viewport) => moveOther(controllers, slot, viewport)}
          />
        </div>
      ))}
      <DifferenceLegend from={other.name} to={own.name} counts={difference.counts} />
    </div>
  );
}

function useOptionSources(
  { estate, surroundings, levels, state }: CamerasModel,
  option: CameraOption | undefined,
) {
  const document = option?.document;
  return useMemo(() => {
    if (!document) return {};
    const shown = shownCameras(estate, planOf(document), document);
    return {
      cameras: cameraFeatures(shown, null),
      views: estateViews(surroundings, shown, null, drawnBands(levels), state.night),
    };
  }, [estate, surroundings, levels, state.night, document]);
}

function useDifference(other: CameraOption | undefined, own: CameraOption | undefined) {
  const [before, after] = [other?.cells, own?.cells];
  return useMemo(() => {
    const found = shareDifference(before ?? [], after ?? []);
    const classes = Uint8Array.from(found, ({ difference }) =>
      difference > LEAST_DIFFERENCE
        ? CHANGE.more
        : difference < -LEAST_DIFFERENCE
          ? CHANGE.less
          : CHANGE.noClearChange,
    );
    const grid = hexGrid(
      found.map(({ cell }) => cell),
      new Uint8Array(found.length),
    );
    const count = (wanted: number) => classes.reduce((n, each) => (each === wanted ? n + 1 : n), 0);
    const counts = {
      more: count(CHANGE.more),
      less: count(CHANGE.less),
      same: count(CHANGE.noClearChange),
    };
    return { grid, classes, counts };
  }, [before, after]);
}
