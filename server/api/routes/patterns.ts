import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { facetsSchema, seasonsSchema } from "#contract/patterns.ts";
import { answer } from "../../use-cases/answer.ts";
import { compareSeasons } from "../../use-cases/compare-seasons.ts";
import { listFacets } from "../../use-cases/list-facets.ts";
import { readBaseline } from "../../use-cases/season-baseline.ts";
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
  seasonsRoute(app, deps, answers);
  facetsRoute(app, deps, answers);
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
        year: z.coerce
          .number({ error: "expected a year" })
          .int()
          .min(EARLIEST_YEAR)
          .max(LATEST_YEAR)
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
