import type { OpenAPIHono } from "@hono/zod-openapi";
import {
  deploymentAnswerSchema,
  deploymentLineInputSchema,
  deploymentsSchema,
} from "#contract/deployments.ts";
import { listDeployments, recordDeployment } from "../../use-cases/deployments.ts";
import { addRoute } from "../add-route.ts";
import type { AppDeps } from "../deps.ts";
import { sendData } from "../posted-answer.ts";

const tag = "cameras";

/** The record of rapid deployments. */
export function deploymentRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/deployments",
      tag,
      summary: "Rapid deployments with every line about them, the latest first",
      answers: { "application/json": deploymentsSchema },
    },
    async ({ c, services }) => sendData(c, await listDeployments(services.deployments)),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/deployments",
      tag,
      summary:
        "Adds a line: requested, refused with its reason, live, or removed; nothing is changed or deleted",
      body: deploymentLineInputSchema,
      status: 201,
      answers: { "application/json": deploymentAnswerSchema },
    },
    async ({ c, body, services }) => sendData(c, await recordDeployment(services.deployments, body), 201),
  );
}
