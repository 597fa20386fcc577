/** Long work on polygons, done in a thread so that requests are answered meanwhile. */
import type { Worker } from "node:worker_threads";
import type { AreaCells } from "#domain/grid/area-cells.ts";
import type { Geometry } from "../db/geometry.ts";
import { startWorker } from "../start-worker.ts";
import type { GeometryAnswer, GeometryQuestion } from "./geometry-work.ts";

type Waiting = { resolve: (value: AreaCells | (number | null)[]) => void; reject: (error: Error) => void };
type QuestionBody = GeometryQuestion extends infer Q
  ? Q extends { id: number }
    ? Omit<Q, "id">
    : never
  : never;

/** A geometry that works in one thread, begun when first needed and begun anew if it dies. */
export class GeometryThread implements Geometry {
  #worker: Worker | null = null;
  #serial = 0;
  readonly #waiting = new Map<number, Waiting>();

  async areaCells(
    polygons: Parameters<Geometry["areaCells"]>[0],
    resolution: number,
    bufferM: number,
  ): Promise<AreaCells> {
    const value = await this.#ask({ kind: "area-cells", polygons, resolution, bufferM });
    if (Array.isArray(value)) throw new RangeError("areaCells: the thread answered another question");
    return value;
  }

  async spreadOverCells(
    areas: Parameters<Geometry["spreadOverCells"]>[0],
    cells: readonly string[],
  ): Promise<(number | null)[]> {
    const value = await this.#ask({ kind: "spread", areas, cells });
    if (!Array.isArray(value)) throw new RangeError("spreadOverCells: the thread answered another question");
    return value;
  }

  /** Ends the thread; questions under way are refused. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
    this.#fail(new Error("The server is stopping."));
  }

  #ask(question: QuestionBody): Promise<AreaCells | (number | null)[]> {
    const id = ++this.#serial;
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ ...question, id });
    });
  }

  #start(): Worker {
    const worker = startWorker(new URL("./geometry.worker.ts", import.meta.url));
    worker.unref();
    worker.on("message", (found: GeometryAnswer) => {
      const waiting = this.#waiting.get(found.id);
      this.#waiting.delete(found.id);
      if (found.ok) waiting?.resolve(found.value);
      else waiting?.reject(new RangeError(found.message));
    });
    const lost = (error: Error) => {
      if (this.#worker === worker) this.#worker = null;
      this.#fail(error);
    };
    worker.on("error", lost);
    worker.on("exit", (code) => lost(new Error(`The geometry thread ended (code ${code}).`)));
    return worker;
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
