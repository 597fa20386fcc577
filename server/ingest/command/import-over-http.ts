/** Imports through a running server that alone has the database open (the embedded engine). */
import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type ImportManifest, importManifestSchema, importOneSchema } from "#contract/imports.ts";
import { problemSchema } from "#contract/meta.ts";
import { readySchema } from "#contract/system.ts";
import { ImportFailure } from "../importer.ts";
import type { ImportTarget } from "./file-import.ts";

const POLL_MS = 500;
const receivedSchema = z.object({
  data: z.object({
    import: importManifestSchema,
    detected: z.object({ kind: z.string().nullable(), why: z.string() }),
  }),
});

/** Engine of the server at an address, or null if it does not answer. */
export async function engineOfServer(url: string): Promise<string | null> {
  try {
    const response = await fetch(new URL("/api/v1/ready", url));
    return readySchema.parse(await response.json()).data.engine;
  } catch {
    return null;
  }
}

/** Target that hands every file to the server at `url`. */
export function importOverHttp(url: string): ImportTarget {
  return {
    text: `the running server at ${url}`,
    async importFile(path, kind, onProgress, signal) {
      if (!(await stat(path)).isFile()) throw new RangeError(`${path} is not a file`);
      const address = new URL("/api/v1/imports", url);
      address.searchParams.set("filename", basename(path));
      onProgress({ phase: "Sending the file to the running server" });
      const body = await openAsBlob(path);
      const sent = receivedSchema.parse(await post(address, { body, signal })).data;
      const { id } = sent.import;
      if (sent.detected.kind === null && kind === null) {
        await discard(new URL(`/api/v1/imports/${id}`, url), signal);
        throw notRecognised(basename(path), sent.detected.why);
      }
      const options = JSON.stringify(kind ? { kind } : {});
      const headers = { "content-type": "application/json" };
      await post(new URL(`/api/v1/imports/${id}/commit`, url), { body: options, headers, signal });
      for (;;) {
        const manifest = await read(new URL(`/api/v1/imports/${id}`, url), signal);
        if (manifest.finishedAt !== null) return manifest;
        if (manifest.progress) onProgress(manifest.progress);
        await sleep(POLL_MS, null, { signal });
      }
    },
    close: async () => {},
  };
}

async function post(url: URL, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, { method: "POST", ...init });
  return answer(response);
}

async function discard(url: URL, signal: AbortSignal): Promise<void> {
  await answer(await fetch(url, { method: "DELETE", signal }));
}

function notRecognised(name: string, why: string): ImportFailure {
  return new ImportFailure({
    code: "unknown-kind",
    title: "It is not clear what this file is",
    detail: `${name} was not recognised. ${why}`,
    next: "Say what it is with --as KIND, or check that it is the right file.",
  });
}

async function read(url: URL, signal: AbortSignal): Promise<ImportManifest> {
  return importOneSchema.parse(await answer(await fetch(url, { signal }))).data;
}

async function answer(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const problem = problemSchema.safeParse(body);
  if (problem.success) throw new ImportFailure(problem.data);
  throw new Error(`the server answered ${response.status}`);
}
