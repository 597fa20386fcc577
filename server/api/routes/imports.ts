import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { z } from "zod";
import type { ImportManifest } from "#contract/imports.ts";
import {
  columnMappingSchema,
  importKindSchema,
  importListSchema,
  importOneSchema,
  importOptionsSchema,
  importPreviewSchema,
  rejectionListSchema,
  savedMappingListSchema,
  savedMappingSchema,
} from "#contract/imports.ts";
import type { Answer } from "../../use-cases/answer.ts";
import { rejectionsAsCsv } from "../../use-cases/rejections-csv.ts";
import { addRoute } from "../add-route.ts";
import type { DatasetAnswers } from "../dataset-answer.ts";
import type { AppDeps } from "../deps.ts";
import { problem } from "../problem.ts";

const LARGEST_INTEGER = 2 ** 31 - 1;
const idParameter = z.object({ id: z.coerce.number().int().min(1).max(LARGEST_INTEGER) });
const REJECTIONS_SHOWN = 200;

/** Imports from upload to undo, their rejected rows, and saved column mappings. */
export function importRoutes(app: OpenAPIHono, deps: AppDeps, _answers: DatasetAnswers): void {
  listRoutes(app, deps);
  uploadRoute(app, deps);
  previewRoute(app, deps);
  actionRoutes(app, deps);
  rejectionRoute(app, deps);
  mappingRoutes(app, deps);
}

/** Manifests change while an import runs, whatever the dataset's version: never cached. */
function fresh(c: Context, body: unknown, status: 200 | 201 | 202 = 200): Response {
  c.header("Cache-Control", "no-store");
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/json; charset=utf-8" });
}

function send<T>(c: Context, answered: Answer<T>, status: 200 | 201 | 202 = 200): Response {
  return answered.ok ? fresh(c, { data: answered.value }, status) : problem(c, answered);
}

function unknownImport(c: Context, id: number): Response {
  return problem(c, {
    code: "unknown-import",
    title: "There is no import with this number",
    detail: `Got ${id}. It may have been discarded.`,
    next: "Choose one from /api/v1/imports.",
    where: "id",
  });
}

function listRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/imports",
      tag: "imports",
      summary: "Manifests of every import, newest first",
      answers: { "application/json": importListSchema },
    },
    async ({ c, services }) => fresh(c, { data: await services.reader.importManifests() }),
  );
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/imports/{id}",
      tag: "imports",
      summary: "One manifest, with progress while it runs",
      params: idParameter,
      answers: { "application/json": importOneSchema },
    },
    async ({ c, params, services }) => {
      const found = await services.reader.importManifest(params.id);
      return found ? fresh(c, { data: found }) : unknownImport(c, params.id);
    },
  );
}

function uploadRoute(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/imports",
      tag: "imports",
      summary: "Receives a file as the raw body and says what it is taken for; writes nothing into the data",
      query: z.object({
        filename: z.string().min(1).max(255).describe("What the sender calls the file"),
      }),
      rawBody: "application/octet-stream",
      status: 201,
      answers: { "application/json": importPreviewSchema },
    },
    async ({ c, query, services }) =>
      send(
        c,
        await services.imports.receive({
          name: query.filename,
          body: c.req.raw.body,
          announcedBytes: Number(c.req.header("Content-Length") ?? Number.NaN),
        }),
        201,
      ),
  );
}

function previewRoute(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/imports/{id}/preview",
      tag: "imports",
      summary: "First 50 rows of a received file; `kind` reads it as something else",
      params: idParameter,
      query: z.object({ kind: importKindSchema.optional() }),
      answers: { "application/json": importPreviewSchema },
    },
    async ({ c, params, query, services }) => send(c, await services.imports.preview(params.id, query)),
  );
}

const ACTIONS = {
  "dry-run": "Reads and checks the whole file and writes nothing; the manifest then holds what would happen",
  commit: "Imports the file; readers see the new data all at once at the end",
  cancel: "Stops a running import; nothing of it stays",
  undo: "Takes an import back: what it replaced is live again",
} as const;

function actionRoutes(app: OpenAPIHono, deps: AppDeps): void {
  for (const action of ["dry-run", "commit", "cancel", "undo"] as const) {
    addRoute(
      app,
      deps,
      {
        method: "post",
        path: `/imports/{id}/${action}`,
        tag: "imports",
        summary: ACTIONS[action],
        params: idParameter,
        body: importOptionsSchema,
        answers: { "application/json": importOneSchema },
      },
      async ({ c, params, body, services }) => {
        const { imports } = services;
        const run: Record<keyof typeof ACTIONS, () => Promise<Answer<ImportManifest>>> = {
          "dry-run": () => imports.dryRun(params.id, body),
          commit: () => imports.commit(params.id, body),
          cancel: () => imports.cancel(params.id),
          undo: () => imports.undo(params.id),
        };
        return send(c, await run[action]());
      },
    );
  }
  addRoute(
    app,
    deps,
    {
      method: "delete",
      path: "/imports/{id}",
      tag: "imports",
      summary: "Discards a received file that was never committed",
      params: idParameter,
      status: 204,
      answers: {},
    },
    async ({ c, params, services }) => {
      const discarded = await services.imports.discard(params.id);
      return discarded.ok ? c.body(null, 204) : problem(c, discarded);
    },
  );
}

function rejectionRoute(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/imports/{id}/rejections",
      tag: "imports",
      summary: "Rejected rows with file, line and reason: the first 200, or all as CSV",
      params: idParameter,
      query: z.object({
        format: z.enum(["json", "csv"]).default("json"),
        after: z.coerce.number().int().min(0).default(0).describe("seq of the last row seen"),
        limit: z.coerce.number().int().min(1).max(5000).default(REJECTIONS_SHOWN),
      }),
      answers: { "application/json": rejectionListSchema, "text/csv": null },
    },
    async ({ c, params, query, services }) => {
      const { reader } = services;
      const manifest = await reader.importManifest(params.id);
      if (!manifest) return unknownImport(c, params.id);
      if (query.format === "json") {
        return fresh(c, { data: await reader.importRejections(params.id, query.after, query.limit) });
      }
      c.header("Cache-Control", "no-store");
      c.header("Content-Disposition", `attachment; filename="rejected-rows-import-${params.id}.csv"`);
      return c.body(rejectionsAsCsv(reader, params.id), 200, { "Content-Type": "text/csv; charset=utf-8" });
    },
  );
}

function mappingRoutes(app: OpenAPIHono, deps: AppDeps): void {
  addRoute(
    app,
    deps,
    {
      method: "get",
      path: "/mappings",
      tag: "imports",
      summary: "Saved column mappings",
      answers: { "application/json": savedMappingListSchema },
    },
    async ({ c, services }) => fresh(c, { data: await services.reader.savedMappings() }),
  );
  addRoute(
    app,
    deps,
    {
      method: "post",
      path: "/mappings",
      tag: "imports",
      summary: "Saves a column mapping under its name, replacing one of that name",
      body: columnMappingSchema,
      answers: { "application/json": z.object({ data: savedMappingSchema }) },
    },
    async ({ c, body, services }) => fresh(c, { data: await services.imports.saveMapping(body) }),
  );
}
