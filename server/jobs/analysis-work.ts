/** What goes to an analysis thread and comes back from it. Plain data. */
export type AnalysisTask = { kind: string; input: unknown };

export type AnalysisDone = { ok: true; output: unknown } | { ok: false; name: string; message: string };

/**
 * Memory of the typed arrays in a result, so that it can be moved between threads instead of copied. Shared memory
 * is left out: it needs no moving.
 */
export function movableBuffers(output: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(output)) {
    if (output.buffer instanceof ArrayBuffer) found.add(output.buffer);
  } else if (Array.isArray(output)) {
    // A list of texts or numbers holds no arrays; its first item tells.
    if (typeof output[0] === "object") for (const item of output) movableBuffers(item, found);
  } else if (typeof output === "object" && output !== null) {
    for (const item of Object.values(output)) movableBuffers(item, found);
  }
  return found;
}
