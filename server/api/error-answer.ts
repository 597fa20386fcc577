/** What a thrown error is answered with. Expected refusals never come here: they are values. */
import type { Context } from "hono";
import { AnalysisCancelled } from "../analysis/analyses.ts";
import type { Log } from "../db/log.ts";
import { AudienceRefused } from "../db/read-model.ts";
import { problem } from "./problem.ts";

const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "57P01",
  "57P03",
]);

/** Answers an unexpected error and writes it to the log; nothing of it is shown but its kind. */
export function answerError(error: Error, c: Context, log: Log): Response {
  if (error instanceof AudienceRefused) {
    return problem(c, {
      code: "audience-refused",
      title: "These figures are not for this audience",
      detail: error.message,
      next: "Ask with the internal audience.",
    });
  }
  if (error instanceof AnalysisCancelled) {
    return problem(c, {
      code: "withdrawn",
      title: "The question was withdrawn",
      detail: "Whoever asked went away before the answer was ready; the work was ended.",
      next: "Ask again.",
    });
  }
  const code = "code" in error ? String(error.code) : "";
  log.error(`${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`);
  if (UNREACHABLE.has(code)) {
    return problem(c, {
      code: "database-unreachable",
      title: "The database does not answer",
      detail: `The connection failed (${code}).`,
      next: "Try again in a moment; if it stays, look at the server's log.",
    });
  }
  return problem(c, {
    code: "internal",
    title: "The server failed while it answered",
    detail: "This is a fault of the program, not of the request; it was written to the server's log.",
    next: "Try again; if it stays, report the request and the time of day.",
  });
}
