import { useRef } from "react";
import type { ExploreModel } from "./use-explore.ts";

/** The model as it was before the slider began to move: for the parts that need not follow every month it passes. */
export function useSettled(model: ExploreModel): ExploreModel {
  const settled = useRef(model);
  if (!model.isDraft) settled.current = model;
  return settled.current;
}
