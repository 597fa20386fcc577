/** What cameras see, what part of the risk that is, and where the next ones should hang. */
import { z } from "zod";
import { cameraDesignSchema, positionSchema } from "./camera-design.ts";
import { metaSchema, monthSchema } from "./meta.ts";

const polygonSchema = z
  .object({ type: z.literal("Polygon"), coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))) })
  .describe("GeoJSON, [lng, lat]");

/** Levels of detail by edition of IEC 62676-4; ids are those of data/camera-levels.json. */
const levelSchema = z
  .string()
  .regex(/^[a-z]{3,20}$/)
  .describe("Level of detail, for example observe (2014) or discern (2025)");
const editionSchema = z.enum(["2014", "2025"]).describe("Edition of IEC 62676-4");

export const cameraLevelsSchema = z.object({
  data: z.array(
    z.object({
      id: editionSchema,
      title: z.string(),
      source: z.string(),
      mark: z.string().describe("How far the figures can be relied on"),
      levels: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          pxPerM: z.number(),
          figureHeightPercent: z.number().nullable(),
        }),
      ),
    }),
  ),
});

export const visibilityInputSchema = z.object({
  position: positionSchema,
  heightM: z.number().gt(0).max(100),
  bearingDeg: z.number().min(0).max(360).default(0),
  hfovDeg: z.number().gt(0).max(360).default(360),
  rangeM: z.number().gt(0).max(1000),
  targetHeightM: z.number().min(0).max(50).default(1.6),
});

export const visibilitySchema = z.object({
  data: z.object({
    polygon: z
      .object({ type: z.enum(["Polygon", "MultiPolygon"]), coordinates: z.array(z.unknown()) })
      .describe("GeoJSON, [lng, lat]; several polygons where ground behind a low roof is seen again"),
    areaM2: z.number(),
    buildingsConsidered: z.number().int(),
    unknownHeights: z.number().int().describe("Of these without a height: taken to block the view"),
    nudgedM: z.number().describe("How far the lens was moved off a façade"),
  }),
  meta: z.object({ method: z.string(), caveats: z.array(z.object({ code: z.string(), text: z.string() })) }),
});
export type Visibility = z.infer<typeof visibilitySchema>;

/** The risk that cameras are held against. */
export const riskInputSchema = z.object({
  area: z.string().max(100).optional(),
  category: z.string().max(2000).optional(),
  from: monthSchema.optional(),
  to: monthSchema.optional(),
  hours: z
    .array(z.number().int().min(0).max(23))
    .max(24)
    .optional()
    .describe(
      "Hours of the day (start hours) that count; absent = all. Refused where the source has no times",
    ),
  calendarMonths: z
    .array(z.number().int().min(1).max(12))
    .max(12)
    .optional()
    .describe("Months of the year that count, 1 to 12; absent or empty = all"),
  weights: z
    .string()
    .max(100)
    .optional()
    .describe("Id of a table of harm weights; absent = each counts as one"),
  level: levelSchema.default("observe"),
  edition: editionSchema.default("2014"),
  night: z.boolean().default(false).describe("Reach by night instead of by day"),
  trees: z
    .enum(["ignored", "leaf-on", "leaf-off"])
    .default("ignored")
    .describe("Whether imported trees dim what lies behind them; areas in view stay those without trees"),
});

/** Nobody knows of homes where no building is on record: that is no nought. */
const homesSchema = z.number().int().nullable().describe("Null = no building is on record in the area");

const coverageCameraSchema = z.object({ id: z.string().min(1).max(120), design: cameraDesignSchema });
const obstaclesShape = {
  obstacles: z.array(polygonSchema).max(200).default([]).describe("Planned buildings"),
  obstacleHeightsM: z.array(z.number().gt(0).nullable()).max(200).default([]),
};
export const coverageInputSchema = riskInputSchema.extend({
  cameras: z.array(coverageCameraSchema).max(2000),
  ...obstaclesShape,
});
export type CoverageInput = z.input<typeof coverageInputSchema>;

const cameraCoverageSchema = z.object({
  id: z.string(),
  ok: z.boolean(),
  reason: z.string().nullable().describe("Why nothing is seen, for example 'inside a building'"),
  riskShare: z
    .number()
    .describe("Share of the risk that it sees at the level, tour-weighted for a moving head"),
  uniqueShare: z.number().describe("Share of the risk that only it sees"),
  anyTimeShare: z
    .number()
    .describe("Share that it could see at some time; same as riskShare if it does not move"),
  incidentsPerYear: z.number(),
  areaM2: z.number(),
  homesInView: homesSchema,
  reachM: z.number().describe("Ground range of the level; 0 = the level is not reached"),
});

export const coverageSchema = z.object({
  data: z.object({
    riskShare: z.number().describe("Share of the risk that at least one camera sees at the level"),
    backupShare: z.number().describe("Share of the risk that two or more see"),
    incidentsPerYear: z.number(),
    totalPerYear: z.number(),
    areaM2: z.number().describe("Union, exact"),
    areaShare: z.number().describe("Union ÷ land of the study area"),
    overlapM2: z
      .number()
      .describe("Sum of what each camera sees, a moving head at some time or other, minus the union"),
    homesInView: homesSchema,
    unit: z.string().describe("Of the risk, for example incidents a year in December to February"),
    privacyZoneM2: z.number().describe("Of the union: in imported privacy zones, exact"),
    nearHomesM2: z
      .number()
      .nullable()
      .describe("Of the union: within 10 m of a building on record as a home. Gardens are not mapped"),
    cameras: z.array(cameraCoverageSchema),
    cells: z
      .array(z.object({ cell: z.string(), risk: z.number(), share: z.number() }))
      .describe(
        "Resolution 10: incidents a year (or harm) and the share of the cell's public points in view",
      ),
    demandPoints: z.number().int(),
  }),
  meta: metaSchema,
});
export type Coverage = z.infer<typeof coverageSchema>;

const costsSchema = z.object({
  fixed: z
    .number()
    .min(0)
    .default(8000)
    .describe("£, a fixed camera on an existing column; our assumption, edit it"),
  bearingsPerColumn: z.number().int().min(4).max(16).default(8),
});

const candidateSchema = z.object({
  id: z.string().min(1).max(120),
  position: positionSchema,
  heightM: z.number().gt(0).max(100).nullable().default(null),
  cost: z.number().min(0).nullable().default(null),
});

const runSchema = z.string().regex(/^[\w-]{8,64}$/);
export const stopInputSchema = z.object({ run: runSchema.describe("As given to POST /placement") });
export const stoppedSchema = z.object({
  data: z.object({ stopped: z.boolean().describe("False = no search of this name is under way") }),
});

export const placementInputSchema = riskInputSchema.extend({
  ...obstaclesShape,
  candidates: z.union([z.literal("columns"), z.array(candidateSchema).min(1).max(50_000)]).default("columns"),
  k: z.number().int().min(1).max(200).optional().describe("How many new cameras"),
  budget: z.number().min(0).optional().describe("£ for all new cameras together"),
  keep: z
    .array(coverageCameraSchema)
    .max(2000)
    .default([])
    .describe("Cameras that stay: what they see is no gain"),
  veto: z
    .array(z.string().max(120))
    .max(50_000)
    .default([])
    .describe("Ids of candidates that must not be used"),
  lens: cameraDesignSchema
    .omit({ position: true, bearingDeg: true, presets: true })
    .partial()
    .optional()
    .describe("The kit that is bought; absent = 1920 px, 1/2.8″ sensor, 4 mm, 60 m"),
  defaultHeightM: z.number().gt(0).max(30).default(6).describe("Where a column's height is not known"),
  costs: costsSchema.prefault({}),
  backupWeight: z.number().min(0).max(1).default(0).describe("Worth of being seen twice, against once"),
  privacyWeight: z
    .number()
    .min(0)
    .max(100)
    .default(0.001)
    .describe("Incidents a year (or harm) that leaving one home out of view is worth"),
  ignorePrivacyZones: z
    .boolean()
    .default(false)
    .describe("False = columns in imported privacy zones are left out"),
  requirePower: z.boolean().default(false).describe("Leave out columns not known to have a permanent supply"),
  floors: z
    .object({ kind: z.literal("ward"), share: z.number().gt(0).max(1) })
    .nullable()
    .default(null)
    .describe("Of each ward's own risk at least this share must be in view"),
  resamples: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe("Draws of the risk for which the sites are looked for again; takes up to timeLimitS more"),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .default(1)
    .describe("Of the draws"),
  timeLimitS: z.number().min(1).max(600).default(30),
  run: runSchema
    .optional()
    .describe("Name that the asker gives this search, to stop it and keep the best found"),
});
export type PlacementInput = z.input<typeof placementInputSchema>;

const placementSiteSchema = z.object({
  candidateId: z.string(),
  position: positionSchema,
  bearingDeg: z.number(),
  heightM: z.number(),
  design: cameraDesignSchema,
  street: z.string().nullable(),
  marginalShare: z.number().describe("Risk share that the plan loses without this site"),
  orderGainShare: z.number().describe("Risk share gained when it was added, best first"),
  cost: z.number(),
  homesInView: homesSchema,
  chosenShare: z
    .number()
    .nullable()
    .describe("Part of the draws in which its column is chosen again; null = none was made"),
  placeShare: z
    .number()
    .nullable()
    .describe("Part of the draws in which its column or another within 30 m is chosen"),
  runnerUp: z
    .object({
      candidateId: z.string(),
      position: positionSchema,
      bearingDeg: z.number(),
      lossShare: z.number(),
    })
    .nullable()
    .describe("Best other column in its place, and what the plan would lose"),
});

export const placementSchema = z.object({
  data: z.object({
    sites: z.array(placementSiteSchema),
    riskShare: z.number().describe("Risk share in view with the kept cameras and the new ones"),
    objective: z
      .number()
      .describe(
        "What is maximised ÷ total risk: risk in view, plus the worth of second views, less that of homes",
      ),
    before: z.number().describe("Risk share in view with the kept cameras alone"),
    bound: z.number().describe("No plan under the same rules can have a greater objective"),
    gap: z.number().describe("(bound − objective) ÷ bound"),
    status: z
      .enum(["optimal", "near-optimal", "time-limit"])
      .describe("optimal = proven; near-optimal = proven to within 0.1 %; time-limit = the gap says how far"),
    method: z.string(),
    cost: z.number(),
    candidates: z.number().int(),
    views: z.number().int(),
    demandPoints: z.number().int(),
    vetoed: z.number().int(),
    resamples: z
      .object({ draws: z.number().int(), seed: z.number().int() })
      .nullable()
      .describe("Draws that were solved; fewer than asked for if time ran out"),
    wards: z
      .array(
        z.object({ code: z.string(), name: z.string(), seenShare: z.number(), totalPerYear: z.number() }),
      )
      .nullable()
      .describe("With floors: share of each ward's own risk in view of all cameras"),
    seconds: z.number(),
    firstAnswerSeconds: z.number(),
  }),
  meta: metaSchema,
});
export type Placement = z.infer<typeof placementSchema>;
