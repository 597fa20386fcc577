import { useMemo } from "react";
import { usePlaces } from "../../../api/places.ts";
import { placeOutlines } from "../../../map/place-outlines.ts";
import type { ExploreModel } from "../model/use-explore.ts";
import { hotspotQuestion } from "./hotspot-question.ts";

/** The listed places as outlines for the map, while the list is open; undefined otherwise. */
export function useHotspotOutlines(model: ExploreModel): GeoJSON.FeatureCollection | undefined {
  const isOpen = model.state.panel === "list" && !model.isDraft;
  const { data, isPlaceholderData } = usePlaces(isOpen ? hotspotQuestion(model) : null);
  const grid = model.cube.cube?.grid ?? null;
  return useMemo(
    () => (isOpen && data && !isPlaceholderData ? placeOutlines(data.data.places, grid) : undefined),
    [isOpen, data, isPlaceholderData, grid],
  );
}
