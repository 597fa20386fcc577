import type { ColumnMapping } from "#contract/imports.ts";
import { publishedPosition } from "#domain/grid/published-position.ts";

/** A position as the check shows it; accepted without being located means: counted, but on no map. */
export type PositionReading = { ok: boolean; located: boolean; text: string };

/** How two cells read as a position in the chosen coordinate system, by the reader that imports them. */
export function readPosition(
  xText: string,
  yText: string,
  system: ColumnMapping["coordinates"],
): PositionReading {
  const read = publishedPosition(xText, yText, system);
  if (!read.ok) return { ok: false, located: false, text: read.detail };
  if (read.position === null) return { ok: true, located: false, text: "no position" };
  const [lng, lat] = read.position;
  const side = lng < 0 ? "W" : "E";
  return { ok: true, located: true, text: `${lat.toFixed(5)} N, ${Math.abs(lng).toFixed(5)} ${side}` };
}
