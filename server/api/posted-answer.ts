/** Answers to questions that are sent in a body: worked out each time, kept by nobody. */
import type { Context } from "hono";
import type { Answer } from "../use-cases/answer.ts";
import { problem } from "./problem.ts";

/** The answer as JSON, or the refusal as a problem. */
export function sendPosted<T>(c: Context, answered: Answer<T>): Response {
  if (!answered.ok) return problem(c, answered);
  c.header("Cache-Control", "no-store");
  return c.body(JSON.stringify(answered.value), 200, { "Content-Type": "application/json; charset=utf-8" });
}

/** Records that change whatever the dataset's version: the answer as `{ data }`, never cached. */
export function sendData<T>(c: Context, answered: Answer<T>, status: 200 | 201 = 200): Response {
  if (!answered.ok) return problem(c, answered);
  c.header("Cache-Control", "no-store");
  return c.body(JSON.stringify({ data: answered.value }), status, {
    "Content-Type": "application/json; charset=utf-8",
  });
}
