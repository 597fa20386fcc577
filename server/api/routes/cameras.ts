import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { columnsSchema, estateSchema } from "#contract/camera-design.ts";
import { cameraLevelsSchema } from "#contract/coverage.ts";
import { answer } from "../../use-cases/answer.ts";
import { CAMERA_LEVELS } from "../../use-cases/camera-levels.ts";
import { listCameras } from "../../use-cases/list-cameras.ts";
import { listColumns } from "../../use-cases/list-columns.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { boxParameter, questionParameters } from "./question-parameters.ts";

const MOST_COLUMNS = 50_000;
const MOST_IDS = 500;

/** The estate, the posts that a camera could hang on, and the levels of detail that pictures are held against. */
export function cameraRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/cameras",
      tag: "cameras",
      summary: "Cameras of an area with what the register says and lacks of each",
      query: z.object({ area: questionParameters.area }),
      answers: { "application/json": estateSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const listed = await listCameras(services.reader, query.area);
        return listed.ok ? answer(jsonBody(listed.value)) : listed;
      }),
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/columns",
      tag: "cameras",
      summary: "Lamp columns and other mounting points of an area or a box",
      query: z.object({
        area: questionParameters.area,
        bbox: boxParameter,
        ids: z
          .string()
          .max(20_000)
          .transform((text) => text.split(",").slice(0, MOST_IDS))
          .optional()
          .describe(
            "Only these columns, comma-separated; those that are no longer on record are not answered",
          ),
        limit: z.coerce.number().int().min(1).max(MOST_COLUMNS).default(5000),
      }),
      answers: { "application/json": columnsSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const listed = await listColumns(services.reader, query);
        return listed.ok ? answer(jsonBody(listed.value)) : listed;
      }),
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/cameras/levels",
      tag: "cameras",
      summary: "Levels of detail of both editions of IEC 62676-4, in pixels per metre",
      answers: { "application/json": cameraLevelsSchema },
    },
    async ({ c }) => c.json({ data: CAMERA_LEVELS }),
  );
}
