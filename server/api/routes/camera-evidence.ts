import type { OpenAPIHono } from "@hono/zod-openapi";
import {
  cameraEvidenceSchema,
  cameraForecastInputSchema,
  cameraForecastSchema,
} from "#contract/camera-evidence.ts";
import { answer } from "../../use-cases/answer.ts";
import { readCameraEvidence } from "../../use-cases/camera-evidence.ts";
import { forecastCameras } from "../../use-cases/forecast-cameras.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { sendPosted } from "../posted-answer.ts";

/** What studies found of cameras, and the forecast for one scheme. */
export function cameraEvidenceRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/camera-evidence",
      tag: "cameras",
      summary:
        "Published effects of cameras on crime and on investigations, cheaper alternatives, and kinds of crime that are off in siting",
      answers: { "application/json": cameraEvidenceSchema },
    },
    ({ c, services }) =>
      answers.send(c, services, "json", async () =>
        answer(jsonBody(await readCameraEvidence(services.reader))),
      ),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/camera-forecast",
      tag: "cameras",
      summary:
        "Incidents a year fewer if the published effect holds, for the mean and for one scheme; cases in which a recording would be of use",
      body: cameraForecastInputSchema,
      answers: { "application/json": cameraForecastSchema },
    },
    async ({ c, body, services }) => sendPosted(c, await forecastCameras(services.reader, body)),
  );
}
