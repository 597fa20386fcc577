import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { hotspotsSchema } from "#contract/hotspots.ts";
import { answer } from "../../use-cases/answer.ts";
import { testHotspots } from "../../use-cases/test-hotspots.ts";
import { addRoute } from "../add-route.ts";
import { ARROW_TYPE } from "../cell-arrow.ts";
import type { DatasetAnswers } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { hotspotsAsArrow, hotspotsAsJson } from "../hotspot-encoding.ts";
import { hotspotParameters } from "./grid-parameters.ts";

/** Significant hotspots: a row for every hexagon of the study area. */
export function hotspotRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/hotspots",
      tag: "hotspots",
      summary:
        "Which hexagons have more incidents than chance would give them? Every one of the area; JSON or Arrow",
      query: z.object(hotspotParameters),
      answers: { "application/json": hotspotsSchema, [ARROW_TYPE]: null },
    },
    ({ c, query, services }) => {
      const arrow = (c.req.header("Accept") ?? "").includes(ARROW_TYPE);
      return answers.send(c, services, arrow ? "arrow" : "json", async (signal) => {
        const found = await testHotspots(services, query, signal);
        if (!found.ok) return found;
        const { tested, meta } = found.value;
        return answer(await (arrow ? hotspotsAsArrow(tested, meta) : hotspotsAsJson(tested, meta)));
      });
    },
  );
}
