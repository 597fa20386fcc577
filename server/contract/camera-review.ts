/** What each camera that hangs is worth, for the annual review of its location. */
import { z } from "zod";
import { outcomeKindSchema } from "./camera-outcomes.ts";
import { coverageInputSchema } from "./coverage.ts";
import { metaSchema, monthSchema } from "./meta.ts";

export const cameraReviewInputSchema = coverageInputSchema
  .pick({
    area: true,
    category: true,
    to: true,
    weights: true,
    level: true,
    edition: true,
    night: true,
    trees: true,
  })
  .extend({
    cameras: coverageInputSchema.shape.cameras
      .optional()
      .describe("Absent = the live cameras of the register whose view is known"),
    requestThreshold: z
      .number()
      .min(0)
      .nullable()
      .default(null)
      .describe(
        "Requests in 24 months below which the scheme reviews a camera; null = the scheme has set none",
      ),
    outcomesTo: monthSchema.optional().describe("Last month of the log that counts; absent = its latest"),
  });
export type CameraReviewInput = z.input<typeof cameraReviewInputSchema>;

const yearsSchema = z.union([z.literal(1), z.literal(3), z.literal(5)]);
const worthSchema = z.object({
  riskShare: z.number().describe("Of the area's risk: what it sees"),
  uniqueShare: z.number().describe("Of the area's risk: what the scheme would lose without it"),
  shapleyShare: z.number().describe("Of what all cameras see together: its fair share; these add up to 1"),
  redundancy: z.number().nullable().describe("Part of what it sees that others see too; null = sees nothing"),
  incidentsPerYear: z.number().describe("In view; harm a year where weights are given"),
});
const outcomeSumSchema = z.object({
  kind: outcomeKindSchema,
  n: z.number().nullable().describe("Null = not every month of the span is logged"),
  knownMonths: z.number().int(),
});

export const cameraReviewSchema = z.object({
  data: z.object({
    windows: z.array(
      z.object({
        years: yearsSchema,
        from: z.string(),
        to: z.string(),
        isKnown: z.boolean().describe("False = the data does not cover it whole; then nothing is said of it"),
        reason: z.string().nullable(),
        schemeShare: z.number().nullable().describe("Of the area's risk: what all cameras see together"),
        totalPerYear: z.number().nullable(),
      }),
    ),
    categories: z.array(z.object({ id: z.string(), label: z.string() })),
    cameras: z.array(
      z.object({
        id: z.string(),
        ok: z.boolean().describe("False = it sees nothing, for example from inside a building"),
        areaM2: z.number(),
        worth: z.array(worthSchema.nullable()).describe("In the order of the windows"),
        incidents: z
          .array(z.array(z.number().nullable()))
          .describe("By category, and within it by window: incidents in view; null = not known"),
        outcomes12: z.array(outcomeSumSchema),
        outcomes24: z.array(outcomeSumSchema),
        flag: z.object({
          isForReview: z.boolean().describe("May be surplus; a person decides"),
          words: z.string(),
        }),
      }),
    ),
    unknown: z
      .array(z.object({ id: z.string(), missing: z.array(z.string()) }))
      .describe("Cameras whose view is not known: they count as nothing and nothing is said of their worth"),
    unit: z.string().describe("Of what is in view, for example incidents a year"),
    outcomesTo: z.string().nullable().describe("Last month of the log that counts; null = nothing is logged"),
  }),
  meta: metaSchema,
});
export type CameraReview = z.infer<typeof cameraReviewSchema>;
