/** The page's end of the cube worker. */

import { ApiError } from "../api/problem-message.ts";
import type {
  CubeAnswer,
  LoadedCube,
  LoadRequest,
  WindowRequest,
  WindowsAnswer,
  WindowsQuestion,
} from "./cube-messages.ts";
import { LatestWins } from "./latest-wins.ts";

type Pending = { id: number; resolve: (cube: LoadedCube) => void; reject: (error: Error) => void };

export class CubeClient {
  readonly #worker: Worker;
  readonly #windows: LatestWins<WindowsQuestion, WindowsAnswer>;
  #pending: Pending | null = null;
  #loads = 0;
  #newest: WindowsQuestion | null = null;

  constructor(onWindows: (answer: WindowsAnswer) => void) {
    this.#worker = new Worker(new URL("./cube.worker.ts", import.meta.url), { type: "module", name: "cube" });
    this.#worker.onmessage = ({ data }: MessageEvent<CubeAnswer>) => this.#receive(data);
    this.#windows = new LatestWins((question, id) => {
      this.#worker.postMessage({ kind: "windows", id, ...question } satisfies WindowRequest);
    }, onWindows);
  }

  /** Loads cubes; an earlier load that is still under way never settles. */
  load(request: Omit<LoadRequest, "kind" | "id">): Promise<LoadedCube> {
    this.#windows.forget();
    this.#loads += 1;
    const id = this.#loads;
    return new Promise((resolve, reject) => {
      this.#pending = { id, resolve, reject };
      this.#worker.postMessage({ kind: "load", id, ...request } satisfies LoadRequest);
    });
  }

  /** Asks for windows of the loaded cube; the newest question wins. Nothing waits for the server's part of another. */
  windows(question: WindowsQuestion): void {
    if (this.#newest?.surface.kind === "density") this.#windows.forget();
    this.#newest = question;
    this.#windows.put(question);
  }

  close(): void {
    this.#worker.terminate();
  }

  #receive(answer: CubeAnswer): void {
    if (answer.kind === "windows") {
      this.#windows.settle(answer.id, answer);
      return;
    }
    if (this.#pending?.id !== answer.id) return;
    const { resolve, reject } = this.#pending;
    this.#pending = null;
    if (answer.kind === "loaded") resolve(answer.cube);
    else reject(new ApiError(answer.message, 0));
  }
}
