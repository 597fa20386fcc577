import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { categoryListSchema, offenceTypeMappingSchema } from "#contract/categories.ts";
import { answer } from "../../use-cases/answer.ts";
import { listCategories } from "../../use-cases/list-categories.ts";
import { addRoute } from "../add-route.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { problem } from "../problem.ts";

const LARGEST_INTEGER = 2 ** 31 - 1;

/** The category tree, and which category a publisher's text counts in. */
export function categoryRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/categories",
      tag: "categories",
      summary: "Category tree with definitions, publishers' texts and sum checks",
      answers: { "application/json": categoryListSchema },
    },
    ({ c, services }) =>
      answers.send(c, services, "json", async () => answer(jsonBody(await listCategories(services.reader)))),
  );
  addRoute(
    app,
    deps,
    {
      method: "put",
      path: "/offence-types/{id}",
      tag: "categories",
      summary: "Counts a publisher's text in a category, or in none; every period follows at once",
      params: z.object({ id: z.coerce.number().int().min(1).max(LARGEST_INTEGER) }),
      body: offenceTypeMappingSchema,
      status: 204,
      answers: {},
    },
    async ({ c, params, body, services }) => {
      const done = await services.mapOffenceType(params.id, body.category);
      if (done === "mapped") return c.body(null, 204);
      if (done === "unknown-type") {
        return problem(c, {
          code: "unknown-offence-type",
          title: "There is no such offence text",
          detail: `Got id ${params.id}.`,
          next: "Take an id from offenceTypes of /api/v1/categories.",
          where: "id",
        });
      }
      return problem(c, {
        code: "unknown-category",
        title: "There is no category with this id",
        detail: `Got category ${body.category}.`,
        next: "Choose an id from /api/v1/categories, or null for none.",
        where: "category",
      });
    },
  );
}
