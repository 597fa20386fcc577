/** The one form of every error answer: application/problem+json with a stable code. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Problem } from "#contract/meta.ts";
import type { Refusal } from "../use-cases/answer.ts";

/** Status of each refusal that is not "the question makes no sense" (422). */
const STATUS: Record<string, ContentfulStatusCode> = {
  "unknown-area": 404,
  "unknown-category": 404,
  "unknown-import": 404,
  "unknown-offence-type": 404,
  "unknown-harm-table": 404,
  "unknown-decision": 404,
  "unknown-effect": 404,
  "unknown-camera": 404,
  "unknown-scenario": 404,
  "unknown-path": 404,
  "cell-outside-area": 404,
  "no-denominator": 404,
  "not-json": 400,
  "upload-broken-off": 400,
  "cross-site": 403,
  "audience-refused": 403,
  withdrawn: 408,
  "place-decided": 409,
  "decision-withdrawn": 409,
  "import-not-possible": 409,
  "import-running": 409,
  "scenario-archived": 409,
  "deployment-order": 409,
  "stale-scenario": 412,
  "upload-too-large": 413,
  "if-match-needed": 428,
  "disk-full": 507,
  "not-ready": 503,
  "database-unreachable": 503,
  internal: 500,
};

/** Status that a code is answered with. */
function statusOf(code: string): ContentfulStatusCode {
  return STATUS[code] ?? 422;
}

/** A refusal as an answer. */
export function problem(c: Context, refusal: Omit<Refusal, "ok">): Response {
  const status = statusOf(refusal.code);
  const body: Problem = {
    type: `urn:sightline:problem:${refusal.code}`,
    title: refusal.title,
    status,
    code: refusal.code,
    detail: refusal.detail,
    next: refusal.next,
    ...(refusal.where === undefined ? {} : { where: refusal.where }),
  };
  if (status === 503) c.header("Retry-After", "1");
  c.header("Cache-Control", "no-store");
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/problem+json" });
}
