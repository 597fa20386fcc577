/** What the control room logs of each camera: assists, arrests, requests, downtime, month by month. */
import { z } from "zod";
import { monthSchema } from "./meta.ts";

export const outcomeKindSchema = z
  .enum(["assist", "arrest", "request", "useful", "incident", "downtime-hours"])
  .describe(
    "assist = helped officers; arrest = led to one; request = recording asked for; useful = recording was of use; incident = logged by operators; downtime-hours = hours out of order",
  );
export type OutcomeKind = z.infer<typeof outcomeKindSchema>;

const entrySchema = z.object({
  camera: z.string().trim().min(1).max(120).describe("Id of /api/v1/cameras"),
  month: monthSchema,
  kind: outcomeKindSchema,
  n: z.number().min(0).max(1e6),
  note: z.string().trim().max(500).default(""),
  isFormer: z.boolean().default(false).describe("The camera is no longer in the register"),
});

export const outcomesInputSchema = z.object({
  author: z.string().trim().min(1).max(120),
  entries: z.array(entrySchema).min(1).max(5000),
});

export const outcomesSchema = z.object({
  data: z.object({
    entries: z
      .array(
        z.object({
          camera: z.string(),
          month: z.string(),
          kind: outcomeKindSchema,
          n: z.number(),
          note: z.string(),
          author: z.string(),
          recordedAt: z.string(),
          corrected: z.number().int().describe("Earlier entries that this one corrects"),
        }),
      )
      .describe("The entries that hold; what is not listed is not known"),
    sums: z.array(z.object({ kind: outcomeKindSchema, n: z.number(), months: z.number().int() })),
  }),
});
export type Outcomes = z.infer<typeof outcomesSchema>;
export const outcomesSavedSchema = z.object({ data: z.object({ saved: z.number().int() }) });
