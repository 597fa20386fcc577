/** What the thread with the embedded engine and the rest of the app say to each other. */

export type ToEngine = { kind: "run"; id: number; bytes: Uint8Array } | { kind: "close" };

export type FromEngine =
  | { kind: "ready"; serverVersion: string; postgis: string | null }
  /** Part of the raw answer to a run. */
  | { kind: "chunk"; id: number; bytes: Uint8Array }
  /** The answer to a run is complete. */
  | { kind: "done"; id: number }
  | { kind: "closed" }
  /** The engine cannot go on; its thread must be replaced. */
  | { kind: "failed"; message: string };
