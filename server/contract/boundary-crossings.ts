/** Where roads cross an area's boundary, and which of these places cameras see well enough for number plates. */
import { z } from "zod";
import { positionSchema } from "./camera-design.ts";
import { coverageInputSchema } from "./coverage.ts";
import { metaSchema } from "./meta.ts";

export const crossingsInputSchema = coverageInputSchema
  .pick({ area: true, cameras: true, edition: true, night: true, obstacles: true, obstacleHeightsM: true })
  .extend({
    level: z
      .string()
      .regex(/^[a-z]{3,20}$/)
      .optional()
      .describe("Absent = identify (2014) or validate (2025)"),
    withinM: z
      .number()
      .min(0)
      .max(200)
      .default(25)
      .describe("A crossing is covered if any point of its road so near to it is in view"),
  });
export type CrossingsInput = z.input<typeof crossingsInputSchema>;

const crossingSchema = z.object({
  id: z.string(),
  road: z.string().nullable(),
  class: z.string(),
  position: positionSchema,
  cameras: z.array(z.string()).describe("Ids of cameras that cover it; none = uncovered"),
});
export type Crossing = z.infer<typeof crossingSchema>;

export const crossingsSchema = z.object({
  data: z.object({
    crossings: z.array(crossingSchema).describe("Uncovered first, then by class and name"),
    covered: z.number().int(),
    uncovered: z.number().int(),
    alongBoundary: z
      .number()
      .int()
      .describe("Roads that run along the boundary: they have no single crossing"),
    level: z.object({ id: z.string(), label: z.string(), pxPerM: z.number() }),
  }),
  meta: metaSchema,
});
export type Crossings = z.infer<typeof crossingsSchema>;
