import type { OpenAPIHono } from "@hono/zod-openapi";
import { healthSchema, readySchema, sourceListSchema } from "#contract/system.ts";
import { answer } from "../../use-cases/answer.ts";
import { listSources } from "../../use-cases/list-sources.ts";
import { readReady } from "../../use-cases/read-ready.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";

/** Health (the process runs), readiness (the data can be read), and sources. */
export function systemRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/api/v1/health",
    tags: ["system"],
    summary: "The process runs",
    responses: { 200: { description: "Answer", content: { "application/json": { schema: healthSchema } } } },
  });
  app.get("/health", (c) => {
    c.header("Cache-Control", "no-store");
    return c.json({ status: "ok" as const, uptimeS: Math.round(deps.uptimeS()) });
  });
  const content = { "application/json": { schema: readySchema } };
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/api/v1/ready",
    tags: ["system"],
    summary: "The data can be read; 503 with the same body, and `preparing`, until then",
    responses: { 200: { description: "Ready", content }, 503: { description: "Not yet", content } },
  });
  app.get("/ready", async (c) => {
    const services = deps.services();
    const snapshot = services ? await services.reader.snapshot() : null;
    const data = readReady(deps.state(), snapshot);
    c.header("Cache-Control", "no-store");
    return c.json({ data }, data.ready ? 200 : 503);
  });
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/sources",
      tag: "system",
      summary: "Sources with their forces, periods and gaps",
      answers: { "application/json": sourceListSchema },
    },
    ({ c, services }) =>
      answers.send(c, services, "json", async () =>
        answer(jsonBody({ data: await listSources(services.reader) })),
      ),
  );
}
