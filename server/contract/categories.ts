/** The category tree with its definitions, and the publishers' own texts that are mapped to it. */
import { z } from "zod";
import { monthSchema } from "./meta.ts";

export const categorySchema = z.object({
  id: z.string().describe("Dotted id, for example burglary.residential"),
  parent: z.string().nullable(),
  label: z.string(),
  unit: z.string(),
  definition: z.string(),
  definitionId: z.string(),
  source: z.string(),
  validFrom: z.string().nullable(),
  additive: z.boolean().describe("True if its children must add up to it"),
  breaks: z.array(
    z.object({
      month: monthSchema,
      note: z.string(),
      force: z.string().nullable().describe("Force that it concerns; null = all"),
    }),
  ),
  n: z.number().int().describe("Live incidents, all periods, mapped to it or below it"),
  from: monthSchema.nullable(),
  to: monthSchema.nullable(),
});
export type Category = z.infer<typeof categorySchema>;

export const offenceTypeSchema = z.object({
  id: z.number().int(),
  vocabulary: z.string(),
  code: z.string(),
  label: z.string(),
  category: z
    .string()
    .nullable()
    .describe("null = not mapped yet; counted nowhere but in the totals of its source"),
  mappedBy: z.enum(["scheme", "person"]),
  n: z.number().int(),
});
export type OffenceType = z.infer<typeof offenceTypeSchema>;

export const categoryListSchema = z.object({
  data: z.array(categorySchema),
  offenceTypes: z.array(offenceTypeSchema),
  sumChecks: z.array(
    z.object({
      parent: z.string(),
      parentN: z.number().int(),
      childrenN: z.number().int(),
      unspecified: z.number().int(),
      text: z.string(),
    }),
  ),
});
export const offenceTypeMappingSchema = z.object({ category: z.string().nullable() });
