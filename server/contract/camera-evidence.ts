/** What published studies say of cameras, and the forecast that is made of it for one scheme. */
import { z } from "zod";
import { metaSchema, monthSchema } from "./meta.ts";

const markSchema = z
  .string()
  .nullable()
  .describe("Shown with the figures: how far they were checked, for example 'secondary source'");
const percentRangeSchema = z
  .object({ estimate: z.number(), low: z.number(), high: z.number() })
  .describe("Change in crime, per cent; negative = less. low and high are the ends of a 95 % interval");
const fewerRangeSchema = z
  .object({ low: z.number(), high: z.number() })
  .describe("95 % interval of incidents a year fewer; negative = more");

export const preventionEffectSchema = z.object({
  id: z.string(),
  label: z.string(),
  basis: z.enum(["all", "setting", "monitoring", "package", "crime-type"]),
  studies: z.number().int(),
  oddsRatio: z.number().describe("Above 1 = less crime than in the control areas"),
  low: z.number(),
  high: z.number(),
  p: z.string(),
  changePercent: percentRangeSchema,
  oneSchemePercent: percentRangeSchema,
  isClear: z.boolean().describe("False = 'no clear effect': the interval holds an odds ratio of 1"),
});
export type PublishedEffect = z.infer<typeof preventionEffectSchema>;

const displacementSchema = z.object({
  tested: z.number().int(),
  displacement: z.number().int(),
  diffusion: z.number().int(),
  both: z.number().int(),
  mark: markSchema,
});

const alternativeSchema = z.object({
  id: z.string(),
  label: z.string(),
  known: z.string(),
  percentFewer: z.number().nullable().describe("Published mean; null = none is held here"),
  studies: z.number().int().nullable(),
  unknown: z.string(),
  source: z.string(),
  mark: markSchema,
});

const findingSchema = z.object({
  id: z.string(),
  topic: z.string(),
  text: z.string(),
  source: z.string(),
  mark: markSchema,
});

export const cameraEvidenceSchema = z.object({
  data: z.object({
    prevention: z.object({
      source: z.string(),
      doi: z.string(),
      mark: markSchema,
      effects: z.array(preventionEffectSchema),
      displacement: displacementSchema,
      oneSchemeNote: z.string(),
    }),
    investigation: z.object({
      source: z.string(),
      doi: z.string(),
      mark: markSchema,
      caveat: z.string(),
      crimes: z.number().int(),
      availablePercent: z.number(),
      usefulPercent: z.number(),
      rates: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          availablePercent: z.number(),
          usefulPercent: z.number(),
          usefulIfAvailable: z.number(),
          detectedIfNotUsefulPercent: z.number(),
          gainPoints: z.number().describe("Detection rate if useful minus if not, raw"),
          categories: z.array(z.string()),
        }),
      ),
      whyNotUseful: z.array(z.object({ reason: z.string(), percentOfCrimes: z.number() })),
    }),
    findings: z.array(findingSchema),
    alternatives: z.array(alternativeSchema),
    sitingOff: z.object({
      categories: z.array(z.object({ id: z.string(), label: z.string() })),
      note: z.string(),
    }),
  }),
});
export type CameraEvidence = z.infer<typeof cameraEvidenceSchema>;

/** Hexagons of one stored resolution (8–11) with the share of each that is in view: cells of a coverage answer. */
export const viewedCellSchema = z.object({
  cell: z.string().max(16),
  share: z.number().min(0).max(1),
});

const schemeSchema = z.object({
  setting: z.enum(["car-park", "residential", "town-centre", "other"]).nullable().default(null),
  monitoring: z.enum(["active", "passive"]).nullable().default(null),
  severalMeasures: z.boolean().default(false).describe("Cameras are one of several measures"),
  crimeType: z.enum(["property", "violent"]).nullable().default(null),
});

export const cameraForecastInputSchema = z.object({
  area: z.string().max(100).optional(),
  category: z.string().max(2000).optional(),
  from: monthSchema.optional(),
  to: monthSchema.optional(),
  scheme: schemeSchema.prefault({}),
  effect: z
    .string()
    .max(40)
    .nullable()
    .default(null)
    .describe("Id of the effect to use; null = by the rules"),
  cells: z
    .array(viewedCellSchema)
    .max(20_000)
    .default([])
    .describe("From these the server counts the baseline and what is in view"),
  catchmentShare: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe("Hexagons with this share in view or more are the catchment (our assumption)"),
  baselinePerYear: z
    .number()
    .min(0)
    .max(1e6)
    .nullable()
    .default(null)
    .describe("Taken as known, instead of the count of the catchment"),
  history: z
    .array(z.number().int().min(0))
    .max(50)
    .default([])
    .describe("Counts of earlier years, instead of the count of the catchment"),
  recording: z
    .object({
      cameras: z.number().int().min(1).max(10_000),
      megabitsPerS: z.number().gt(0).max(1000).default(4),
      days: z.number().min(1).max(3650).default(31),
    })
    .nullable()
    .default(null),
  seed: z.number().int().min(1).default(1),
});
export type CameraForecastInput = z.input<typeof cameraForecastInputSchema>;

const baselineSchema = z.object({
  source: z.enum(["counted", "history", "given"]),
  perYear: z.number(),
  years: z.array(z.object({ from: monthSchema, to: monthSchema, n: z.number().int() })),
  dispersion: z.number().nullable().describe("Variance ÷ mean of a year to come; null = taken as known"),
  catchmentCells: z.number().int().nullable(),
  cells: z.number().int().nullable(),
  inViewPerYear: z.number().nullable().describe("Σ over hexagons of incidents a year × share in view"),
  words: z.string(),
});

export const cameraForecastSchema = z.object({
  data: z.object({
    effect: preventionEffectSchema,
    rule: z.enum(["asked-for", "town-centre", "no-clear-effect", "most-specific", "nothing-known"]),
    ruleWords: z.string(),
    alsoApply: z.array(preventionEffectSchema).describe("Speak for the scheme too; never multiplied"),
    baseline: baselineSchema,
    prevention: z.object({
      fewerPerYear: z.number(),
      ofMean: fewerRangeSchema,
      ofOneScheme: fewerRangeSchema,
      isClear: z.boolean(),
      words: z.string(),
      draws: z.number().int(),
      seed: z.number().int(),
    }),
    investigation: z
      .object({
        rows: z.array(
          z.object({
            rateId: z.string(),
            label: z.string(),
            perYear: z.number(),
            inViewPerYear: z.number(),
            usefulIfAvailable: z.number(),
            usefulPerYear: z.number(),
          }),
        ),
        inViewPerYear: z.number(),
        usefulPerYear: z.number(),
        withoutRate: z.array(
          z.object({
            category: z.string(),
            label: z.string(),
            perYear: z.number(),
            inViewPerYear: z.number(),
          }),
        ),
        mark: markSchema,
        caveat: z.string(),
      })
      .nullable()
      .describe("Null = no hexagons were given, so that nothing is known of what is in view"),
    storageGB: z.number().nullable(),
    displacement: z.object({ words: z.string(), tests: displacementSchema }),
    comparison: z
      .array(
        z.object({
          id: z.string(),
          label: z.string(),
          fewerPerYear: z.number().nullable(),
          ofMean: fewerRangeSchema.nullable(),
          ofOneScheme: fewerRangeSchema.nullable(),
          percentFewer: z.number().nullable(),
          known: z.string(),
          unknown: z.string(),
          source: z.string(),
          mark: markSchema,
        }),
      )
      .describe("No camera first, then the cameras, then cheaper measures"),
    findings: z.array(findingSchema),
  }),
  meta: metaSchema,
});
export type CameraForecast = z.infer<typeof cameraForecastSchema>;
