/** The hotspot list: significant hexagons that touch, merged into places that people can name and act on. */
import { z } from "zod";
import { emergingClassSchema, hotspotTestSchema, testRefusalSchema } from "./hotspots.ts";
import { metaSchema, monthSchema } from "./meta.ts";

/** What an analyst decided of a place, kept with the reason. `shift` moves the point where work is sent, not the figures. */
const placeDecisionSchema = z.object({
  id: z.number().int(),
  kind: z.enum(["exclude", "shift"]),
  resolution: z.number().int(),
  /** Hexagon (of the list's resolution) that the decision hangs on: it holds for whatever place contains it. */
  cell: z.string(),
  area: z.string().describe("Code of the area whose list it holds for"),
  category: z.string().describe("`all`, or category ids in order, comma-separated: the list it holds for"),
  reason: z.string(),
  /** Where work should go instead; null for exclude. */
  position: z.tuple([z.number(), z.number()]).nullable(),
  author: z.string(),
  at: z.string(),
  withdrawn: z
    .object({ at: z.string(), author: z.string(), reason: z.string() })
    .nullable()
    .describe("Who said, when and why, that it no longer holds; null = it holds"),
});
export type PlaceDecision = z.infer<typeof placeDecisionSchema>;

export const placeSchema = z.object({
  id: z.string().describe("Stable for the question: resolution and hottest cell"),
  rank: z.number().int(),
  name: z.string().describe("Streets, for example 'Hendon Park, Park View Road'"),
  ward: z.string(),
  cells: z.array(z.string()),
  hotCells: z
    .array(z.string())
    .describe(
      "Those of them that are significant. Where these by themselves do not clearly hold more than their share, the others are the neighbours that their test takes in",
    ),
  centre: z
    .tuple([z.number(), z.number()])
    .describe("[lng, lat] of the incidents' middle, or where it was shifted to"),
  areaM2: z.number(),
  n: z.number().int().describe("Incidents in the place's hexagons"),
  expected: z.number().describe("Incidents that its hexagons would have at the study area's mean"),
  excess: z.number(),
  excessLow: z.number(),
  excessHigh: z.number(),
  q: z.number().describe("Smallest q of its hexagons"),
  class: z.enum(["hot-99", "hot-95"]),
  yearBefore: z
    .number()
    .int()
    .nullable()
    .describe("Incidents in the same months a year before; null = no data"),
  positions: z.number().int().describe("Distinct addresses or snap points with an incident"),
  busiestPositionShare: z.number(),
  streets: z.array(z.object({ name: z.string(), n: z.number().int() })),
  peak: z
    .object({
      words: z.string(),
      timed: z.number().int().describe("Incidents of the place with a usable time: the shares are of these"),
      share: z.number(),
      certainShare: z.number().describe("Share of them known to within an hour"),
    })
    .nullable()
    .describe(
      "Hours of the week in which its incidents gather; null where none stand out from chance, or with the reason in meta.cannot where the source has no times",
    ),
  trend: z
    .object({
      class: emergingClassSchema,
      words: z
        .string()
        .describe("For example 'hot for 9 of the last 12 months and 13 of the last 20 quarters; rising'"),
      monthsPerStep: z.number().int().describe("3 = quarters counted back from the last month, 1 = months"),
      hotSteps: z.number().int(),
      steps: z.number().int(),
      hotMonths: z.number().int().describe("Of the last `months`"),
      months: z.number().int(),
      direction: z.enum(["rising", "falling", "no-clear-trend"]).describe("Mann–Kendall, p < 0.05"),
      trendP: z.number(),
      persistence: z
        .enum(["persistent", "recent", "fading", "occasional", "never", "too-short"])
        .describe("Hot in at least half of the steps of the last 1, 3 and 5 years, or only some of these"),
    })
    .nullable()
    .describe("Null with the reason in meta.cannot where fewer than ten steps in a row are known"),
  nearRepeat: z
    .boolean()
    .nullable()
    .describe(
      "Inside a significant near-repeat band that is live on the day of the period's last incident; null = the source cannot say",
    ),
  harm: z
    .object({ total: z.number(), unit: z.string(), coveredShare: z.number(), verified: z.boolean() })
    .nullable(),
  covered: z
    .boolean()
    .nullable()
    .describe(
      "A camera within 100 m of one of its incidents; null = no camera imported for this part of the country",
    ),
  coveredShare: z.number().nullable().describe("Share of its incidents with a camera within 100 m"),
  flags: z.array(z.enum(["edge", "small-number", "few-positions", "one-position", "harm-by-few"])),
  decision: placeDecisionSchema.nullable(),
});
export type Place = z.infer<typeof placeSchema>;

/** What is new since the month before, most important first. */
const placeAlertSchema = z.object({
  kind: z.enum(["new-place", "gone-place", "class-changed", "near-repeat", "revised"]),
  text: z.string(),
  placeId: z.string().nullable(),
});
export type PlaceAlert = z.infer<typeof placeAlertSchema>;

export const placesSchema = z.object({
  data: z.object({
    places: z.array(placeSchema),
    excluded: z.array(placeSchema),
    alerts: z.array(placeAlertSchema),
    comparedWith: z
      .object({ from: monthSchema, to: monthSchema })
      .nullable()
      .describe("Period that alerts compare with"),
    share: z
      .object({ incidents: z.number(), area: z.number() })
      .nullable()
      .describe("Share of the study area's incidents and land in the listed places"),
  }),
  meta: metaSchema.extend({
    test: hotspotTestSchema.nullable(),
    refusal: testRefusalSchema.nullable(),
    /** What this source cannot support, with the reason: peak hours, near repeats … */
    cannot: z.array(testRefusalSchema),
  }),
});
export type Places = z.infer<typeof placesSchema>;

export const placeDecisionInputSchema = z.object({
  kind: z.enum(["exclude", "shift"]),
  cell: z.string().max(20),
  area: z.string().max(100),
  category: z.string().max(2000),
  reason: z.string().trim().min(5, "a reason of at least 5 characters").max(500),
  position: z
    .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
    .nullable()
    .default(null),
  author: z.string().trim().min(1, "who decides").max(100),
});
export type PlaceDecisionInput = z.infer<typeof placeDecisionInputSchema>;

export const placeDecisionWithdrawalSchema = z.object({
  reason: z.string().trim().min(5, "a reason of at least 5 characters").max(500),
  author: z.string().trim().min(1, "who withdraws it").max(100),
});
export type PlaceDecisionWithdrawal = z.infer<typeof placeDecisionWithdrawalSchema>;

export const placeDecisionAnswerSchema = z.object({ data: placeDecisionSchema });
export const placeDecisionsSchema = z.object({ data: z.array(placeDecisionSchema) });
