/** Two maps that show the same place: where one goes, the other goes. */
import { type RefObject, useMemo, useRef } from "react";
import type { Viewport } from "../state/url-state.ts";
import type { MapController } from "./map-controller.ts";

export type Controllers = readonly [RefObject<MapController | null>, RefObject<MapController | null>];

/** One handle per map; the same ones for as long as the screen is open. */
export function useControllers(): Controllers {
  const first = useRef<MapController | null>(null);
  const second = useRef<MapController | null>(null);
  return useMemo(() => [first, second] as const, []);
}

let syncing = false;

/** Lets the other map follow the one of this number. */
export function moveOther(controllers: Controllers, slot: number, viewport: Viewport): void {
  if (syncing) return;
  syncing = true;
  controllers[slot === 0 ? 1 : 0].current?.jumpTo(viewport);
  syncing = false;
}
