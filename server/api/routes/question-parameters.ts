/** Query parameters that several routes share. */
import { z } from "zod";
import { monthSchema } from "#contract/meta.ts";
import type { StoredResolution } from "#domain/grid/h3.ts";

export const questionParameters = {
  area: z.string().max(100).optional().describe("Area code; absent = the default area, `all` = everything"),
  category: z
    .string()
    .max(2000)
    .optional()
    .describe("Dotted category ids, comma-separated; absent or `all` = every category"),
  from: monthSchema.optional().describe("First month; absent = where the data begins"),
  to: monthSchema.optional().describe("Last month; absent = where the data ends"),
};

/** H3 resolutions that counts are kept at. */
export const resolutionParameter = z
  .enum(["8", "9", "10", "11"], { error: "expected one of the H3 resolutions 8, 9, 10, 11" })
  .transform((text): StoredResolution => (({ 8: 8, 9: 9, 10: 10, 11: 11 }) as const)[text])
  .default(9)
  .describe("H3 resolution: 8 (0.7 km²), 9 (0.1 km²), 10 (0.015 km²), 11 (0.002 km²)");

const WIDEST_BUFFER_M = 5000;

export const bufferParameter = z.coerce
  .number({ error: "expected metres" })
  .min(0)
  .max(WIDEST_BUFFER_M)
  .default(0)
  .describe("Width of a buffer beyond the boundary, metres; its hexagons are flagged and counted whole");

export const boxParameter = z
  .string()
  .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, "expected west,south,east,north in degrees")
  .transform((text): [number, number, number, number] => {
    const [west = 0, south = 0, east = 0, north = 0] = text.split(",").map(Number);
    return [west, south, east, north];
  })
  .optional()
  .describe("west,south,east,north in degrees");
