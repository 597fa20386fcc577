/** Search results: areas, streets, postcode districts, coordinates, grid references. */
import { z } from "zod";

export const searchHitSchema = z.object({
  kind: z.enum(["area", "street", "place", "coordinate", "grid-reference"]),
  label: z.string(),
  detail: z.string(),
  code: z.string().nullable(),
  centre: z.tuple([z.number(), z.number()]),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
export const searchSchema = z.object({ data: z.array(searchHitSchema), message: z.string().nullable() });
