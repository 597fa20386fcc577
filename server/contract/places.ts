/** The hotspot list: significant hexagons that touch, merged into places that people can name and act on. */
import { z } from "zod";
import { emergingClassSchema, hotspotTestSchema, testRefusalSchema } from "./hotspots.ts";
import { metaSchema, monthSchema } from "./meta.ts";

/** What an analyst decided of a place, kept with the reason. `shift` moves the point where work is sent, not the figures. */
const placeDecisionSchema = z.object({
  id: z.number().int(),
  kind: z.enum(["exclude", "shift"]),
  /** Hexagon (of the list's resolution) that the decision hangs on: it holds for whatever place contains it. */
  cell: z.string(),
  reason: z.string(),
  /** Where work should go instead; null for exclude. */
  position: z.tuple([z.number(), z.number()]).nullable(),
  author: z.string(),
  at: z.string(),
});
export type PlaceDecision = z.infer<typeof placeDecisionSchema>;

export const placeSchema = z.object({
  id: z.string().describe("Stable for the question: resolution and hottest cell"),
  rank: z.number().int(),
  name: z.string().describe("Streets, for example 'Hendon Park, Park View Road'"),
  ward: z.string(),
  cells: z.array(z.string()),
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
  /** Null with the reason in meta.cannot where the source has no times. */
  peak: z.object({ words: z.string(), share: z.number(), certainShare: z.number() }).nullable(),
  trend: z
    .object({
      class: emergingClassSchema,
      words: z.string(),
      hotSteps: z.number().int(),
      steps: z.number().int(),
    })
    .nullable(),
  nearRepeat: z.boolean().nullable().describe("Inside a live near-repeat band; null = the source cannot say"),
  harm: z
    .object({ total: z.number(), unit: z.string(), coveredShare: z.number(), verified: z.boolean() })
    .nullable(),
  covered: z
    .boolean()
    .nullable()
    .describe("A camera or other work logged within 100 m; null = none imported"),
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
  position: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).nullable(),
  author: z.string().trim().min(1, "who decides").max(100),
});
export const placeDecisionAnswerSchema = z.object({ data: placeDecisionSchema });
export const placeDecisionsSchema = z.object({ data: z.array(placeDecisionSchema) });
