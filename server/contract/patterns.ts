/** When, near what, and how soon again: patterns of incidents beside where they are. */
import { z } from "zod";
import { testRefusalSchema } from "./hotspots.ts";
import { metaSchema, monthSchema } from "./meta.ts";

/** Hour of week, Monday 00:00 first, Europe/London wall time: 168 figures. */
export const hoursSchema = z.object({
  data: z
    .object({
      weight: z
        .array(z.number())
        .length(168)
        .describe("Incidents by hour; a span of time is shared over its hours"),
      certain: z.array(z.number()).length(168).describe("Part of it from incidents known to within an hour"),
      used: z.number().int(),
      certainShare: z.number(),
      excluded: z.array(z.object({ reason: z.string(), n: z.number().int() })),
      spread: z.enum(["aoristic", "start", "midpoint", "end"]),
      peaks: z.array(z.object({ words: z.string(), share: z.number(), shareOfWeek: z.number() })),
    })
    .nullable(),
  meta: metaSchema.extend({ refusal: testRefusalSchema.nullable() }),
});
export type Hours = z.infer<typeof hoursSchema>;

const seasonPointSchema = z.object({
  step: z.number().int().describe("Week 1–52 or month 1–12 of the year"),
  label: z.string(),
  n: z.number().int().nullable().describe("This year; null = not yet"),
  earlier: z.array(z.object({ year: z.number().int(), n: z.number().int() })),
  expected: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  outside: z.enum(["above", "below", "within", "unknown"]),
});

/** The year under way against the same weeks or months of earlier years. */
export const seasonsSchema = z.object({
  data: z
    .object({
      by: z.enum(["week", "month"]),
      year: z.number().int(),
      baselineYears: z.array(z.number().int()),
      baselineWords: z.string().describe("For example '2017–2019; March 2020 onwards left out'"),
      points: z.array(seasonPointSchema),
      breaks: z.array(z.object({ month: monthSchema, note: z.string() })),
    })
    .nullable(),
  meta: metaSchema.extend({ refusal: testRefusalSchema.nullable() }),
});
export type Seasons = z.infer<typeof seasonsSchema>;

const nearRepeatBandSchema = z.object({
  distance: z.string().describe("Interval in metres, as maths"),
  days: z.string().describe("Interval in days, as maths"),
  observed: z.number().int(),
  expected: z.number(),
  ratio: z.number().nullable(),
  p: z.number(),
  q: z.number(),
  significant: z.boolean().describe("q ≤ 0.05 and ratio ≥ 1.2"),
});

export const nearRepeatSchema = z.object({
  data: z
    .object({
      events: z.number().int(),
      bands: z.array(nearRepeatBandSchema),
      permutations: z.number().int(),
      withinMonth: z.boolean(),
      seed: z.number().int(),
      verdict: z.string(),
      cocoon: z
        .array(
          z.object({
            street: z.string(),
            ward: z.string(),
            events: z.number().int(),
            lastDay: z.string(),
            until: z.string().describe("Day on which the raised risk ends"),
            weight: z.number(),
          }),
        )
        .describe("Streets inside a live band, riskiest first; never addresses"),
      asOfDay: z.string(),
    })
    .nullable(),
  meta: metaSchema.extend({ refusal: testRefusalSchema.nullable() }),
});
export type NearRepeat = z.infer<typeof nearRepeatSchema>;

export const FEATURE_KINDS = ["school", "station", "bus-stop", "forecourt", "licensed-premises"] as const;
export const featureKindSchema = z.enum(FEATURE_KINDS);

export const proximitySchema = z.object({
  data: z
    .object({
      withinM: z.number(),
      rows: z.array(
        z.object({
          kind: featureKindSchema,
          label: z.string(),
          features: z.number().int(),
          near: z.number().int(),
          total: z.number().int(),
          share: z.number().nullable(),
          shareLow: z.number().nullable(),
          shareHigh: z.number().nullable(),
          expectedShare: z.number().nullable(),
          expectedFrom: z
            .string()
            .describe("What chance means here, for example 'all positions with any recorded crime'"),
          ratio: z.number().nullable(),
          p: z.number().nullable(),
          byHour: z
            .array(z.object({ hour: z.number().int(), near: z.number(), total: z.number() }))
            .nullable(),
        }),
      ),
    })
    .nullable(),
  meta: metaSchema.extend({ refusal: testRefusalSchema.nullable(), cannot: z.array(testRefusalSchema) }),
});
export type Proximity = z.infer<typeof proximitySchema>;

/** Facets of incidents that a force's extract may carry (time band, age band of the victim, kind of item). */
export const facetsSchema = z.object({
  data: z.array(
    z.object({
      facet: z.string(),
      label: z.string(),
      known: z.number().int(),
      entries: z.array(
        z.object({
          label: z.string(),
          n: z.number().int().nullable().describe("null = fewer than the threshold"),
          shown: z.string(),
        }),
      ),
    }),
  ),
  meta: metaSchema.extend({ threshold: z.number().int(), refusal: testRefusalSchema.nullable() }),
});
export type Facets = z.infer<typeof facetsSchema>;
