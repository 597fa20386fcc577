import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { z } from "zod";
import {
  newScenarioSchema,
  type Scenario,
  scenarioAnswerSchema,
  scenarioArchiveSchema,
  scenarioIdParamsSchema,
  scenarioSaveSchema,
  scenariosSchema,
  scenarioTag,
  scenarioVersionsSchema,
} from "#contract/scenarios.ts";
import type { Answer } from "../../use-cases/answer.ts";
import {
  archiveScenario,
  createScenario,
  listScenarios,
  listScenarioVersions,
  openScenario,
  saveScenario,
} from "../../use-cases/scenarios.ts";
import { addRoute } from "../add-route.ts";
import type { AppDeps } from "../deps.ts";
import { sendData } from "../posted-answer.ts";
import { problem } from "../problem.ts";

const MOST_VERSIONS = 2 ** 31 - 1;
const tag = "scenarios";
const one = { params: scenarioIdParamsSchema, answers: { "application/json": scenarioAnswerSchema } };

/** What-if plans: read with an ETag, saved with If-Match, so that nobody overwrites what they have not seen. */
export function scenarioRoutes(app: OpenAPIHono, deps: AppDeps): void {
  readingRoutes(app, deps);
  writingRoutes(app, deps);
}

function readingRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/scenarios",
      tag,
      summary: "Scenarios, the latest saved first",
      query: z.object({
        archived: z
          .enum(["0", "1"])
          .default("0")
          .transform((text) => text === "1")
          .describe("1 = archived ones too"),
      }),
      answers: { "application/json": scenariosSchema },
    },
    async ({ c, query, services }) => sendData(c, await listScenarios(services.scenarios, query.archived)),
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/scenarios/{id}",
      tag,
      summary: "A scenario, its latest version or one of the earlier ones",
      query: z.object({ version: z.coerce.number().int().min(1).max(MOST_VERSIONS).optional() }),
      ...one,
    },
    async ({ c, params, query, services }) => {
      const found = await openScenario(services.scenarios, params.id, query.version ?? null);
      if (found.ok && c.req.header("If-None-Match") === scenarioTag(found.value)) {
        return new Response(null, { status: 304, headers: { ETag: scenarioTag(found.value) } });
      }
      return send(c, found);
    },
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/scenarios/{id}/versions",
      tag,
      summary: "Who saved what when, newest first",
      params: scenarioIdParamsSchema,
      answers: { "application/json": scenarioVersionsSchema },
    },
    async ({ c, params, services }) => sendData(c, await listScenarioVersions(services.scenarios, params.id)),
  );
}

function writingRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/scenarios",
      tag,
      summary: "Keeps a new scenario, or a copy of one",
      body: newScenarioSchema,
      status: 201,
      answers: { "application/json": scenarioAnswerSchema },
    },
    async ({ c, body, services }) => send(c, await createScenario(services.scenarios, body), 201),
  );
  addRoute(
    app,
    deps,
    {
      method: "put",
      path: "/scenarios/{id}",
      tag,
      summary:
        "Saves a version; If-Match must be the ETag of the latest, else 412 and nothing is overwritten",
      body: scenarioSaveSchema,
      ...one,
    },
    async ({ c, params, body, services }) =>
      send(c, await saveScenario(services.scenarios, params.id, c.req.header("If-Match") ?? null, body)),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/scenarios/{id}/archive",
      tag,
      summary: "Puts a scenario into the archive or takes it out; nothing is deleted",
      body: scenarioArchiveSchema,
      ...one,
    },
    async ({ c, params, body, services }) =>
      send(c, await archiveScenario(services.scenarios, params.id, body)),
  );
}

function send(c: Context, answered: Answer<Scenario>, status: 200 | 201 = 200): Response {
  if (!answered.ok) return problem(c, answered);
  c.header("ETag", scenarioTag(answered.value));
  return sendData(c, answered, status);
}
