import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import {
  backTestSchema,
  changeSchema,
  concentrationSchema,
  correctionSchema,
  densitySchema,
  emergingSchema,
} from "#contract/hotspots.ts";
import { monthSchema } from "#contract/meta.ts";
import { answer } from "../../use-cases/answer.ts";
import { backTestMap } from "../../use-cases/back-test-map.ts";
import { changeRow, comparePeriods } from "../../use-cases/compare-periods.ts";
import { estimateDensity } from "../../use-cases/estimate-density.ts";
import { findEmerging } from "../../use-cases/find-emerging.ts";
import { measureConcentration } from "../../use-cases/measure-concentration.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { jsonRows } from "../json-rows.ts";
import { gridParameters, ringParameter } from "./grid-parameters.ts";

const { bufferM: _ofTheAreaOnly, ...areaParameters } = gridParameters;
const { from: _fromYears, ...untilParameters } = gridParameters;

type Add = (app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers) => void;

/** Back-test, emerging hotspots, change, density and concentration. */
export const hotspotHistoryRoutes: Add = (app, deps, answers) => {
  for (const add of [backTestRoute, emergingRoute, changeRoute, densityRoute, concentrationRoute]) {
    add(app, deps, answers);
  }
};

const backTestRoute: Add = (app, deps, answers) => {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/backtest",
      tag: "hotspots",
      summary: "Had this map been drawn then: how much of the following months fell on its top hexagons?",
      query: z.object({
        ...areaParameters,
        from: monthSchema.optional().describe("First month foretold; absent = as many as origins need"),
        to: monthSchema.optional().describe("Last month foretold; absent = where the data ends"),
        testMonths: z
          .enum(["1", "2", "3"], { error: "expected 1, 2 or 3 months" })
          .transform((text) => (({ 1: 1, 2: 2, 3: 3 }) as const)[text])
          .default(3)
          .describe("Months that each map is scored on"),
        trainMonths: whole(1, 60, 12).describe("Months that each map is drawn from"),
        origins: whole(1, 60, 24).describe("Maps drawn, newest; fewer where the data does not reach back"),
      }),
      answers: { "application/json": backTestSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async (signal) => {
        const found = await backTestMap(services, query, signal);
        return found.ok ? answer(jsonBody(found.value)) : found;
      }),
  );
};

const emergingRoute: Add = (app, deps, answers) => {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/emerging",
      tag: "hotspots",
      summary:
        "New, lasting, growing and fading hotspots: history of every hexagon that was ever hot, by month",
      query: z.object({
        ...untilParameters,
        ring: ringParameter,
        years: z
          .enum(["1", "3", "5"], { error: "expected 1, 3 or 5 years" })
          .transform((text) => (({ 1: 1, 3: 3, 5: 5 }) as const)[text])
          .default(1)
          .describe("Years of history that end with `to`"),
      }),
      answers: { "application/json": emergingSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async (signal) => {
        const found = await findEmerging(services, query, signal);
        return found.ok ? answer(jsonBody(found.value)) : found;
      }),
  );
};

const changeRoute: Add = (app, deps, answers) => {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/change",
      tag: "hotspots",
      summary: "Where did incidents rise or fall between two periods, beyond chance? Every hexagon",
      query: z.object({
        ...gridParameters,
        from: monthSchema.optional().describe("Later period; absent = the 12 months up to `to`"),
        beforeFrom: monthSchema.optional().describe("Earlier period; absent = one year before"),
        beforeTo: monthSchema.optional().describe("Last month of the earlier period"),
        correction: correctionSchema.default("bh").describe("For testing many hexagons at once"),
      }),
      answers: { "application/json": changeSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async (signal) => {
        const found = await comparePeriods(services, query, signal);
        if (!found.ok) return found;
        const { compared, meta } = found.value;
        const rowText = (i: number) => JSON.stringify(changeRow(compared, i));
        return answer(await jsonRows(compared.grid.cells.length, rowText, meta));
      }),
  );
};

const densityRoute: Add = (app, deps, answers) => {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/density",
      tag: "hotspots",
      summary: "Incidents per km² and year around each hexagon's centre, from positions; edge-corrected",
      query: z.object({
        ...areaParameters,
        kernel: z.enum(["quartic", "gaussian"]).default("quartic"),
        bandwidthM: z.coerce
          .number({ error: "expected metres" })
          .min(25)
          .max(5000)
          .optional()
          .describe("Radius (quartic) or standard deviation (gaussian), m; absent = 300 m at resolution 10"),
        against: z
          .string()
          .max(2000)
          .optional()
          .describe("`residents` or category ids: adds the log ratio of the two densities (dual density)"),
        suggest: z
          .enum(["yes", "no"])
          .default("no")
          .transform((text) => text === "yes")
          .describe(
            "yes = look for the bandwidth that foretells positions best (likelihood cross-validation)",
          ),
      }),
      answers: { "application/json": densitySchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async (signal) => {
        const found = await estimateDensity(services, query, signal);
        return found.ok ? answer(jsonBody(found.value)) : found;
      }),
  );
};

const concentrationRoute: Add = (app, deps, answers) => {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/concentration",
      tag: "hotspots",
      summary: "Lorenz curve, Gini, share of incidents in the top of the area, stability from year to year",
      query: z.object(areaParameters),
      answers: { "application/json": concentrationSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async (signal) => {
        const found = await measureConcentration(services, query, signal);
        return found.ok ? answer(jsonBody(found.value)) : found;
      }),
  );
};

function whole(least: number, most: number, usual: number) {
  return z.coerce.number({ error: "expected a whole number" }).int().min(least).max(most).default(usual);
}
