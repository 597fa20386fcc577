import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { searchSchema } from "#contract/search.ts";
import { featureCollectionSchema } from "#contract/system.ts";
import { answer } from "../../use-cases/answer.ts";
import { LAYERS, listMapFeatures } from "../../use-cases/list-map-features.ts";
import { searchPlaces } from "../../use-cases/search-places.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { boxParameter } from "./question-parameters.ts";

const MOST_FEATURES = 50_000;

/** Finding places, and the layers of the base map. */
export function searchRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/search",
      tag: "search",
      summary: "Areas, streets, places, postcode districts, coordinates and grid references",
      query: z.object({ q: z.string().max(200).default("").describe("What was typed") }),
      answers: { "application/json": searchSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () =>
        answer(jsonBody(await searchPlaces(services.reader, query.q))),
      ),
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/map-features",
      tag: "search",
      summary: "Roads, water, parks, places … of an area or a box, as GeoJSON",
      query: z.object({
        layer: z.enum(LAYERS),
        area: z.string().max(100).optional(),
        bbox: boxParameter,
        limit: z.coerce.number().int().min(1).max(MOST_FEATURES).default(MOST_FEATURES),
      }),
      answers: { "application/geo+json": featureCollectionSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "geojson", async () => {
        const found = await listMapFeatures(services.reader, query);
        if (!found.ok) return found;
        return answer({ type: "application/geo+json; charset=utf-8", bytes: Buffer.from(found.value) });
      }),
  );
}
