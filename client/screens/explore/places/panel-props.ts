import type { NamePlace } from "../model/place-names.ts";
import type { ExploreModel } from "../model/use-explore.ts";

/** What every part of the right panel is given. */
export type PanelProps = {
  /** As it was when the slider last rested. */
  model: ExploreModel;
  namePlace: NamePlace;
  /** Marks a hexagon on the map; null = none. */
  onHover: (index: number | null) => void;
};
