import type { OpenAPIHono } from "@hono/zod-openapi";
import { redeploymentInputSchema, redeploymentSchema } from "#contract/redeployment.ts";
import { planRedeployment } from "../../use-cases/plan-redeployment.ts";
import { addRoute } from "../add-route.ts";
import type { AppDeps } from "../deps.ts";
import { sendPosted } from "../posted-answer.ts";

/** The schedule of rapid-deployment cameras. */
export function redeploymentRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/redeployment",
      tag: "cameras",
      summary:
        "Where rapid-deployment cameras should hang week by week, with least and longest stays, crews and a proven bound",
      body: redeploymentInputSchema,
      answers: { "application/json": redeploymentSchema },
    },
    async ({ c, body, services }) =>
      sendPosted(c, await planRedeployment(services, body, () => deps.uptimeS() * 1000, c.req.raw.signal)),
  );
}
