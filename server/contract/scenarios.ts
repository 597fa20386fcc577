/** What-if plans: the estate as it stands plus edits, named, versioned and shared. */
import { z } from "zod";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";
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
}) satisfies z.ZodType<ScenarioDocument>;

const idSchema = z
  .string()
  .regex(/^[0-9a-z]{10}$/, "ten letters and digits")
  .describe("Id of a scenario, ten letters and digits");
const nameSchema = z.string().trim().min(1).max(120);
const authorSchema = z.string().trim().min(1).max(120).describe("Who saves: a name or a shoulder number");

const scenarioHeadSchema = z.object({
  id: idSchema,
  name: z.string(),
  version: z.number().int().min(1),
  author: z.string().describe("Of this version"),
  savedAt: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  copiedFrom: z.object({ id: idSchema, version: z.number().int() }).nullable(),
  archivedAt: z.string().nullable(),
  archivedBy: z.string().nullable(),
  counts: z
    .object({ added: z.number().int(), changed: z.number().int(), removed: z.number().int() })
    .describe("Cameras that are unlike the baseline"),
});
export type ScenarioHead = z.infer<typeof scenarioHeadSchema>;

export type Scenario = ScenarioHead & { document: ScenarioDocument };
const scenarioSchema = scenarioHeadSchema.extend({
  document: scenarioDocumentSchema,
}) satisfies z.ZodType<Scenario>;
/** ETag of a scenario, `"k3m0…:7"`: changes with every version, and is no other scenario's. */
export function scenarioTag({ id, version }: Pick<Scenario, "id" | "version">): string {
  return `"${id}:${version}"`;
}

export const scenarioAnswerSchema = z.object({ data: scenarioSchema });
export const scenariosSchema = z.object({ data: z.array(scenarioHeadSchema) });

export const scenarioVersionsSchema = z.object({
  data: z.array(
    z.object({
      version: z.number().int(),
      name: z.string(),
      author: z.string(),
      summary: z.string(),
      savedAt: z.string(),
    }),
  ),
});
export type ScenarioVersions = z.infer<typeof scenarioVersionsSchema>;

export const scenarioIdParamsSchema = z.object({ id: idSchema });

export const newScenarioSchema = z.object({
  name: nameSchema,
  author: authorSchema,
  document: scenarioDocumentSchema.optional().describe("Absent only for a copy"),
  copyOf: z
    .object({ id: idSchema, version: z.number().int().min(1).optional() })
    .optional()
    .describe("The scenario that is copied; absent version = its latest"),
});

export const scenarioSaveSchema = z.object({
  name: nameSchema,
  author: authorSchema,
  summary: z.string().trim().max(300).default("").describe("What was done"),
  document: scenarioDocumentSchema,
});

export const scenarioArchiveSchema = z.object({ author: authorSchema, isArchived: z.boolean() });
