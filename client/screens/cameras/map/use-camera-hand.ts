/** What presses and drags on the map do: place, choose, move and turn cameras. */
import { useMemo, useRef } from "react";
import type { Column } from "#contract/camera-design.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import type { Hand } from "../../../map/map-canvas.tsx";
import type { Press } from "../../../map/map-controller.ts";
import type { CameraState, PlanCamera } from "../../../state/camera-state.ts";
import { navigate } from "../../../state/location-store.ts";
import { announce } from "../../../ui/live-region.tsx";
import { handleOf } from "../model/camera-features.ts";
import { bearingTo, type ShownCamera, withCamera, withFacts, withNewCamera } from "../model/plan.ts";
import { commit, planState, takenIds } from "../model/plan-session.ts";

/** As near as this on screen counts as on it. */
const GRAB_PX = 14;
const SNAP_M = 15;

export type HandFacts = {
  shown: readonly ShownCamera[];
  selected: ShownCamera | null;
  columns: readonly Column[];
  isPlacing: boolean;
  setDraft: (camera: PlanCamera | null) => void;
  onPlaced: () => void;
};

type Grabbed = { kind: "move" | "turn"; id: string; camera: PlanCamera };

/** The same hand for as long as the screen is open; it always knows the newest facts. */
export function useCameraHand(facts: HandFacts): Hand {
  const newest = useRef(facts);
  newest.current = facts;
  const grabbed = useRef<Grabbed | null>(null);
  return useMemo(
    () => ({
      onPress: (press) => pressed(press, newest.current),
      onGrab(press) {
        if (newest.current.isPlacing) return false;
        grabbed.current = grabAt(press, newest.current);
        return grabbed.current !== null;
      },
      onDrag({ lng, lat }) {
        const hold = grabbed.current;
        if (!hold) return;
        const design =
          hold.kind === "turn"
            ? { ...hold.camera.design, bearingDeg: bearingTo(hold.camera.design.position, [lng, lat]) }
            : { ...hold.camera.design, position: [lng, lat] as const };
        hold.camera = { id: hold.id, design };
        newest.current.setDraft(hold.camera);
      },
      onDrop() {
        const hold = grabbed.current;
        grabbed.current = null;
        newest.current.setDraft(null);
        const state = planState();
        if (!hold || !state) return;
        const label = `Camera ${hold.id} ${hold.kind === "turn" ? "turned" : "moved"}`;
        commit(label, { ...withCamera(state, snapped(hold, newest.current.columns)), selected: hold.id });
      },
    }),
    [],
  );
}

/** Only the chosen camera can be dragged: a map that is panned must not move cameras by accident. */
function grabAt(press: Press, { selected }: HandFacts): Grabbed | null {
  if (!selected?.design || selected.role === "removed") return null;
  const camera = { id: selected.id, design: selected.design };
  if (selected.design.bearingDeg !== null && press.pixelsTo(handleOf(selected.design)) < GRAB_PX)
    return { kind: "turn", id: selected.id, camera };
  return press.pixelsTo(selected.position) < GRAB_PX ? { kind: "move", id: selected.id, camera } : null;
}

function pressed(press: Press, facts: HandFacts): void {
  const state = planState();
  if (!state) return;
  if (facts.isPlacing) {
    place(state, [press.lng, press.lat], facts);
    return;
  }
  const near = facts.shown
    .map(({ id, position }) => ({ id, distance: press.pixelsTo(position) }))
    .filter(({ distance }) => distance < GRAB_PX)
    .sort((a, b) => a.distance - b.distance)[0];
  if ((near?.id ?? null) !== state.selected)
    navigate({ ...state, selected: near?.id ?? null, tab: "camera" });
}

/** Places a new camera, on a column if one is near. */
export function place(
  state: CameraState,
  at: LngLat,
  { columns, onPlaced }: Pick<HandFacts, "columns" | "onPlaced">,
): void {
  const column = nearestColumn(at, columns);
  const next = withNewCamera(
    state,
    column?.position ?? [round(at[0]), round(at[1])],
    column?.heightM ?? null,
    takenIds(),
  );
  commit(`Camera ${next.selected} placed`, next, (document) =>
    column ? withFacts(document, next.selected ?? "", { columnId: column.id }) : document,
  );
  onPlaced();
  announce(column ? `Camera placed on column ${column.reference ?? column.id}.` : "Camera placed.");
}

function snapped({ kind, camera }: Grabbed, columns: readonly Column[]): PlanCamera {
  if (kind === "turn") return camera;
  const column = nearestColumn(camera.design.position, columns);
  const [lng, lat] = column?.position ?? camera.design.position;
  return { ...camera, design: { ...camera.design, position: [round(lng), round(lat)] } };
}

function round(degrees: number): number {
  return Number(degrees.toFixed(6));
}

/** The nearest column within 15 m, or null. */
function nearestColumn([lng, lat]: LngLat, columns: readonly Column[]): Column | null {
  const metresPerDegree = 111_195;
  const cos = Math.cos((lat * Math.PI) / 180);
  let best: Column | null = null;
  let least = SNAP_M;
  for (const column of columns) {
    const east = (column.position[0] - lng) * cos * metresPerDegree;
    const north = (column.position[1] - lat) * metresPerDegree;
    const distance = Math.hypot(east, north);
    if (distance < least) [best, least] = [column, distance];
  }
  return best;
}
