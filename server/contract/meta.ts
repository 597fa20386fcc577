/** What travels with every analytic answer, so that no number is ever seen without its limits. */
import { z } from "zod";

export const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month as YYYY-MM, for example 2020-08")
  .describe("Calendar month, YYYY-MM");

const periodSchema = z.object({ from: monthSchema, to: monthSchema });

/** A limit of the data that a reader must know; `code` is stable, `text` is for people. */
export const caveatSchema = z.object({ code: z.string(), text: z.string() });

export const metaSchema = z.object({
  unit: z.string().describe("What one unit of n is, for example 'offences recorded'"),
  method: z.string().describe("How the figures were reached, in one sentence"),
  period: periodSchema.nullable().describe("Months that the figures cover"),
  asOf: z.string().nullable().describe("Last month any live source covers, or the newest import's date"),
  resolution: z.number().int().nullable(),
  studyArea: z.object({ code: z.string(), name: z.string(), bufferM: z.number() }).nullable(),
  n: z.number().int().describe("Incidents counted in data"),
  unlocated: z
    .number()
    .int()
    .describe("Incidents of the same forces, categories and months without a position"),
  sources: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      publisher: z.string(),
      licence: z.string(),
      invented: z.boolean(),
    }),
  ),
  forces: z.array(z.string()).describe("Police forces whose incidents are counted"),
  caveats: z.array(caveatSchema),
  datasetVersion: z.string(),
});
export type Meta = z.infer<typeof metaSchema>;
export type Caveat = z.infer<typeof caveatSchema>;

/** The one error form: application/problem+json with a stable code. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string().describe("What happened"),
  status: z.number().int(),
  code: z.string().describe("Stable id, for programs"),
  detail: z.string().describe("Why, with got and expected"),
  next: z.string().describe("What to do next"),
  where: z.string().optional().describe("Parameter, field or line that is at fault"),
});
export type Problem = z.infer<typeof problemSchema>;
