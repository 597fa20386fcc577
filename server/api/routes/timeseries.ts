import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { incidentAggregateSchema, timeseriesSchema } from "#contract/timeseries.ts";
import { aggregateIncidents } from "../../use-cases/aggregate-incidents.ts";
import { answer } from "../../use-cases/answer.ts";
import { countTimeseries } from "../../use-cases/count-timeseries.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { questionParameters } from "./question-parameters.ts";

/** Counts over time: by month, and by weekday or hour where a source knows them. */
export function timeseriesRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/timeseries",
      tag: "time",
      summary: "Counts of an area by month; null where no source covers the month",
      query: z.object(questionParameters),
      answers: { "application/json": timeseriesSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const counted = await countTimeseries(services.reader, query);
        return counted.ok ? answer(jsonBody(counted.value)) : counted;
      }),
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/incidents",
      tag: "time",
      summary: "Incidents by month, weekday or hour; refused for sources that know the month only",
      query: z.object({
        ...questionParameters,
        by: z.enum(["month", "quarter", "week", "weekday", "hour"]).default("month"),
      }),
      answers: { "application/json": incidentAggregateSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const counted = await aggregateIncidents(services.reader, query);
        return counted.ok ? answer(jsonBody(counted.value)) : counted;
      }),
  );
}
