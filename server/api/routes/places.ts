import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import type { Places } from "#contract/places.ts";
import {
  placeDecisionAnswerSchema,
  placeDecisionInputSchema,
  placeDecisionsSchema,
  placeDecisionWithdrawalSchema,
  placesSchema,
} from "#contract/places.ts";
import { answer } from "../../use-cases/answer.ts";
import { decidePlace, listDecisions, withdrawDecision } from "../../use-cases/decide-place.ts";
import { listPlaces } from "../../use-cases/list-places.ts";
import { placesAsCsv } from "../../use-cases/places-csv.ts";
import { placesAsGeoJson } from "../../use-cases/places-geojson.ts";
import { addRoute } from "../add-route.ts";
import { type Body, type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { sendData } from "../posted-answer.ts";
import { gridParameters, hotspotParameters } from "./grid-parameters.ts";
import { questionParameters } from "./question-parameters.ts";

const LARGEST_INTEGER = 2 ** 31 - 1;

const listParameters = {
  ...gridParameters,
  ring: hotspotParameters.ring,
  correction: hotspotParameters.correction,
  weights: z
    .string()
    .max(100)
    .optional()
    .describe("Id of a table of harm weights from /api/v1/harm/tables; absent = no harm"),
  gap: z
    .enum(["0", "1"])
    .default("0")
    .transform((text) => text === "1")
    .describe("1 = only lasting places without a camera within 100 m"),
  format: z.enum(["json", "csv", "geojson"]).default("json"),
};

const TYPES = {
  csv: "text/csv; charset=utf-8",
  geojson: "application/geo+json; charset=utf-8",
} as const;

/** The hotspot list, and what analysts decide of its places. */
export function placeRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  listRoute(app, deps, answers);
  decisionRoutes(app, deps);
}

function listRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/places",
      tag: "hotspots",
      summary:
        "The hotspot list: significant hexagons merged into named places, and what is new since last month",
      query: z.object(listParameters),
      answers: { "application/json": placesSchema, "text/csv": null, "application/geo+json": null },
    },
    async ({ c, query, services }) => {
      const { format, ...input } = query;
      // A decision is not data: it has a version of its own beside the dataset's.
      const variant = `${format} decisions ${await services.reader.placeDecisionsVersion()}`;
      const response = await answers.send(c, services, variant, async (signal) => {
        const listed = await listPlaces(services, input, signal);
        return listed.ok ? answer(encode(listed.value, format)) : listed;
      });
      if (format !== "json" && response.ok) {
        response.headers.set("Content-Disposition", `attachment; filename="hotspot-places.${format}"`);
      }
      return response;
    },
  );
}

function encode(places: Places, format: "json" | "csv" | "geojson"): Body {
  if (format === "json") return jsonBody(places);
  const text = format === "csv" ? placesAsCsv(places) : placesAsGeoJson(places);
  return { type: TYPES[format], bytes: Buffer.from(text) };
}

function decisionRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/places/decisions",
      tag: "hotspots",
      summary: "What analysts decided of places, newest first; withdrawn decisions stay in the list",
      query: z.object({ area: questionParameters.area, category: questionParameters.category }),
      answers: { "application/json": placeDecisionsSchema },
    },
    async ({ c, query, services }) => sendData(c, await listDecisions(services.reader, query)),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/places/decisions",
      tag: "hotspots",
      summary:
        "Excludes a place from the list or shifts the point that work is sent to, with a reason that is kept",
      body: placeDecisionInputSchema,
      status: 201,
      answers: { "application/json": placeDecisionAnswerSchema },
    },
    async ({ c, body, services }) =>
      sendData(c, await decidePlace(services.reader, services.placeDecisions, body), 201),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/places/decisions/{id}/withdraw",
      tag: "hotspots",
      summary: "Withdraws a decision with a reason; both stay on record",
      params: z.object({ id: z.coerce.number().int().min(1).max(LARGEST_INTEGER) }),
      body: placeDecisionWithdrawalSchema,
      answers: { "application/json": placeDecisionAnswerSchema },
    },
    async ({ c, params, body, services }) =>
      sendData(c, await withdrawDecision(services.placeDecisions, params.id, body)),
  );
}
