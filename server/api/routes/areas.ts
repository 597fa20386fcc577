import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { areaDetailSchema, areaKindSchema, areaListSchema, reconciliationSchema } from "#contract/areas.ts";
import { featureCollectionSchema } from "#contract/system.ts";
import { answer } from "../../use-cases/answer.ts";
import { areaBoundaries, describeArea, listAreas } from "../../use-cases/list-areas.ts";
import { reconcileArea } from "../../use-cases/reconcile-area.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { questionParameters } from "./question-parameters.ts";

const filterParameters = {
  kind: areaKindSchema.optional(),
  q: z.string().max(200).optional().describe("Part of a name or code"),
  within: z.string().max(100).optional().describe("Code of an area that holds them"),
};

/** Areas, their outlines, and how counting by name compares with counting by polygon. */
export function areaRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/areas",
      tag: "areas",
      summary: "Areas by kind and name",
      query: z.object(filterParameters),
      answers: { "application/json": areaListSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const found = await listAreas(services.reader, query);
        return found.ok ? answer(jsonBody({ data: found.value })) : found;
      }),
  );
  outlineRoutes(app, deps, answers);
  reconciliationRoute(app, deps, answers);
}

function outlineRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/areas/boundaries",
      tag: "areas",
      summary: "Outlines of areas as GeoJSON, for drawing",
      query: z.object(filterParameters),
      answers: { "application/geo+json": featureCollectionSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "geojson", async () => {
        const found = await areaBoundaries(services.reader, query);
        if (!found.ok) return found;
        return answer({ type: "application/geo+json; charset=utf-8", bytes: Buffer.from(found.value) });
      }),
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/areas/{code}",
      tag: "areas",
      summary: "One area with its polygon and published people",
      params: z.object({ code: z.string() }),
      answers: { "application/json": areaDetailSchema },
    },
    ({ c, params, services }) =>
      answers.send(c, services, "json", async () => {
        const found = await describeArea(services.reader, params.code);
        return found.ok ? answer(jsonBody({ data: found.value })) : found;
      }),
  );
}

function reconciliationRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  const { area: _, ...period } = questionParameters;
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/areas/{code}/reconciliation",
      tag: "areas",
      summary: "Incidents named for the area against incidents in its polygon",
      params: z.object({ code: z.string() }),
      query: z.object(period),
      answers: { "application/json": reconciliationSchema },
    },
    ({ c, params, query, services }) =>
      answers.send(c, services, "json", async () => {
        const compared = await reconcileArea(services.reader, { ...query, area: params.code });
        return compared.ok ? answer(jsonBody(compared.value)) : compared;
      }),
  );
}
