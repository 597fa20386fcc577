/** Health, readiness, sources, and the layers of the base map. */
import { z } from "zod";
import { monthSchema } from "./meta.ts";

export const engineSchema = z.enum(["external", "local-cluster", "embedded"]);
export type Engine = z.infer<typeof engineSchema>;

export const healthSchema = z.object({ status: z.literal("ok"), uptimeS: z.number() });

export const readySchema = z.object({
  data: z.object({
    ready: z.boolean(),
    version: z.string().describe("Version of Sightline"),
    engine: engineSchema,
    engineText: z.string().describe("One line for the badge: what runs and whether it is durable"),
    durable: z.boolean(),
    demo: z.boolean().describe("True while the invented demo borough is what is shown"),
    datasetVersion: z.string(),
    preparing: z.string().nullable().describe("What the server is still doing, or null"),
    defaultArea: z.string().nullable(),
    latestMonth: monthSchema.nullable(),
    firstMonth: monthSchema.nullable(),
    baseMap: z.object({ pmtilesUrl: z.string().nullable(), styleUrl: z.string().nullable() }),
  }),
});
export type Ready = z.infer<typeof readySchema>["data"];

export const sourceListSchema = z.object({
  data: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      publisher: z.string(),
      licence: z.string(),
      timePrecision: z.enum(["month", "exact"]),
      positionPrecision: z.enum(["snap-point", "exact"]),
      invented: z.boolean(),
      forces: z.array(
        z.object({
          name: z.string(),
          from: monthSchema,
          to: monthSchema,
          months: z.number().int(),
          gaps: z.array(monthSchema),
          located: z.number().int(),
          unlocated: z.number().int(),
        }),
      ),
    }),
  ),
});
export type SourceList = z.infer<typeof sourceListSchema>["data"];

/** GeoJSON FeatureCollection with string properties; geometry is passed through to the map. */
export const featureCollectionSchema = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(
    z.object({
      type: z.literal("Feature"),
      id: z.union([z.number(), z.string()]).optional(),
      properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      geometry: z.object({ type: z.string(), coordinates: z.array(z.unknown()) }),
    }),
  ),
});
