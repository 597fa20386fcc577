import type { OpenAPIHono } from "@hono/zod-openapi";
import { harmTablesSchema } from "#contract/harm.ts";
import { answer } from "../../use-cases/answer.ts";
import { listHarmTables } from "../../use-cases/harm-tables.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";

/** Tables of weights that turn counts into harm. */
export function harmRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/harm/tables",
      tag: "harm",
      summary: "Harm weights by category with publisher, edition, price year and whether they were checked",
      answers: { "application/json": harmTablesSchema },
    },
    ({ c, services }) =>
      answers.send(c, services, "json", async () =>
        answer(jsonBody({ data: await listHarmTables(services.reader) })),
      ),
  );
}
