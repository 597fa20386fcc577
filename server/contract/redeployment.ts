/** Where rapid-deployment cameras should hang, week by week. */
import { z } from "zod";
import { positionSchema } from "./camera-design.ts";
import { viewedCellSchema } from "./camera-evidence.ts";
import { metaSchema } from "./meta.ts";

const daySchema = z.iso.date().describe("YYYY-MM-DD");
const dayRangeSchema = z.object({ from: daySchema, to: daySchema }).describe("Both days included");

const redeploymentSiteSchema = z.object({
  id: z.string().min(1).max(120),
  name: z.string().min(1).max(120),
  position: positionSchema.nullable().default(null),
  cells: z
    .array(viewedCellSchema)
    .max(2000)
    .default([])
    .describe("Hexagons in view with their shares; absent = those within radiusM of the position"),
  radiusM: z.number().min(10).max(500).default(60),
  weeklyWorth: z
    .array(z.number().min(0).max(1e9))
    .nullable()
    .default(null)
    .describe("One for each week; absent = from incidents of the same weeks in earlier years"),
  openFrom: daySchema.nullable().default(null).describe("Permission begins"),
  openUntil: daySchema.nullable().default(null).describe("Permission ends"),
  certificateUntil: daySchema.nullable().default(null).describe("Last day of the column's certificate"),
  closed: z.array(dayRangeSchema).max(50).default([]),
  hangsSince: daySchema.nullable().default(null).describe("A unit hangs there now, since this day"),
});

export const redeploymentInputSchema = z.object({
  area: z.string().max(100).optional(),
  category: z.string().max(2000).optional(),
  firstDay: daySchema.describe("First day of the first week"),
  weeks: z.number().int().min(1).max(104),
  units: z.number().int().min(1).max(200),
  unitsByWeek: z
    .array(z.number().int().min(0).max(200))
    .max(104)
    .nullable()
    .default(null)
    .describe("Where not all units can be used in every week"),
  sites: z.array(redeploymentSiteSchema).min(1).max(300),
  startsFromPresent: z
    .boolean()
    .default(false)
    .describe("The first week's places are moves too; so it is if any site has hangsSince"),
  moveCost: z.number().min(0).max(1e6).default(1).describe("Incidents in view that a move must bring"),
  leastStayWeeks: z.number().int().min(1).max(52).default(4),
  longestStayWeeks: z.number().int().min(1).max(104).nullable().default(8),
  mostMovesPerWeek: z
    .number()
    .int()
    .min(0)
    .max(200)
    .nullable()
    .default(10)
    .describe("Two a day on five days: our assumption"),
  years: z.number().int().min(1).max(10).default(3).describe("Earlier years that the worth is a mean of"),
  eitherSideWeeks: z.number().int().min(0).max(4).default(1),
});
export type RedeploymentInput = z.input<typeof redeploymentInputSchema>;

const staySchema = z.object({
  siteId: z.string(),
  name: z.string(),
  unit: z.string(),
  fromWeek: z.number().int().describe("From 1"),
  toWeek: z.number().int().describe("Last week, included"),
  from: z.string(),
  to: z.string().describe("Last day, included"),
  weeks: z.number().int(),
  worth: z.number(),
  isMove: z.boolean(),
  review: z.string().describe("Day of the review, four weeks after it is hung up"),
});

export const redeploymentSchema = z.object({
  data: z.object({
    weeks: z.array(
      z.object({
        week: z.number().int(),
        from: z.string(),
        to: z.string(),
        unitsUsed: z.number().int(),
        units: z.number().int(),
        moves: z.number().int(),
        worth: z.number(),
        places: z.array(z.object({ unit: z.string(), siteId: z.string(), isNew: z.boolean() })),
      }),
    ),
    stays: z.array(staySchema),
    sites: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        worth: z.array(z.number()),
        isOpen: z.array(z.boolean()),
        weeksUsed: z.number().int(),
        yearsKnown: z.number().int().nullable().describe("Least over the weeks; null = worth was given"),
      }),
    ),
    worth: z.number().describe("Incidents in view over the plan, if weeks are like those of earlier years"),
    moves: z.number().int(),
    moveCost: z.number(),
    objective: z.number().describe("Worth minus the cost of moves"),
    bound: z.number().describe("No plan under the same rules is worth more"),
    gap: z.number(),
    isOptimal: z.boolean(),
    withoutMoves: z.number().describe("Worth of the best plan in which no unit is moved"),
    method: z.string(),
    seconds: z.number(),
  }),
  meta: metaSchema,
});
export type Redeployment = z.infer<typeof redeploymentSchema>;
