import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { paperInputSchema, paperKindSchema, paperSchema } from "#contract/camera-papers.ts";
import { writeCameraPaper } from "../../use-cases/camera-papers.ts";
import { addRoute } from "../add-route.ts";
import type { AppDeps } from "../deps.ts";
import { sendPosted } from "../posted-answer.ts";

/** Papers about cameras, as sections to print. */
export function cameraPaperRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/camera-papers/{paper}",
      tag: "cameras",
      summary:
        "Operational requirement, impact assessment, deployment sheet, removal checklist, location review or camera schedule: figures filled in, the rest left blank",
      params: z.object({ paper: paperKindSchema }),
      body: paperInputSchema,
      answers: { "application/json": paperSchema },
    },
    async ({ c, params, body, services }) =>
      sendPosted(c, await writeCameraPaper(services, params.paper, body, c.req.raw.signal)),
  );
}
