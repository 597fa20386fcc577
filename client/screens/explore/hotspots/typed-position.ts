import { parsePlaceText } from "#domain/grid/grid-reference.ts";

/** A position as typed: a grid reference, or latitude and longitude. [lng, lat], or null if it is neither. */
export function readTypedPosition(text: string): [number, number] | null {
  const found = parsePlaceText(text);
  if (!found.ok) return null;
  const [lng, lat] = found.position;
  return [lng, lat];
}
