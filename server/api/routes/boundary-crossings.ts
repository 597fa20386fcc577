import type { OpenAPIHono } from "@hono/zod-openapi";
import { crossingsInputSchema, crossingsSchema } from "#contract/boundary-crossings.ts";
import { listCrossings } from "../../use-cases/boundary-crossings.ts";
import { addRoute } from "../add-route.ts";
import type { AppDeps } from "../deps.ts";
import { sendPosted } from "../posted-answer.ts";

/** Where roads cross the boundary, for number-plate cameras. */
export function crossingRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/boundary-crossings",
      tag: "cameras",
      summary:
        "Places where roads cross the boundary, and which of them cameras would see at a plate's level",
      body: crossingsInputSchema,
      answers: { "application/json": crossingsSchema },
    },
    async ({ c, body, services }) => sendPosted(c, await listCrossings(services, body, c.req.raw.signal)),
  );
}
