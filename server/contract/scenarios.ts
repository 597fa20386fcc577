/** What-if plans: the estate as it stands plus edits, named, versioned and shared. */
import { z } from "zod";
import { cameraDesignSchema, cameraKindSchema, positionSchema } from "./camera-design.ts";
import { riskInputSchema } from "./coverage.ts";

const dateSchema = z.iso.date("a date as YYYY-MM-DD");

/** What stretches or allows a rapid deployment. `null` = nobody has said yet. */
export const deploymentSchema = z.object({
  unit: z.string().max(60).nullable(),
  requested: dateSchema,
  leadTimeDays: z.number().int().min(0).max(365),
  power: z.enum(["ready", "needed"]).nullable(),
  columnTest: z.enum(["valid", "needed"]).nullable(),
  columnTestExpiry: dateSchema.nullable(),
  signal: z.enum(["good", "weak"]).nullable(),
  permission: z.enum(["granted", "asked", "not-asked"]).nullable(),
  stayWeeks: z.number().int().min(1).max(104),
  review: dateSchema.nullable(),
  removed: dateSchema.nullable(),
  gatekeeper: z.string().max(120).nullable(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

export const plannedCameraSchema = z.object({
  id: z.string().min(1).max(120),
  label: z.string().min(1).max(80),
  kind: cameraKindSchema,
  design: cameraDesignSchema,
  columnId: z.string().max(120).nullable(),
  capitalCost: z.number().min(0).nullable(),
  yearlyCost: z.number().min(0).nullable(),
  purpose: z.string().max(2000),
  deployment: deploymentSchema.nullable(),
});
export type PlannedCamera = z.infer<typeof plannedCameraSchema>;

const polygonRingSchema = z
  .array(z.tuple([z.number(), z.number()]))
  .min(4)
  .max(500);

export const plannedBuildingSchema = z.object({
  id: z.string().min(1).max(120),
  name: z.string().min(1).max(120),
  ring: polygonRingSchema.describe("Closed ring, [lng, lat]"),
  heightM: z.number().gt(0).max(400),
});

export const wirelessLinkSchema = z.object({
  id: z.string().min(1).max(120),
  name: z.string().min(1).max(120),
  from: z.object({ position: positionSchema, heightM: z.number().gt(0).max(400) }),
  to: z.object({ position: positionSchema, heightM: z.number().gt(0).max(400) }),
  frequencyGHz: z.number().gt(0).max(100),
});

const gradeSchema = z.enum(["high", "medium", "low"]);

/** A scenario: what is unlike the baseline. Cameras of the estate that are not named here are as they are. */
export const scenarioDocumentSchema = z.object({
  schema: z.literal(1),
  risk: riskInputSchema,
  added: z.array(plannedCameraSchema).max(500),
  changed: z.array(plannedCameraSchema).max(500).describe("Cameras of the estate, by the estate's id"),
  removed: z.array(z.string().min(1).max(120)).max(2000).describe("Estate ids"),
  buildings: z.array(plannedBuildingSchema).max(200),
  links: z.array(wirelessLinkSchema).max(200),
  appraisal: z
    .array(z.object({ criterion: z.string().min(1).max(120), grade: gradeSchema, why: z.string().max(1000) }))
    .max(20),
  notes: z.string().max(10_000),
});
