import type { LngLat } from "#domain/grid/h3.ts";
import type { PlaceLayer } from "./place-classes.ts";

/** What cameras are and hang on. */
export type PostLayer = "camera" | "column";

/** A place of interest, a camera or a column as every format hands it on, before it is stored. */
export type PlaceDraft = {
  layer: PlaceLayer | PostLayer;
  class: string;
  name: string | null;
  reference: string | null;
  /** Height above ground, where the source says one. */
  heightM?: number | null;
  /** What else the source says of it: unchanged, or read as numbers where these are needed. */
  attributes: Record<string, string | number>;
  position: LngLat;
  /** Easting and northing that the position was converted from by formula, where a better way may exist. */
  bng: readonly [number, number] | null;
};

/** Counts of a whole reading; `read` = accepted + rejected. */
export type PlaceTotals = {
  read: number;
  accepted: number;
  rejected: number;
  byLayer: Map<PlaceLayer | PostLayer, number>;
};

/** First rows as a table. */
export type PlaceSample = { columns: string[]; rows: string[][] };

const MOST_ATTRIBUTES = 30;
const LONGEST_TEXT = 200;

/** Source attributes worth keeping: filled, short, a few dozen at most. */
export function keptAttributes(entries: Iterable<readonly [string, string]>): Record<string, string> {
  const kept: [string, string][] = [];
  for (const [key, text] of entries) {
    if (text === "" || kept.length >= MOST_ATTRIBUTES) continue;
    kept.push([key.slice(0, LONGEST_TEXT), text.slice(0, LONGEST_TEXT)]);
  }
  return Object.fromEntries(kept);
}

/** Text or null where there is none. */
export function textOrNull(text: string | undefined): string | null {
  const clean = text?.trim().slice(0, LONGEST_TEXT) ?? "";
  return clean === "" ? null : clean;
}
