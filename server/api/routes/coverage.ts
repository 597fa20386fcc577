import type { OpenAPIHono } from "@hono/zod-openapi";
import {
  coverageInputSchema,
  coverageSchema,
  placementInputSchema,
  placementSchema,
  stopInputSchema,
  stoppedSchema,
  visibilityInputSchema,
  visibilitySchema,
} from "#contract/coverage.ts";
import { measureCoverage } from "../../use-cases/measure-coverage.ts";
import { placeNewCameras } from "../../use-cases/place-cameras.ts";
import { seeFromCamera } from "../../use-cases/see-from-camera.ts";
import { addRoute } from "../add-route.ts";
import type { DatasetAnswers } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { sendPosted } from "../posted-answer.ts";

/** What cameras see, and what part of the risk that is. Questions too large for an address, so they are posted. */
export function coverageRoutes(app: OpenAPIHono, deps: AppDeps, _answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/visibility",
      tag: "cameras",
      summary: "What a lens at a place sees past the buildings around it",
      body: visibilityInputSchema,
      answers: { "application/json": visibilitySchema },
    },
    async ({ c, body, services }) => sendPosted(c, await seeFromCamera(services, body, c.req.raw.signal)),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/coverage",
      tag: "cameras",
      summary: "Share of an area's risk that cameras see at a level of detail, each and all together",
      body: coverageInputSchema,
      answers: { "application/json": coverageSchema },
    },
    async ({ c, body, services }) => sendPosted(c, await measureCoverage(services, body, c.req.raw.signal)),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/placement",
      tag: "cameras",
      summary: "The best sites for new cameras among an area's columns, with a proven bound",
      body: placementInputSchema,
      answers: { "application/json": placementSchema },
    },
    async ({ c, body, services }) =>
      sendPosted(
        c,
        await services.stops.during(body.run, (stop) =>
          placeNewCameras(services, body, c.req.raw.signal, stop),
        ),
      ),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/placement/stop",
      tag: "cameras",
      summary: "Ends a search for sites early: its own request then answers with the best found",
      body: stopInputSchema,
      answers: { "application/json": stoppedSchema },
    },
    async ({ c, body, services }) => c.json({ data: { stopped: services.stops.stop(body.run) } }),
  );
}
