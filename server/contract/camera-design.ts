/** A camera on the wire: where it hangs, where it looks and through what lens; and where it stands in its life. */
import { z } from "zod";
import type { CameraDesign } from "#domain/camera/camera-design.ts";

export const positionSchema = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .describe("[lng, lat], degrees");

const bearingSchema = z
  .number()
  .min(0)
  .max(360)
  .describe("Compass bearing, degrees, 0 = true north, clockwise");
const hfovSchema = z.number().gt(0).max(360).describe("Horizontal field of view, degrees");
const tiltSchema = z.number().min(-30).max(90).describe("Degrees below the horizon");

const cameraPresetSchema = z.object({
  name: z.string().min(1).max(80),
  bearingDeg: bearingSchema,
  hfovDeg: hfovSchema,
  tiltDeg: tiltSchema.nullable(),
  share: z.number().min(0).max(1).describe("Part of the time that the head looks there"),
});

export const cameraDesignSchema = z.object({
  position: positionSchema,
  heightM: z.number().gt(0).max(100).describe("Height of the lens above ground"),
  bearingDeg: bearingSchema.nullable().describe("Null = not recorded, or all round for a fisheye"),
  tiltDeg: tiltSchema.nullable().describe("Null = not recorded: near and far limits cannot be stated"),
  projection: z.enum(["rectilinear", "fisheye"]),
  hfovDeg: hfovSchema.nullable().describe("Declared; null = from sensor and lens"),
  sensorWidthMm: z.number().gt(0).max(60).nullable(),
  focalLengthMm: z.number().gt(0).max(2000).nullable(),
  horizontalPx: z.number().int().gt(0).max(20_000).nullable(),
  verticalPx: z.number().int().gt(0).max(20_000).nullable(),
  rangeM: z.number().gt(0).max(1000).describe("Nothing is counted beyond this ground range"),
  nightRangeM: z.number().gt(0).max(1000).nullable(),
  presets: z.array(cameraPresetSchema).max(64),
}) satisfies z.ZodType<CameraDesign>;

/** How a camera is mounted and moved: the optics are in its design. */
export const cameraKindSchema = z.enum(["fixed", "ptz", "fisheye", "rapid-deployment"]);
export type CameraKind = z.infer<typeof cameraKindSchema>;

/** A camera of the estate, as the register says. What the register does not say is null and named in `missing`. */
export const estateCameraSchema = z.object({
  id: z.string().describe("Stable over imports: the register's reference, or its position where it has none"),
  name: z.string().nullable(),
  reference: z.string().nullable(),
  kind: cameraKindSchema.nullable(),
  status: z.enum(["live", "faulty", "decommissioned", "unknown"]),
  owner: z.string().nullable(),
  purpose: z.string().nullable(),
  commissioned: z.string().nullable().describe("Year or date, as recorded"),
  position: positionSchema,
  heightM: z.number().nullable(),
  design: cameraDesignSchema
    .nullable()
    .describe("What it sees can be worked out; null = the register lacks what is needed"),
  missing: z.array(z.string()).describe("Facts that the register lacks, for example 'bearing', 'lens'"),
});
export type EstateCamera = z.infer<typeof estateCameraSchema>;
export const estateSchema = z.object({
  data: z.array(estateCameraSchema),
  meta: z.object({
    source: z.string().nullable(),
    asOf: z.string().nullable(),
    demo: z.boolean(),
    datasetVersion: z.string(),
    caveats: z.array(z.object({ code: z.string(), text: z.string() })),
  }),
});

/** A post that a camera can hang on: a lamp column or other mounting point, with what is known of it. */
export const columnSchema = z.object({
  id: z.string(),
  reference: z.string().nullable(),
  position: positionSchema,
  heightM: z.number().nullable(),
  power: z.enum(["permanent", "switched", "none"]).nullable(),
  bracketHeightM: z.number().nullable(),
  loadTest: z.string().nullable().describe("Date of the load test, YYYY-MM-DD"),
  loadTestExpiry: z.string().nullable().describe("Until when the test certificate holds, YYYY-MM-DD"),
  signalDbm: z.number().nullable(),
  street: z.string().nullable(),
});
export type Column = z.infer<typeof columnSchema>;
export const columnsSchema = z.object({
  data: z.array(columnSchema),
  meta: z.object({ more: z.boolean().describe("There are more than the limit") }),
});
