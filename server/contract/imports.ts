/** Imports: what was read, what became of every row, and how far a running one has come. */
import { z } from "zod";
import { monthSchema } from "./meta.ts";

export const importKindSchema = z.enum([
  "police-uk",
  "force-extract",
  "boundaries",
  "population",
  "points-of-interest",
  "osm-extract",
  "map-layers",
  "buildings",
  "planned-buildings",
  "privacy-zones",
  "cameras",
  "columns",
  "harm-weights",
  "demo",
]);
export type ImportKind = z.infer<typeof importKindSchema>;

const importStatusSchema = z.enum([
  "received",
  "detected",
  "running",
  "committed",
  "unchanged",
  "failed",
  "cancelled",
  "undone",
  "retired",
]);

const replacedSliceSchema = z.object({
  source: z.string(),
  force: z.string(),
  month: monthSchema,
  oldN: z.number().int(),
  newN: z.number().int(),
});

export const progressSchema = z.object({
  phase: z.string().describe("What is being done now, in plain words"),
  bytesRead: z.number().optional(),
  bytesTotal: z.number().optional(),
  rows: z.number().int().optional(),
  rowsPerSecond: z.number().optional(),
  secondsLeft: z.number().nullable().optional(),
});
export type ImportProgress = z.infer<typeof progressSchema>;

export const importManifestSchema = z.object({
  id: z.number().int(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  status: importStatusSchema,
  kind: importKindSchema.nullable(),
  fileName: z.string(),
  fileBytes: z.number(),
  fileSha256: z.string(),
  source: z.string().nullable(),
  publisher: z.string().nullable(),
  licence: z.string().nullable(),
  period: z.object({ from: monthSchema, to: monthSchema }).nullable(),
  read: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  unlocated: z.number().int(),
  rejectedByReason: z.record(z.string(), z.number().int()),
  replacedSlices: z.array(replacedSliceSchema),
  warnings: z.array(z.string()),
  transformMethod: z.string().nullable(),
  error: z.object({ code: z.string(), title: z.string(), detail: z.string(), next: z.string() }).nullable(),
  progress: progressSchema.nullable(),
  undoable: z.boolean(),
});
export type ImportManifest = z.infer<typeof importManifestSchema>;
export const importListSchema = z.object({ data: z.array(importManifestSchema) });
export const importOneSchema = z.object({ data: importManifestSchema });

/** Column mapping of a force's own extract. Values are column names of the file, or null if it has none. */
export const columnMappingSchema = z.object({
  name: z.string().min(1).max(80),
  force: z.string().min(1).max(120).describe("Police force whose extract this is"),
  reference: z.string().nullable(),
  category: z.string().describe("Column with the category or offence text"),
  offenceCode: z.string().nullable(),
  from: z.string().describe("Column with the start date and time, or the only date"),
  to: z.string().nullable(),
  fromTime: z.string().nullable().describe("Column with the start time where date and time are apart"),
  toTime: z.string().nullable(),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]),
  x: z.string().describe("Easting or longitude"),
  y: z.string().describe("Northing or latitude"),
  coordinates: z.enum(["bng", "wgs84"]),
  placeClass: z.string().nullable(),
  locationName: z.string().nullable(),
  attributes: z.array(z.string()).max(20),
});
export type ColumnMapping = z.infer<typeof columnMappingSchema>;
/** A mapping that is not finished: what could not be guessed is empty. */
export const suggestedMappingSchema = columnMappingSchema.extend({ name: z.string(), force: z.string() });
export const savedMappingSchema = z.object({ id: z.number().int(), mapping: columnMappingSchema });
export const savedMappingListSchema = z.object({ data: z.array(savedMappingSchema) });

/** First rows of a received file, what it was taken for and why, before anything is written. */
export const importPreviewSchema = z.object({
  data: z.object({
    import: importManifestSchema,
    detected: z.object({
      kind: importKindSchema.nullable(),
      why: z.string(),
      alternatives: z.array(importKindSchema),
    }),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())).max(50),
    entries: z.array(z.string()).describe("Files inside an archive"),
    suggestedMapping: suggestedMappingSchema.nullable(),
    suggestedBoundaryFields: z
      .object({ code: z.string().nullable(), name: z.string().nullable() })
      .nullable(),
  }),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>["data"];

export const boundaryFieldsSchema = z.object({
  code: z.string().nullable(),
  name: z.string(),
  kind: z.string().nullable(),
});

/** Options of a dry run or a commit; which are needed depends on the kind. */
export const importOptionsSchema = z.object({
  kind: importKindSchema.optional(),
  mapping: columnMappingSchema.optional(),
  saveMapping: z.boolean().optional(),
  boundaryFields: boundaryFieldsSchema.optional(),
  publisher: z.string().max(200).optional(),
  licence: z.string().max(200).optional(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** Rejected rows, in the order of the file. */
export const rejectionSchema = z.object({
  seq: z.number().int(),
  entry: z.string(),
  line: z.number().int(),
  reason: z.string().describe("Stable id"),
  detail: z.string(),
  excerpt: z.string(),
});
export const rejectionListSchema = z.object({ data: z.array(rejectionSchema) });
