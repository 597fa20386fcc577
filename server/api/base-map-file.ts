/** Serves the configured PMTiles file in ranges, as its reader asks for it. */
import { open, stat } from "node:fs/promises";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";

/** Address of the file below the server. */
export const BASE_MAP_PATH = "/base-map.pmtiles";

/** Most bytes sent for one range. */
const LARGEST_RANGE = 16 * 2 ** 20;

export function baseMapRoute(app: OpenAPIHono, file: string | null): void {
  if (file === null) return;
  app.get(BASE_MAP_PATH, (c) => sendRange(c, file));
}

async function sendRange(c: Context, file: string): Promise<Response> {
  const info = await stat(file);
  const etag = `"${info.size.toString(36)}-${Math.round(info.mtimeMs).toString(36)}"`;
  const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header("Range") ?? "bytes=0-");
  const first = Number(range?.[1] ?? 0);
  const wanted = range?.[2] ? Number(range[2]) : info.size - 1;
  const last = Math.min(wanted, info.size - 1, first + LARGEST_RANGE - 1);
  if (!range || first > last) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${info.size}` } });
  }
  const bytes = Buffer.alloc(last - first + 1);
  const handle = await open(file, "r");
  try {
    await handle.read(bytes, 0, bytes.length, first);
  } finally {
    await handle.close();
  }
  return new Response(bytes, {
    status: 206,
    headers: {
      "Content-Type": "application/vnd.pmtiles",
      "Content-Length": String(bytes.length),
      "Content-Range": `bytes ${first}-${last}/${info.size}`,
      "Accept-Ranges": "bytes",
      "Cache-Control": "no-cache",
      ETag: etag,
    },
  });
}
