/** Significant hotspots: one row per hexagon of the study area, and the worked sum behind one of them. */
import { z } from "zod";
import { metaSchema, monthSchema } from "./meta.ts";

/** How sure: hot-99 = q ≤ 0.01, hot-95 = q ≤ 0.05, hot-90 = q ≤ 0.10; not-tested = no neighbour in the study area. */
export const hotspotClassSchema = z.enum([
  "hot-99",
  "hot-95",
  "hot-90",
  "not-significant",
  "cold-90",
  "cold-95",
  "cold-99",
  "not-tested",
]);
export type HotspotClass = z.infer<typeof hotspotClassSchema>;

export const tailSchema = z.enum(["hot", "cold", "two-sided"]);
export const correctionSchema = z.enum(["bh", "by", "holm", "none"]);
/**
 * gi-star = are counts around a hexagon higher than chance would place them? The others compare with what would be
 * expected of its residents, households, area or last year's count; local-moran finds single hexagons unlike theirs.
 */
export const hotspotMethodSchema = z.enum([
  "gi-star",
  "per-resident",
  "per-household",
  "per-area",
  "last-year",
  "local-moran",
]);
export type HotspotMethod = z.infer<typeof hotspotMethodSchema>;

export const hotspotRowSchema = z.object({
  cell: z.string(),
  n: z.number().int().describe("Incidents in the hexagon"),
  localSum: z
    .number()
    .describe("Incidents in the hexagon and its tested neighbours (n itself for local-moran)"),
  neighbours: z.number().int().describe("Tested hexagons in the ring, itself left out"),
  expected: z.number().nullable().describe("Local sum expected if incidents had no place they prefer"),
  z: z
    .number()
    .nullable()
    .describe("Standard deviations above expectation, comparable with ArcGIS and spdep"),
  p: z
    .number()
    .nullable()
    .describe("Chance of a local sum at least as high; exact unless meta.test says otherwise"),
  q: z.number().nullable().describe("p after correction for the number of hexagons tested"),
  class: hotspotClassSchema,
  quadrant: z
    .enum(["high-high", "high-low", "low-high", "low-low"])
    .nullable()
    .optional()
    .describe("local-moran only: the hexagon, then its neighbours, against the mean; null = no finding"),
});
export type HotspotRow = z.infer<typeof hotspotRowSchema>;

/** Smallest thing that could be found, by number of hexagons in a neighbourhood (itself included). */
const attainableSchema = z.object({
  hexagons: z.number().int(),
  cells: z.number().int().describe("Hexagons with a neighbourhood of this size"),
  leastLocalSum: z
    .number()
    .nullable()
    .describe("Least local sum significant by itself at p ≤ 0.05; null = none"),
  smallestP: z.number(),
});

export const hotspotTestSchema = z.object({
  method: hotspotMethodSchema,
  tail: tailSchema,
  correction: correctionSchema,
  ring: z.number().int(),
  distribution: z.enum(["exact", "monte-carlo", "binomial", "negative-binomial"]),
  draws: z.number().int().nullable(),
  seed: z.number().int().nullable(),
  cells: z.number().int().describe("Hexagons of the study area"),
  tested: z.number().int(),
  islands: z.number().int(),
  emptyShare: z.number(),
  meanPerCell: z.number(),
  sdPerCell: z.number(),
  hotCells: z.number().int().describe("Hexagons with q ≤ 0.05, hot"),
  coldCells: z.number().int(),
  lost: z
    .number()
    .int()
    .describe("Incidents inside the polygon in hexagons whose centre is outside: not tested"),
  attainable: z.array(attainableSchema),
  recommendedResolution: z
    .number()
    .int()
    .nullable()
    .describe("Finest resolution with at least 0.2 per hexagon"),
});
export type HotspotTest = z.infer<typeof hotspotTestSchema>;

/** Why no test was made; the rows then carry counts only. */
export const testRefusalSchema = z.object({ code: z.string(), text: z.string() });

export const hotspotsSchema = z.object({
  data: z.array(hotspotRowSchema),
  meta: metaSchema.extend({ test: hotspotTestSchema.nullable(), refusal: testRefusalSchema.nullable() }),
});
export type Hotspots = z.infer<typeof hotspotsSchema>;

/** One step of a sum, for people: what is taken, the figures put in, what comes out. */
const sumStepSchema = z.object({
  id: z.string().describe("Stable, for example mean, local-sum, expected, z, p, q, rank"),
  title: z.string(),
  words: z.string().describe("The step in plain words"),
  formula: z.string().describe("With symbols"),
  figures: z.string().describe("The same with numbers put in"),
  answer: z.string(),
});
export type SumStep = z.infer<typeof sumStepSchema>;

const sumInputSchema = z.object({
  cell: z.string(),
  n: z.number(),
  ring: z.number().int().describe("0 = the hexagon itself"),
  streets: z.array(z.string()),
});

export const cellSumSchema = z.object({
  data: z.object({
    cell: z.string(),
    name: z.string().describe("Streets and ward"),
    row: hotspotRowSchema,
    rank: z
      .number()
      .int()
      .nullable()
      .describe("Place among all tested hexagons by q, then local sum; 1 = hottest"),
    ofTested: z.number().int(),
    inputs: z.array(sumInputSchema),
    countsOfArea: z
      .array(z.object({ n: z.number(), cells: z.number().int() }))
      .describe("How many hexagons of the study area have each count: all that the exact test needs"),
    steps: z.array(sumStepSchema),
    verdict: z.string().describe("One plain sentence"),
    csvUrl: z.string(),
    scriptUrl: z.string(),
  }),
  meta: metaSchema.extend({ test: hotspotTestSchema.nullable(), refusal: testRefusalSchema.nullable() }),
});
export type CellSum = z.infer<typeof cellSumSchema>["data"];

/** How the figures of a whole map came about: hexagons, mean, empty share, what could be found, what was. */
export const areaSumSchema = z.object({
  data: z.object({
    area: z.string().describe("Area code"),
    name: z.string(),
    countsOfArea: z.array(z.object({ n: z.number(), cells: z.number().int() })),
    steps: z.array(sumStepSchema),
    verdict: z.string().describe("One plain sentence"),
    csvUrl: z.string(),
    scriptUrl: z.string(),
  }),
  meta: metaSchema.extend({ test: hotspotTestSchema.nullable(), refusal: testRefusalSchema.nullable() }),
});
export type AreaSum = z.infer<typeof areaSumSchema>["data"];

/** Share of later crime that a map would have caught, by method and share of area. */
const backTestRowSchema = z.object({
  method: z.enum(["gi-star", "last-year", "density", "chance"]),
  label: z.string(),
  areaShare: z.number().describe("Share of the study area's land that was picked, for example 0.02"),
  hits: z.number().describe("Later incidents inside the picked hexagons, over all origins"),
  total: z.number().int(),
  hitRate: z.number().nullable(),
  hitRateLow: z.number().nullable(),
  hitRateHigh: z.number().nullable(),
  pai: z.number().nullable().describe("Prediction accuracy index: hit rate over area share"),
  pei: z
    .number()
    .nullable()
    .describe("Share of what the best possible choice of the same area would have caught"),
});

export const backTestSchema = z.object({
  data: z
    .object({
      origins: z.number().int(),
      firstOrigin: monthSchema,
      lastOrigin: monthSchema,
      trainMonths: z.number().int(),
      testMonths: z.number().int(),
      rows: z.array(backTestRowSchema),
      best: z
        .enum(["gi-star", "last-year", "density"])
        .nullable()
        .describe("Method with the best PEI at 2 % of area; null = none caught anything"),
      sentence: z.string(),
      seed: z.number().int(),
    })
    .nullable(),
  meta: metaSchema.extend({ refusal: testRefusalSchema.nullable() }),
});
export type BackTest = z.infer<typeof backTestSchema>;

export const emergingClassSchema = z.enum([
  "new",
  "consecutive",
  "intensifying",
  "persistent",
  "diminishing",
  "sporadic",
  "oscillating",
  "historical",
  "none",
]);

export const emergingSchema = z.object({
  data: z
    .object({
      steps: z.array(z.object({ from: monthSchema, to: monthSchema, days: z.number().int() })),
      cells: z.number().int().describe("Hexagons of the study area; those that were never hot have no row"),
      tested: z.number().int(),
      rows: z.array(
        z.object({
          cell: z.string(),
          class: emergingClassSchema,
          hotSteps: z.number().int(),
          lastHot: z.boolean(),
          trendP: z.number().nullable(),
          senSlope: z.number().nullable().describe("Change of the local sum, incidents per step and year"),
          byStep: z.array(z.number().int()).describe("Local sums"),
          hotByStep: z.array(z.number().int().min(0).max(1)),
          words: z.string().describe("For example 'hot for 9 of the last 12 months'"),
        }),
      ),
    })
    .nullable(),
  meta: metaSchema.extend({ refusal: testRefusalSchema.nullable() }),
});

export type Emerging = z.infer<typeof emergingSchema>;

const changeRowSchema = z.object({
  cell: z.string(),
  before: z.number().int(),
  after: z.number().int(),
  expected: z.number().nullable().describe("After, had the rate of before gone on"),
  rateRatio: z.number().nullable().describe("Rate after over rate before; null = nothing before"),
  rateRatioLow: z.number().nullable(),
  rateRatioHigh: z.number().nullable().describe("null = no upper bound, or no ratio"),
  p: z.number().nullable(),
  q: z.number().nullable(),
  class: z
    .enum(["more", "less", "no-clear-change", "no-events", "not-tested"])
    .describe("more, less: q ≤ 0.05; not-tested: see meta.refusal"),
});
export type ChangeRow = z.infer<typeof changeRowSchema>;

export const changeSchema = z.object({
  data: z.array(changeRowSchema),
  meta: metaSchema.extend({
    before: z.object({ from: monthSchema, to: monthSchema, days: z.number().int(), n: z.number().int() }),
    after: z.object({ from: monthSchema, to: monthSchema, days: z.number().int(), n: z.number().int() }),
    refusal: testRefusalSchema.nullable(),
  }),
});

/** Density per km² and year at the centres of the study area's hexagons, from the positions themselves. */
export const densitySchema = z.object({
  data: z
    .object({
      cells: z.array(z.string()),
      perKm2Year: z
        .array(z.number().nullable())
        .describe("null = not defined: hardly any of the kernel lies in the area"),
      timesMean: z.array(z.number().nullable()).describe("Density over the study area's mean density"),
      bandwidthM: z.number(),
      kernel: z.enum(["quartic", "gaussian"]),
      edgeCorrected: z.boolean(),
      suggestedBandwidthM: z.number().nullable(),
      meanPerKm2Year: z.number(),
      against: z
        .object({
          what: z.string().describe("Residents, or the kinds of crime compared with"),
          total: z.number(),
          logRatio: z
            .array(z.number().nullable())
            .describe(
              "Natural logarithm of share of density over share of the other; 0 = alike, 0.69 = twice",
            ),
          delta: z.number().describe("Pseudo-density added to both shares, per km²"),
          deltaRule: z.string(),
        })
        .nullable()
        .optional(),
    })
    .nullable(),
  meta: metaSchema.extend({ refusal: testRefusalSchema.nullable() }),
});
export type Density = z.infer<typeof densitySchema>;

export const concentrationSchema = z.object({
  data: z
    .object({
      lorenz: z.array(z.object({ shareOfArea: z.number(), shareOfIncidents: z.number() })),
      gini: z.number(),
      sparseGini: z
        .number()
        .describe("Bernasco & Steenbeek 2017: against the most even spread that so few incidents allow"),
      topShares: z.array(
        z.object({ areaShare: z.number(), incidentShare: z.number(), cells: z.number().int() }),
      ),
      stability: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          cells: z.number().describe("On top in the first year"),
          stayed: z
            .number()
            .describe("Of them still on top in the second; not whole where places are shared"),
          expectedByChance: z.number(),
        }),
      ),
    })
    .nullable(),
  meta: metaSchema.extend({ refusal: testRefusalSchema.nullable() }),
});
export type Concentration = z.infer<typeof concentrationSchema>;
