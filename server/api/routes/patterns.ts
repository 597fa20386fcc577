import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import {
  facetsSchema,
  hoursSchema,
  nearRepeatSchema,
  proximitySchema,
  seasonsSchema,
} from "#contract/patterns.ts";
import { answer } from "../../use-cases/answer.ts";
import { compareProximity } from "../../use-cases/compare-proximity.ts";
import { compareSeasons } from "../../use-cases/compare-seasons.ts";
import { countHours } from "../../use-cases/count-hours.ts";
import { listFacets } from "../../use-cases/list-facets.ts";
import { readBaseline } from "../../use-cases/season-baseline.ts";
import { testNearRepeat } from "../../use-cases/test-near-repeat.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { questionParameters } from "./question-parameters.ts";

const EARLIEST_YEAR = 1990;
const LATEST_YEAR = 2100;

const cellsParameter = z
  .string()
  .max(20_000)
  .default("")
  .transform((text) => text.split(",").filter((cell) => cell !== ""))
  .describe("H3 cells of one resolution, comma-separated: only incidents in them; absent = the whole area");

/** When, how soon again, near what, and who: patterns of incidents beside where they are. */
export function patternRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  hoursRoute(app, deps, answers);
  seasonsRoute(app, deps, answers);
  nearRepeatRoute(app, deps, answers);
  proximityRoute(app, deps, answers);
  facetsRoute(app, deps, answers);
}

function hoursRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/hours",
      tag: "patterns",
      summary:
        "Incidents by hour of the week, spans shared over their hours; refused for sources that give the month only",
      query: z.object({
        ...questionParameters,
        cells: cellsParameter,
        cell: z.string().max(20).optional().describe("A single H3 cell, as cells"),
        spread: z
          .enum(["aoristic", "start", "midpoint", "end"])
          .default("aoristic")
          .describe("Where an incident known only to lie in a span is counted"),
      }),
      answers: { "application/json": hoursSchema },
    },
    ({ c, query: { cell, ...query }, services }) =>
      answers.send(c, services, "json", async (signal) => {
        const cells = cell === undefined ? query.cells : [cell, ...query.cells];
        const counted = await countHours(services, { ...query, cells }, signal);
        return counted.ok ? answer(jsonBody(counted.value)) : counted;
      }),
  );
}

function seasonsRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/seasons",
      tag: "patterns",
      summary: "Weeks or months of a year against the same ones of earlier years, with the expected range",
      query: z.object({
        area: questionParameters.area,
        category: questionParameters.category,
        by: z.enum(["week", "month"]).default("month"),
        year: wholeNumber(EARLIEST_YEAR, LATEST_YEAR)
          .optional()
          .describe("Year to look at; absent = that of the last month with data"),
        baseline: z
          .string()
          .max(400)
          .default("all")
          .transform((text, context) => {
            const baseline = readBaseline(text);
            if (baseline) return baseline;
            context.addIssue({
              code: "custom",
              message: "expected all, without-covid or years such as 2017,2019",
            });
            return z.NEVER;
          })
          .describe(
            "all = the latest earlier years; without-covid = none from March 2020 on; or years, comma-separated",
          ),
      }),
      answers: { "application/json": seasonsSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const compared = await compareSeasons(services.reader, query);
        return compared.ok ? answer(jsonBody(compared.value)) : compared;
      }),
  );
}

const PERMUTATIONS = 999;
const MOST_PERMUTATIONS = 9999;
const MOST_MONTHS = 60;

function nearRepeatRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/near-repeat",
      tag: "patterns",
      summary:
        "Knox test of near repeats and the streets at raised risk now; refused for month and snap-point data",
      query: z.object({
        ...questionParameters,
        months: wholeNumber(1, MOST_MONTHS).default(12).describe("Months at the end of the period to test"),
        withinMonth: z
          .enum(["true", "false"])
          .default("false")
          .transform((text) => text === "true")
          .describe("Exchange dates within calendar months only"),
        permutations: wholeNumber(99, MOST_PERMUTATIONS).default(PERMUTATIONS),
        seed: wholeNumber(1, 2 ** 31 - 1).default(1),
      }),
      answers: { "application/json": nearRepeatSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async (signal) => {
        const tested = await testNearRepeat(services, query, signal);
        return tested.ok ? answer(jsonBody(tested.value)) : tested;
      }),
  );
}

const WIDEST_M = 2000;

function proximityRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/proximity",
      tag: "patterns",
      summary:
        "Share of incidents near schools, stations, bus stops, forecourts and licensed premises, against chance",
      query: z.object({
        ...questionParameters,
        withinM: z.coerce
          .number({ error: "expected metres" })
          .min(10)
          .max(WIDEST_M)
          .default(100)
          .describe("Up to this distance counts as near, metres"),
      }),
      answers: { "application/json": proximitySchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async (signal) => {
        const compared = await compareProximity(services, query, signal);
        return compared.ok ? answer(jsonBody(compared.value)) : compared;
      }),
  );
}

function wholeNumber(least: number, most: number) {
  return z.coerce.number({ error: "expected a whole number" }).int().min(least).max(most);
}

function facetsRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/facets",
      tag: "patterns",
      summary:
        "Counts by what a force's extract says of its incidents (time band, victim's age band, item); small ones hidden",
      query: z.object({ ...questionParameters, cells: cellsParameter }),
      answers: { "application/json": facetsSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const listed = await listFacets(services.reader, query);
        return listed.ok ? answer(jsonBody(listed.value)) : listed;
      }),
  );
}
