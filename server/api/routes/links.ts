import type { OpenAPIHono } from "@hono/zod-openapi";
import { linksInputSchema, linksSchema } from "#contract/links.ts";
import { checkLinks } from "../../use-cases/check-links.ts";
import { addRoute } from "../add-route.ts";
import type { AppDeps } from "../deps.ts";
import { sendPosted } from "../posted-answer.ts";

/** Wireless links between cameras and receivers. */
export function linkRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/links",
      tag: "cameras",
      summary:
        "Line of sight and first Fresnel clearance of wireless links over standing and planned buildings; names what blocks them",
      body: linksInputSchema,
      answers: { "application/json": linksSchema },
    },
    async ({ c, body, services }) => sendPosted(c, await checkLinks(services.reader, body)),
  );
}
