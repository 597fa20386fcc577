/** Hexagons of risk under the cameras, with the classes of their counts. */
import { type ClassBreaks, classBreaks, classify } from "../../../map/class-breaks.ts";
import type { HexGrid } from "../../../workers/cube-messages.ts";
import { hexGrid } from "../../../workers/hex-grid.ts";

export type RiskGrid = { grid: HexGrid; classes: Uint8Array; breaks: ClassBreaks };

/** Only hexagons with incidents: the others would hide the streets for nothing. */
export function riskGrid(cells: readonly { cell: string; n: number }[]): RiskGrid | null {
  const busy = cells.filter(({ n }) => n > 0);
  if (busy.length === 0) return null;
  const counts = busy.map(({ n }) => n);
  const breaks = classBreaks(Float64Array.from(counts), true);
  const grid = hexGrid(
    busy.map(({ cell }) => cell),
    new Uint8Array(busy.length),
  );
  return { grid, breaks, classes: classify(counts, breaks, new Uint8Array(busy.length)) };
}
