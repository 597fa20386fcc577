/** Hexagon counts: rows for one period, or a columnar cube by month. */
import { z } from "zod";
import { metaSchema, monthSchema } from "./meta.ts";

/** inside = wholly in the area; edge = crossed by the boundary, only incidents inside the polygon counted;
 * buffer = beyond the boundary (and the outer part of edge cells is not counted at all). */
export const cellFlagSchema = z.enum(["inside", "edge", "buffer"]);
export type CellFlag = z.infer<typeof cellFlagSchema>;

const cellRowSchema = z.object({ cell: z.string(), n: z.number().int(), flag: cellFlagSchema });
export const cellRowsSchema = z.object({ data: z.array(cellRowSchema), meta: metaSchema });

/**
 * Columnar cube. `cells` lists every cell of the area (zero cells too, buffer cells last) with `flags` beside it
 * (0 inside, 1 edge, 2 buffer) and `areaM2` the true cell area. Entry k says: cells[cellIndex[k]] had n[k]
 * incidents of categories[categoryIndex[k]] in months[monthIndex[k]]. Only non-zero entries are listed.
 */
export const cellCubeSchema = z.object({
  data: z.object({
    cells: z.array(z.string()),
    flags: z.array(z.number().int().min(0).max(2)),
    areaM2: z.array(z.number()),
    centreInside: z
      .array(z.number().int().min(0).max(1))
      .describe("1 where the cell's centre lies in the polygon: the cells that statistics are made of"),
    months: z.array(monthSchema).describe("Every month of the period, whether or not data exists for it"),
    monthStates: z
      .array(z.enum(["covered", "gap"]))
      .describe(
        "covered = a live slice speaks of this month; gap = no source covers it, so nothing is known",
      ),
    categories: z.array(z.string()),
    cellIndex: z.array(z.number().int()),
    monthIndex: z.array(z.number().int()),
    categoryIndex: z.array(z.number().int()),
    n: z.array(z.number().int()),
  }),
  meta: metaSchema,
});
export type CellCube = z.infer<typeof cellCubeSchema>["data"];

export const cellDetailSchema = z.object({
  data: z.object({
    cell: z.string(),
    resolution: z.number().int(),
    areaM2: z.number(),
    flag: cellFlagSchema,
    byMonth: z.array(z.object({ month: monthSchema, n: z.number().int() })),
    byCategory: z.array(z.object({ category: z.string(), label: z.string(), n: z.number().int() })),
    streets: z.array(z.object({ name: z.string(), n: z.number().int(), positions: z.number().int() })),
    snapPointShare: z
      .number()
      .nullable()
      .describe("Share of incidents on positions used by 5 or more incidents"),
    wards: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
  meta: metaSchema,
});
export type CellDetail = z.infer<typeof cellDetailSchema>["data"];

/** Residents or households per cell, spread evenly over the smallest published areas that have them. */
export const denominatorsSchema = z.object({
  data: z.object({
    measure: z.enum(["residents", "households"]),
    cells: z.array(z.string()),
    people: z.array(z.number().nullable()).describe("null = no published figure covers most of the cell"),
    year: z.number().int(),
    from: z.string().describe("Areas that the figures come from, for example '211 LSOAs, 2011 census'"),
  }),
  meta: metaSchema,
});
export type Denominators = z.infer<typeof denominatorsSchema>["data"];

/** The streets or places where most of a cell's incidents are, busiest first. */
export const cellStreetsSchema = z.object({
  data: z.array(z.object({ cell: z.string(), streets: z.array(z.string()).max(3) })),
  meta: metaSchema,
});
export type CellStreets = z.infer<typeof cellStreetsSchema>["data"][number];
