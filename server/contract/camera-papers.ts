/**
 * Papers about cameras, as sections that are printed: what is known is filled in, what is not known is a blank line
 * that says so. Nothing in them is made up.
 */
import { z } from "zod";
import { positionSchema } from "./camera-design.ts";
import { scenarioDocumentSchema } from "./scenarios.ts";

export const paperKindSchema = z.enum([
  "operational-requirement",
  "dpia",
  "deployment-sheet",
  "removal-checklist",
  "location-review",
  "camera-schedule",
]);
export type PaperKind = z.infer<typeof paperKindSchema>;

/** Null = to be completed by hand. */
const filledSchema = z
  .string()
  .nullable()
  .describe("Null = not known here: a blank line, marked to be completed");

const factsSchema = z.object({
  kind: z.literal("facts"),
  rows: z.array(z.object({ label: z.string(), value: filledSchema })),
});
const tableSchema = z.object({
  kind: z.literal("table"),
  caption: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(filledSchema)),
});
const checklistSchema = z.object({
  kind: z.literal("checklist"),
  items: z.array(
    z.object({ text: z.string(), isDone: z.boolean().nullable().describe("Null = tick by hand") }),
  ),
});
const mapSchema = z
  .object({
    kind: z.literal("map"),
    caption: z.string(),
    cameraIds: z.array(z.string()),
    centre: positionSchema,
    radiusM: z.number(),
  })
  .describe("Drawn by the client: cameras with their views, scale, north and legend");

export const paperBlockSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  factsSchema,
  tableSchema,
  checklistSchema,
  mapSchema,
  z.object({ kind: z.literal("blank"), label: z.string(), lines: z.number().int() }),
  z.object({ kind: z.literal("signatures"), roles: z.array(z.string()) }),
]);
export type PaperBlock = z.infer<typeof paperBlockSchema>;

export const paperSectionSchema = z.object({
  id: z.string(),
  heading: z.string(),
  blocks: z.array(paperBlockSchema),
  startsPage: z.boolean(),
});
export type PaperSection = z.infer<typeof paperSectionSchema>;

export const paperInputSchema = z.object({
  scenario: z.object({
    name: z.string().min(1).max(120),
    version: z.number().int().min(0).nullable().describe("Null = not saved"),
    document: scenarioDocumentSchema,
  }),
  cameras: z
    .array(z.string().min(1).max(120))
    .max(40)
    .default([])
    .describe("Ids to write for; absent = those that the scenario adds or changes, for a schedule all"),
  author: z.string().trim().min(1).max(120),
  date: z.iso.date().describe("Day of the paper"),
  organisation: z.string().trim().max(200).nullable().default(null),
  singlePointOfContact: z.string().trim().max(200).nullable().default(null),
  controlRoom: z.string().trim().max(200).nullable().default(null),
  retentionDays: z.number().int().min(1).max(3650).nullable().default(null),
  scheme: z
    .object({
      setting: z.enum(["car-park", "residential", "town-centre", "other"]).nullable().default(null),
      monitoring: z.enum(["active", "passive"]).nullable().default(null),
      severalMeasures: z.boolean().default(false),
      crimeType: z.enum(["property", "violent"]).nullable().default(null),
    })
    .prefault({}),
  catchmentShare: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe("Hexagons with this share in view or more count as treated in the forecast"),
});
export type PaperInput = z.input<typeof paperInputSchema>;

export const paperSchema = z.object({
  data: z.object({
    kind: paperKindSchema,
    title: z.string(),
    stamp: z.object({
      scenario: z.string(),
      version: z.number().int().nullable(),
      author: z.string(),
      organisation: filledSchema,
      singlePointOfContact: filledSchema,
      date: z.string(),
      dataPeriod: filledSchema,
      dataAsOf: filledSchema,
      statement: z.string().describe("Printed on every page"),
      isDemo: z.boolean(),
    }),
    sections: z.array(paperSectionSchema),
    sources: z.array(z.string()),
    limits: z.array(z.string()).describe("Caveats of the figures, printed with them"),
    blanks: z.number().int().describe("Facts to be completed by hand"),
  }),
});
export type Paper = z.infer<typeof paperSchema>;
