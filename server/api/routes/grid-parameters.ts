/** Query parameters of everything that is worked out on the hexagons of a study area. */
import { z } from "zod";
import { correctionSchema, hotspotMethodSchema, tailSchema } from "#contract/hotspots.ts";
import type { Ring } from "#domain/grid/neighbourhood.ts";
import { bufferParameter, questionParameters, resolutionParameter } from "./question-parameters.ts";

export const ringParameter = z
  .enum(["1", "2", "3"], { error: "expected 1, 2 or 3 rings of hexagons" })
  .transform((text): Ring => (({ 1: 1, 2: 2, 3: 3 }) as const)[text])
  .default(1)
  .describe("How many rings of hexagons around one count as near it: 1 (6 hexagons), 2 (18) or 3 (36)");

/** Area, kinds of crime, months, size of hexagons and the buffer around the area. */
export const gridParameters = {
  ...questionParameters,
  resolution: resolutionParameter,
  bufferM: bufferParameter,
};

/** A grid and a test on it. */
export const hotspotParameters = {
  ...gridParameters,
  ring: ringParameter,
  tail: tailSchema
    .default("hot")
    .describe("hot = more incidents than chance, cold = fewer, two-sided = either"),
  correction: correctionSchema
    .default("bh")
    .describe(
      "For testing many hexagons at once: bh Benjamini–Hochberg, by Benjamini–Yekutieli, holm Holm, none",
    ),
  method: hotspotMethodSchema
    .default("gi-star")
    .describe(
      "gi-star Getis–Ord Gi*; per-resident, per-household, per-area, last-year against what would be expected of those; local-moran hexagons unlike their neighbours",
    ),
};
