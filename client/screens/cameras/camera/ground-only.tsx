import { useMemo } from "react";
import { formatCount } from "../../../state/format.ts";
import type { ShownCamera } from "../model/plan.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { groundOnlyItSees } from "../model/view-features.ts";

/** How far a camera of unknown lens may see something that is worth asking about. */
const UNKNOWN_RANGE_M = 60;

/** What no other camera of the plan sees, counted in the browser with every movement of the hand. */
export function GroundOnlyItSees({
  camera,
  model: { surroundings, shown, level, state },
}: {
  camera: ShownCamera;
  model: CamerasModel;
}) {
  const rest = useMemo(
    () => shown.filter(({ id, role }) => role !== "removed" && id !== camera.id),
    [shown, camera.id],
  );
  const others = useMemo(() => rest.flatMap(({ design }) => (design ? [design] : [])), [rest]);
  if (!surroundings || !camera.design || !level) return null;
  const ground = groundOnlyItSees(surroundings, camera.design, others, level, state.night);
  if (!ground) return null;
  const here = surroundings.plane.toPlane(camera.design.position);
  const farthestM = camera.design.rangeM + UNKNOWN_RANGE_M;
  const unknown = rest.filter(({ design, position }) => {
    const [x, y] = surroundings.plane.toPlane(position);
    return !design && Math.hypot(x - here[0], y - here[1]) < farthestM;
  }).length;
  return (
    <p className="note pad">
      Of {formatCount(Math.round(ground.areaM2))} m² in view at {level.label.toLowerCase()}
      {camera.design.presets.length > 1 ? ", at some time or other," : ""} no other camera sees{" "}
      <strong>{formatCount(Math.round(ground.onlyM2))} m²</strong>.
      {unknown > 0 ? ` ${unknownText(unknown)}` : ""}
    </p>
  );
}

function unknownText(n: number): string {
  const [cameras, they] = n === 1 ? ["One camera", "it sees"] : [`${formatCount(n)} cameras`, "they see"];
  const have = n === 1 ? "has" : "have";
  return `${cameras} near it ${have} no direction or lens on record: what ${they} is not known and counts as nothing here.`;
}
