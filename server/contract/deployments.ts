/** Where rapid-deployment cameras were asked for, hung and taken down: the record that reviews and complaints need. */
import { z } from "zod";
import { positionSchema } from "./camera-design.ts";

const stateSchema = z
  .enum(["requested", "refused", "live", "removed"])
  .describe("What happened on that day; the latest line of a deployment holds");

export const deploymentLineInputSchema = z.object({
  deployment: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .describe("The deployment's own reference, for example RDC-2026-014"),
  state: stateSchema,
  unit: z.string().trim().min(1).max(60).nullable().default(null),
  place: z.string().trim().min(1).max(200),
  column: z.string().trim().min(1).max(120).nullable().default(null),
  position: positionSchema,
  day: z.iso.date().describe("Day on which it happened"),
  reason: z.string().trim().min(3).max(2000).describe("Why; for a refusal the reason that was given"),
  scenario: z
    .string()
    .regex(/^[0-9a-z]{10}$/)
    .nullable()
    .default(null),
  author: z.string().trim().min(1).max(120),
});

export const deploymentLineSchema = z.object({
  id: z.number().int(),
  deployment: z.string(),
  state: stateSchema,
  unit: z.string().nullable(),
  place: z.string(),
  column: z.string().nullable(),
  position: positionSchema,
  day: z.string(),
  reason: z.string(),
  scenario: z.string().nullable(),
  author: z.string(),
  recordedAt: z.string(),
});
export type DeploymentLine = z.infer<typeof deploymentLineSchema>;

export const deploymentsSchema = z.object({
  data: z
    .array(
      z.object({
        deployment: z.string(),
        lines: z.array(deploymentLineSchema).describe("Oldest first; nothing is changed or deleted"),
      }),
    )
    .describe("The deployment with the latest line first"),
});
export type Deployments = z.infer<typeof deploymentsSchema>;
export const deploymentAnswerSchema = z.object({ data: deploymentLineSchema });
