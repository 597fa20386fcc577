/** Areas: boroughs, districts, wards, LSOAs, postcode districts and places, addressed by code. */
import { z } from "zod";
import { metaSchema, monthSchema } from "./meta.ts";

/** `all` = everything that has a position, for a database with incidents but no boundary yet. */
export const ALL_AREAS_CODE = "all";

export const areaKindSchema = z.enum([
  "force",
  "local-authority",
  "ward",
  "msoa",
  "lsoa",
  "postcode-district",
  "place",
  "other",
]);
export type AreaKind = z.infer<typeof areaKindSchema>;

export const areaSchema = z.object({
  code: z.string().describe("Official code (E09000003), or a slug where the publisher gives none"),
  kind: areaKindSchema,
  name: z.string(),
  parentCode: z.string().nullable().describe("Local authority that holds most of it"),
  areaKm2: z.number(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).describe("[west, south, east, north]"),
  centre: z.tuple([z.number(), z.number()]),
  demo: z.boolean(),
});
export type Area = z.infer<typeof areaSchema>;
export const areaListSchema = z.object({ data: z.array(areaSchema) });

/** GeoJSON geometry is passed through; clients give it to the map. */
export const areaDetailSchema = z.object({
  data: areaSchema.extend({
    geometry: z.object({
      type: z.literal("MultiPolygon"),
      coordinates: z.array(z.array(z.array(z.array(z.number())))),
    }),
    hexagonRates: z
      .object({ residents: z.boolean(), households: z.boolean() })
      .describe("Whether figures of small areas that meet it are published, so that hexagons can have rates"),
    population: z.array(
      z.object({
        year: z.number().int(),
        measure: z.enum(["residents", "households"]),
        n: z.number().int(),
        source: z.string(),
      }),
    ),
  }),
});
export type AreaDetail = z.infer<typeof areaDetailSchema>["data"];

/** Incidents named for an area by their publisher's LSOA against incidents inside its polygon. */
export const reconciliationSchema = z.object({
  data: z.object({
    byPolygon: z.number().int(),
    byName: z.number().int(),
    both: z.number().int(),
    namedButOutside: z.number().int(),
    insideButNamedElsewhere: z.number().int(),
    insideButUnnamed: z.number().int(),
    sentence: z.string(),
    months: z.array(z.object({ month: monthSchema, byName: z.number().int(), byPolygon: z.number().int() })),
  }),
  meta: metaSchema,
});
export type Reconciliation = z.infer<typeof reconciliationSchema>["data"];
