/** Parts of the right panel, in the order of their tabs. The first is shown where the address asks for one that is not here. */
import { type ComponentType, lazy } from "react";
import type { Panel } from "../../../state/url-state.ts";
import { CellsPanel } from "./cells-panel.tsx";
import type { PanelProps } from "./panel-props.ts";

export type PanelEntry = { id: Panel; label: string; Content: ComponentType<PanelProps> };

/** Parts with code of their own are loaded when first shown: `Content: lazy(() => import("./…"))`. */
const HotspotsPanel = lazy(() =>
  import("../hotspots/hotspots-panel.tsx").then((file) => ({ default: file.HotspotsPanel })),
);

const WhenPanel = lazy(() => import("../when/when-panel.tsx").then((file) => ({ default: file.WhenPanel })));
const NearPanel = lazy(() => import("../near/near-panel.tsx").then((file) => ({ default: file.NearPanel })));
const AccuracyPanel = lazy(() =>
  import("../accuracy/accuracy-panel.tsx").then((file) => ({ default: file.AccuracyPanel })),
);

export const PANEL_ENTRIES: readonly PanelEntry[] = [
  { id: "list", label: "Hotspots", Content: HotspotsPanel },
  { id: "cells", label: "Hexagons", Content: CellsPanel },
  { id: "when", label: "When", Content: WhenPanel },
  { id: "near", label: "Near what", Content: NearPanel },
  { id: "accuracy", label: "Accuracy", Content: AccuracyPanel },
];
