/** Counts of an area over time, and over the week where a source knows the hour. */
import { z } from "zod";
import { metaSchema, monthSchema } from "./meta.ts";

export const timeseriesSchema = z.object({
  data: z.array(
    z.object({
      month: monthSchema,
      n: z
        .number()
        .int()
        .nullable()
        .describe("null = no source covers the month; 0 = covered, none recorded"),
    }),
  ),
  meta: metaSchema,
});
export type TimeseriesRow = z.infer<typeof timeseriesSchema>["data"][number];

/**
 * `by` month, calendar quarter (2020-Q3), week (the Sunday that ends it), weekday (1 = Monday … 7) or hour (0–23);
 * weeks, weekdays and hours in Europe/London wall time.
 */
export const incidentAggregateSchema = z.object({
  data: z.array(z.object({ key: z.string(), n: z.number().int() })),
  by: z.enum(["month", "quarter", "week", "weekday", "hour"]),
  withoutTime: z.number().int().describe("Incidents whose source knows no time of day; not in data"),
  meta: metaSchema,
});
