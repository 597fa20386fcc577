import type { Place } from "#contract/places.ts";
import { currentState, navigate } from "../../../state/location-store.ts";
import { hottestCell, viewportOf } from "./place-words.ts";

/** Chooses a place by its hottest hexagon and frames it on the map; the same again lets go of it. */
export function selectPlace(place: Place): void {
  const state = currentState();
  if (state.screen !== "explore") return;
  const cell = hottestCell(place);
  if (state.cell !== null && place.cells.includes(state.cell)) {
    navigate({ ...state, cell: null });
    return;
  }
  navigate({ ...state, cell, viewport: viewportOf(place) });
}
