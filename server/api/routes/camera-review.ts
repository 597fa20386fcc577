import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { outcomesInputSchema, outcomesSavedSchema, outcomesSchema } from "#contract/camera-outcomes.ts";
import { cameraReviewInputSchema, cameraReviewSchema } from "#contract/camera-review.ts";
import { monthSchema } from "#contract/meta.ts";
import { listOutcomes, logOutcomes } from "../../use-cases/camera-outcomes.ts";
import { reviewCameras } from "../../use-cases/review-cameras.ts";
import { addRoute } from "../add-route.ts";
import type { AppDeps } from "../deps.ts";
import { sendData, sendPosted } from "../posted-answer.ts";

const tag = "cameras";

/** What cameras that hang are worth, and what the control room logs of them. */
export function cameraReviewRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/camera-review",
      tag,
      summary:
        "Worth of each camera over 1, 3 and 5 years: only it, fair share, redundancy, incidents in view by kind, outcomes",
      body: cameraReviewInputSchema,
      answers: { "application/json": cameraReviewSchema },
    },
    async ({ c, body, services }) => sendPosted(c, await reviewCameras(services, body, c.req.raw.signal)),
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/camera-outcomes",
      tag,
      summary: "Outcomes logged of cameras by month: the entries that hold, and sums by kind",
      query: z.object({
        camera: z.string().max(120).optional(),
        from: monthSchema.optional(),
        to: monthSchema.optional(),
      }),
      answers: { "application/json": outcomesSchema },
    },
    async ({ c, query, services }) => sendData(c, await listOutcomes(services.outcomes, query)),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/camera-outcomes",
      tag,
      summary: "Logs outcomes, all of them or none; a later entry corrects an earlier one and both stay",
      body: outcomesInputSchema,
      status: 201,
      answers: { "application/json": outcomesSavedSchema },
    },
    async ({ c, body, services }) =>
      sendData(c, await logOutcomes(services.reader, services.outcomes, body, deps.thisMonth()), 201),
  );
}
