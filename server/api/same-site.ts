/** Only our own pages and programs change anything: a request that a browser sends for another site is refused. */
import type { MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

export function sameSiteOnly(): MiddlewareHandler {
  return async (c, next) => {
    if (READING.has(c.req.method) || !isForeign(c.req.header(), new URL(c.req.url).host)) return next();
    return problem(c, {
      code: "cross-site",
      title: "Another site tried to change data here",
      detail: "The browser says that this request was made by a page of another origin.",
      next: "Use the pages of this server.",
    });
  };
}

function isForeign(headers: Record<string, string>, host: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const { origin } = headers;
  if (origin === undefined) return false;
  try {
    return new URL(origin).host !== (headers.host ?? host);
  } catch {
    return true;
  }
}
