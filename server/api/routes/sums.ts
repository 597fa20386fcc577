import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { areaSumSchema, cellSumSchema } from "#contract/hotspots.ts";
import { type Answer, answer } from "../../use-cases/answer.ts";
import { areaSumAsScript, areaSumInputs, showAreaSum } from "../../use-cases/show-area-sum.ts";
import { type SumFile, showSum, sumAsScript, sumInputs } from "../../use-cases/show-sum.ts";
import { addRoute } from "../add-route.ts";
import { type Body, type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { hotspotParameters } from "./grid-parameters.ts";

const CSV = "text/csv; charset=utf-8";
const R = "text/x-r-source; charset=utf-8";

const formatParameter = z
  .enum(["json", "csv", "r"])
  .default("json")
  .describe(
    "json = steps in words and figures; csv = every input; r = a script that works it out again (spdep)",
  );

const { resolution: _ofTheCell, ...cellParameters } = hotspotParameters;
const { area: _inThePath, ...areaParameters } = hotspotParameters;

/** Show the sum: of one hexagon, and of a whole map. */
export function sumRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  cellSumRoute(app, deps, answers);
  areaSumRoute(app, deps, answers);
}

function cellSumRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/cells/{cell}/sum",
      tag: "hotspots",
      summary: "Show the sum: every input and step to z, p, q and rank of one hexagon; CSV and R script too",
      params: z.object({ cell: z.string() }),
      query: z.object({ ...cellParameters, format: formatParameter }),
      answers: { "application/json": cellSumSchema, "text/csv": null, "text/x-r-source": null },
    },
    ({ c, params, query, services }) =>
      answers.send(c, services, query.format, async (signal) => {
        const input = { ...query, ...params };
        if (query.format === "csv") return file(await sumInputs(services, input, signal), CSV);
        if (query.format === "r") return file(await sumAsScript(services, input, signal), R);
        const found = await showSum(services, input, signal);
        return found.ok ? answer(jsonBody(found.value)) : found;
      }),
  );
}

function areaSumRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/areas/{code}/sum",
      tag: "hotspots",
      summary:
        "Show the sum of a map: hexagons, mean, empty share, what could be found, what was; CSV and R script",
      params: z.object({ code: z.string() }),
      query: z.object({ ...areaParameters, format: formatParameter }),
      answers: { "application/json": areaSumSchema, "text/csv": null, "text/x-r-source": null },
    },
    ({ c, params, query, services }) =>
      answers.send(c, services, query.format, async (signal) => {
        const input = { ...query, area: params.code };
        if (query.format === "csv") return file(await areaSumInputs(services, input, signal), CSV);
        if (query.format === "r") return file(await areaSumAsScript(services, input, signal), R);
        const found = await showAreaSum(services, input, signal);
        return found.ok ? answer(jsonBody(found.value)) : found;
      }),
  );
}

function file(made: Answer<SumFile>, type: string): Answer<Body> {
  return made.ok ? answer({ type, bytes: Buffer.from(made.value.text) }) : made;
}
