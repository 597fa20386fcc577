/** Serves the built pages. Files with a hash in their name never change; the page itself is always asked for anew. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Context, MiddlewareHandler } from "hono";
import { BoundedCache } from "../db/bounded-cache.ts";
import { CompressedBody } from "./compressed-body.ts";
import { respond } from "./dataset-answer.ts";

const CACHE_BYTES = 64 * 2 ** 20;

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".pbf": "application/x-protobuf",
  ".wasm": "application/wasm",
  ".map": "application/json",
};

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sightline</title>
<meta http-equiv="refresh" content="2"><p>The pages are being built; this page reloads by itself.
The API answers already: <a href="/api/v1/ready">/api/v1/ready</a>.</p></html>`;

type File = { body: CompressedBody; etag: string; changedMs: number };

/** Serves files below `folder`, and its index.html for every other page address. */
export function staticClient(folder: string | null): MiddlewareHandler {
  const files = new BoundedCache<File>(CACHE_BYTES);
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
    if (!folder) return notBuilt(c);
    const asked = relativePath(new URL(c.req.url).pathname);
    if (asked === null) return next();
    const file = asked === "" ? null : await readKept(files, folder, asked);
    if (file) return sendFile(c, file, asked);
    if (path.extname(asked) !== "") return next();
    const page = await readKept(files, folder, "index.html");
    return page ? sendFile(c, page, "index.html") : notBuilt(c);
  };
}

/** Path below the folder, or null for one that leads out of it. */
function relativePath(pathname: string): string | null {
  try {
    const clean = path.posix.normalize(decodeURIComponent(pathname)).replace(/^\/+/, "");
    return clean.startsWith("..") || /[\0\\]/.test(clean) ? null : clean.replace(/\/$/, "");
  } catch {
    return null;
  }
}

async function readKept(files: BoundedCache<File>, folder: string, name: string): Promise<File | null> {
  const full = path.join(folder, name);
  const info = await stat(full).catch(() => null);
  if (!info?.isFile()) return null;
  const known = files.get(name);
  if (known && known.changedMs === info.mtimeMs) return known;
  const bytes = await readFile(full);
  const type = TYPES[path.extname(name).toLowerCase()] ?? "application/octet-stream";
  const body = new CompressedBody(bytes, type, "small");
  const etag = `W/"${createHash("sha1").update(bytes).digest("base64url")}"`;
  const file = { body, etag, changedMs: info.mtimeMs };
  files.set(name, file, body.weight);
  return file;
}

async function sendFile(c: Context, file: File, name: string): Promise<Response> {
  const unchanging = name.startsWith("assets/");
  const headers: Record<string, string> = {
    ETag: file.etag,
    "Cache-Control": unchanging ? "public, max-age=31536000, immutable" : "no-cache",
    Vary: "Accept-Encoding",
  };
  if (c.req.header("If-None-Match") === file.etag) return new Response(null, { status: 304, headers });
  return respond(file.body, c.req.header("Accept-Encoding"), headers);
}

function notBuilt(c: Context): Response {
  c.header("Cache-Control", "no-store");
  return c.html(NOT_BUILT, 503);
}
