/** Weights that turn counts into harm. Loadable, versioned, and marked until somebody has checked them. */
import { z } from "zod";

const harmWeightSchema = z.object({
  category: z.string().describe("Id of a category of the scheme"),
  categoryLabel: z.string(),
  publisherTerm: z.string().describe("Offence as the table's publisher writes it"),
  weight: z.number().nullable().describe("null = the table says nothing of this category"),
  verified: z.boolean(),
  note: z.string(),
});

export const harmTableSchema = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  edition: z.string(),
  unit: z.string().describe("For example 'days in prison' or '£ (2015/16 prices)'"),
  priceYear: z.string().nullable(),
  source: z.string(),
  verified: z.boolean().describe("True only if every row is"),
  weights: z.array(harmWeightSchema),
});
export type HarmTable = z.infer<typeof harmTableSchema>;
export const harmTablesSchema = z.object({ data: z.array(harmTableSchema) });
