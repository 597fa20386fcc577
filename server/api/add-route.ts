/** Declares a route once: path, parameters and answers for OpenAPI, and the check of every request against them. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { z } from "zod";
import { problemSchema } from "#contract/meta.ts";
import { refuse } from "../use-cases/answer.ts";
import type { AppDeps, Services } from "./deps.ts";
import { problem } from "./problem.ts";

type Shape = z.ZodObject;

export type RouteDefinition<P extends Shape, Q extends Shape, B extends z.ZodType> = {
  method: "get" | "post" | "put" | "delete";
  /** Below /api/v1, parameters in braces: `/areas/{code}`. */
  path: string;
  tag: string;
  summary: string;
  params?: P;
  query?: Q;
  /** JSON body. */
  body?: B;
  /** Success status and schema by media type; a null schema is bytes. */
  status?: 200 | 201 | 204;
  answers: Record<string, z.ZodType | null>;
  /** Media type of a body that is streamed and not checked. */
  rawBody?: string;
};

export type RouteInput<P, Q, B> = {
  c: Context;
  params: P;
  query: Q;
  body: B;
  services: Services;
};

/** Adds a route that needs the database. Parameters given as empty texts count as absent. */
export function addRoute<P extends Shape, Q extends Shape, B extends z.ZodType>(
  app: OpenAPIHono,
  deps: AppDeps,
  definition: RouteDefinition<P, Q, B>,
  handle: (input: RouteInput<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Response>,
): void {
  document(app, definition);
  const path = definition.path.replace(/\{(\w+)\}/g, ":$1");
  app.on(definition.method.toUpperCase(), path, async (c) => {
    const services = deps.services();
    if (!services) return problem(c, notReady(deps.state().preparing));
    const params = (definition.params ?? z.object({})).safeParse(c.req.param());
    if (!params.success) return problem(c, invalid(params.error));
    const query = (definition.query ?? z.object({})).safeParse(givenQuery(c));
    if (!query.success) return problem(c, invalid(query.error));
    const body = definition.body ? definition.body.safeParse(await readJson(c)) : null;
    if (body && !body.success) return problem(c, invalid(body.error));
    // The schemas above are the definition's own, so their output has the type the handler declares.
    return handle({ c, params: params.data, query: query.data, body: body?.data, services } as RouteInput<
      z.output<P>,
      z.output<Q>,
      z.output<B>
    >);
  });
}

function document<P extends Shape, Q extends Shape, B extends z.ZodType>(
  app: OpenAPIHono,
  route: RouteDefinition<P, Q, B>,
): void {
  const status = route.status ?? 200;
  const content = Object.fromEntries(
    Object.entries(route.answers).map(([type, schema]) => [
      type,
      { schema: schema ?? z.string().meta({ format: "binary" }) },
    ]),
  );
  const request = {
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { query: route.query } : {}),
    ...(route.body ? { body: { content: { "application/json": { schema: route.body } } } } : {}),
    ...(route.rawBody
      ? { body: { content: { [route.rawBody]: { schema: z.string().meta({ format: "binary" }) } } } }
      : {}),
  };
  app.openAPIRegistry.registerPath({
    method: route.method,
    path: `/api/v1${route.path}`,
    tags: [route.tag],
    summary: route.summary,
    request,
    responses: {
      [status]: { description: "Answer", ...(status === 204 ? {} : { content }) },
      default: {
        description: "Any error",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  });
}

function givenQuery(c: Context): Record<string, string> {
  return Object.fromEntries(Object.entries(c.req.query()).filter(([, text]) => text !== ""));
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(error: z.ZodError) {
  const [first] = error.issues;
  const where = first?.path.join(".") ?? "";
  return refuse({
    code: "invalid-parameter",
    title: where ? `${where} cannot be used` : "The request cannot be used",
    detail: error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; "),
    next: "Correct it; every parameter is described at /api/v1/openapi.json.",
    ...(where ? { where } : {}),
  });
}

function notReady(preparing: string | null) {
  return refuse({
    code: "not-ready",
    title: "Sightline is still starting",
    detail: preparing ?? "The database is being opened.",
    next: "Wait a moment; /api/v1/ready says when it is done.",
  });
}
