/** The thread that does the long work on polygons. */
import { parentPort } from "node:worker_threads";
import { areaCells } from "#domain/grid/area-cells.ts";
import { spreadOverCells } from "#domain/grid/areal-interpolation.ts";
import type { GeometryAnswer, GeometryQuestion } from "./geometry-work.ts";

function solve(question: GeometryQuestion): GeometryAnswer {
  const { id } = question;
  try {
    const value =
      question.kind === "area-cells"
        ? areaCells(question.polygons, question.resolution, question.bufferM)
        : spreadOverCells(question.areas, question.cells);
    return { id, ok: true, value };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (question: GeometryQuestion) => parentPort?.postMessage(solve(question)));
