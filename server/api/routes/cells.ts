import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import {
  cellCubeSchema,
  cellDetailSchema,
  cellRowsSchema,
  cellStreetsSchema,
  denominatorsSchema,
} from "#contract/cells.ts";
import type { Reader } from "../../db/read-model.ts";
import { answer } from "../../use-cases/answer.ts";
import {
  type CellsInput,
  countCellCube,
  countCellRows,
  type EdgeCounts,
} from "../../use-cases/count-cells.ts";
import { countDenominators } from "../../use-cases/count-denominators.ts";
import { describeCell } from "../../use-cases/describe-cell.ts";
import { MOST_CELLS_NAMED, nameCells } from "../../use-cases/name-cells.ts";
import { addRoute } from "../add-route.ts";
import { ARROW_TYPE, cubeAsArrow, rowsAsArrow } from "../cell-arrow.ts";
import { cubeAsJson, rowsAsJson } from "../cell-encoding.ts";
import { type DatasetAnswers, jsonBody } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { bufferParameter, questionParameters, resolutionParameter } from "./question-parameters.ts";

/** Counts per hexagon, one hexagon in detail, and people per hexagon. */
export function cellRoutes(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/cells",
      tag: "cells",
      summary: "Counts per hexagon: rows for the period, or with by=month a columnar cube; JSON or Arrow",
      query: z.object({
        ...questionParameters,
        resolution: resolutionParameter,
        bufferM: bufferParameter,
        by: z.enum(["month"]).optional().describe("month = columnar cube with every cell of the area"),
        edges: z
          .enum(["polygon", "whole"])
          .default("polygon")
          .describe(
            "With by=month and a buffer: whole counts crossed hexagons whole and adds neighbouring forces, as tests do",
          ),
      }),
      answers: { "application/json": z.union([cellRowsSchema, cellCubeSchema]), [ARROW_TYPE]: null },
    },
    ({ c, query, services }) => {
      const arrow = (c.req.header("Accept") ?? "").includes(ARROW_TYPE);
      const { by, edges, ...input } = query;
      return answers.send(c, services, arrow ? "arrow" : "json", () =>
        by === "month" ? cube(services.reader, input, edges, arrow) : rows(services.reader, input, arrow),
      );
    },
  );
  streetsRoute(app, deps, answers);
  detailRoute(app, deps, answers);
  denominatorRoute(app, deps, answers);
}

async function rows(reader: Reader, input: CellsInput, arrow: boolean) {
  const counted = await countCellRows(reader, input);
  if (!counted.ok) return counted;
  return answer(arrow ? await rowsAsArrow(counted.value) : rowsAsJson(counted.value));
}

async function cube(reader: Reader, input: CellsInput, edges: EdgeCounts, arrow: boolean) {
  const counted = await countCellCube(reader, input, edges);
  if (!counted.ok) return counted;
  const { data, meta } = counted.value;
  return answer(await (arrow ? cubeAsArrow(data, meta) : cubeAsJson(data, meta)));
}

function streetsRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/cells/streets",
      tag: "cells",
      summary: "The busiest streets of some hexagons of one size, to call them by",
      query: z.object({
        ...questionParameters,
        cells: z
          .string()
          .max(20 * MOST_CELLS_NAMED)
          .transform((text) => text.split(",").filter((cell) => cell !== ""))
          .describe(`H3 cells, comma-separated, at most ${MOST_CELLS_NAMED}`),
      }),
      answers: { "application/json": cellStreetsSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const named = await nameCells(services.reader, query);
        return named.ok ? answer(jsonBody(named.value)) : named;
      }),
  );
}

function detailRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/cells/{cell}",
      tag: "cells",
      summary: "One hexagon: months, categories, streets, wards",
      params: z.object({ cell: z.string() }),
      query: z.object({ ...questionParameters, bufferM: bufferParameter }),
      answers: { "application/json": cellDetailSchema },
    },
    ({ c, params, query, services }) =>
      answers.send(c, services, "json", async () => {
        const described = await describeCell(services.reader, { ...query, ...params });
        return described.ok ? answer(jsonBody(described.value)) : described;
      }),
  );
}

function denominatorRoute(app: OpenAPIHono, deps: AppDeps, answers: DatasetAnswers): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/denominators",
      tag: "cells",
      summary: "Residents or households per hexagon, for rates",
      query: z.object({
        area: questionParameters.area,
        measure: z.enum(["residents", "households"]).default("residents"),
        resolution: resolutionParameter,
      }),
      answers: { "application/json": denominatorsSchema },
    },
    ({ c, query, services }) =>
      answers.send(c, services, "json", async () => {
        const counted = await countDenominators(services.reader, query);
        return counted.ok ? answer(jsonBody(counted.value)) : counted;
      }),
  );
}
