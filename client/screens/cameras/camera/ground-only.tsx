import { useMemo } from "react";
import { formatCount } from "../../../state/format.ts";
import type { ShownCamera } from "../model/plan.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { groundOnlyItSees } from "../model/view-features.ts";

/** What no other camera of the plan sees, counted in the browser with every movement of the hand. */
export function GroundOnlyItSees({
  camera,
  model: { surroundings, shown, level, state },
}: {
  camera: ShownCamera;
  model: CamerasModel;
}) {
  const others = useMemo(
    () =>
      shown.flatMap(({ id, role, design }) =>
        design && role !== "removed" && id !== camera.id ? [design] : [],
      ),
    [shown, camera.id],
  );
  if (!surroundings || !camera.design || !level) return null;
  const ground = groundOnlyItSees(surroundings, camera.design, others, level, state.night);
  if (!ground) return null;
  return (
    <p className="note pad">
      Of {formatCount(Math.round(ground.areaM2))} m² in view at {level.label.toLowerCase()}
      {camera.design.presets.length > 1 ? ", at some time or other," : ""} no other camera sees{" "}
      <strong>{formatCount(Math.round(ground.onlyM2))} m²</strong>.
    </p>
  );
}
