import { type RefObject, useEffect, useRef } from "react";
import type { AreaDetail } from "#contract/areas.ts";
import { boundsOf } from "../../../map/geometry.ts";
import type { MapController } from "../../../map/map-controller.ts";
import type { Viewport } from "../../../state/url-state.ts";

/** Shows the whole of newly chosen areas, and follows Back and Forward; otherwise leaves the map where it is. */
export function useFitToAreas(
  controllers: readonly RefObject<MapController | null>[],
  areas: readonly AreaDetail[],
  viewport: Viewport | null,
): void {
  const shown = useRef("");
  const codes = areas.map((area) => area.code).join();
  useEffect(() => {
    if (codes === "") return;
    const bounds = boundsOf(areas);
    const isNew = shown.current !== "" && shown.current !== codes;
    shown.current = codes;
    if (isNew && viewport === null && bounds)
      for (const { current } of controllers) current?.fit(bounds, true);
    if (viewport !== null) {
      for (const { current } of controllers)
        if (current && isElsewhere(current.viewport(), viewport)) current.jumpTo(viewport);
    }
  }, [codes, areas, viewport, controllers]);
}

/** True if two viewports differ by more than the rounding of the address. */
function isElsewhere(a: Viewport, b: Viewport): boolean {
  return Math.abs(a.lng - b.lng) > 2e-5 || Math.abs(a.lat - b.lat) > 2e-5 || Math.abs(a.zoom - b.zoom) > 0.02;
}
