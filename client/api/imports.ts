/** Imports: received files, their previews, dry runs, commits and undos, and the saved column mappings. */
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  type ColumnMapping,
  columnMappingSchema,
  type ImportKind,
  type ImportManifest,
  type ImportOptions,
  importListSchema,
  importOneSchema,
  importPreviewSchema,
  rejectionListSchema,
  type rejectionSchema,
  savedMappingListSchema,
} from "#contract/imports.ts";
import { apiUrl, request, requestText } from "./http.ts";
import { queryKeys } from "./query-keys.ts";

export type RejectionRow = z.infer<typeof rejectionSchema>;

const WORKING_MS = 700;
const IDLE_MS = 15_000;

/** True while the server has something to do for the import and will change it by itself. */
function moves(manifest: ImportManifest | undefined): boolean {
  return manifest?.status === "running" || manifest?.status === "received";
}

/** All imports, newest first; asks again often while one is running, now and then for what others import. */
export function useImports() {
  return useQuery({
    queryKey: queryKeys.imports,
    queryFn: async ({ signal }) => (await request(importListSchema, "/imports", { signal })).data,
    refetchInterval: (query) => (query.state.data?.some(moves) ? 2 * WORKING_MS : IDLE_MS),
    staleTime: 0,
  });
}

/** One import; asks again while it is running, so that progress survives a reload of the page. */
export function useImport(id: number) {
  return useQuery({
    queryKey: queryKeys.import(id),
    queryFn: async ({ signal }) => (await request(importOneSchema, `/imports/${id}`, { signal })).data,
    refetchInterval: (query) => (moves(query.state.data) ? WORKING_MS : false),
    staleTime: 0,
  });
}

/** First rows of a received file, read as what it was taken for, or as `kind` if that is not null. */
function previewQuery(id: number, kind: ImportKind | null) {
  return {
    queryKey: [...queryKeys.import(id), "preview", kind],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await request(importPreviewSchema, `/imports/${id}/preview`, { params: { kind }, signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** What a received file was taken for, and its first rows. */
export function useImportPreview(id: number, kind: ImportKind | null) {
  return useQuery(previewQuery(id, kind));
}

/** Reads a received file as another kind; the answer is its preview as that kind. */
export function useReadAs(id: number) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (kind: ImportKind) => client.fetchQuery(previewQuery(id, kind)) });
}

/** First rejected rows of an import, with file and line. */
export function useRejections(id: number, enabled: boolean) {
  return useQuery({
    queryKey: [...queryKeys.import(id), "rejections"],
    queryFn: async ({ signal }) =>
      (await request(rejectionListSchema, `/imports/${id}/rejections`, { signal })).data,
    enabled,
  });
}

/** Address of all rejected rows as CSV. */
export function rejectionsCsvUrl(id: number): string {
  return apiUrl(`/imports/${id}/rejections`, { format: "csv" });
}

export type ImportAction =
  | { kind: "dry-run"; options: ImportOptions }
  | { kind: "commit"; options: ImportOptions }
  | { kind: "cancel" }
  | { kind: "undo" };

async function act(id: number, action: ImportAction): Promise<ImportManifest> {
  const body = "options" in action ? action.options : {};
  return (await request(importOneSchema, `/imports/${id}/${action.kind}`, { method: "POST", body })).data;
}

/** Starts a dry run or a commit, cancels or undoes. The answer is the manifest as it is now. */
export function useImportAction(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: ImportAction) => act(id, action),
    onSuccess: (manifest) => client.setQueryData(queryKeys.import(id), manifest),
    onSettled: () => refreshImport(client, id),
  });
}

/** Discards a received file and its manifest. */
export function useDeleteImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => requestText(`/imports/${id}`, { method: "DELETE" }),
    onSuccess: (_, id) => {
      client.setQueryData<ImportManifest[]>(queryKeys.imports, (all) => all?.filter((one) => one.id !== id));
    },
  });
}

/** After an import has moved on: its own answers, the list, and (through `ready`) the version of the data. */
export async function refreshImport(client: QueryClient, id: number): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: queryKeys.imports, exact: true }),
    client.invalidateQueries({ queryKey: queryKeys.import(id), exact: true }),
    client.invalidateQueries({ queryKey: [...queryKeys.import(id), "rejections"] }),
    client.invalidateQueries({ queryKey: queryKeys.ready }),
  ]);
}

const MAPPINGS = ["mappings"] as const;

/** Saved column mappings of force extracts. */
export function useSavedMappings() {
  return useQuery({
    queryKey: MAPPINGS,
    queryFn: async ({ signal }) => (await request(savedMappingListSchema, "/mappings", { signal })).data,
  });
}

/** Saves a column mapping under its name. */
export function useSaveMapping() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mapping: ColumnMapping) =>
      requestText("/mappings", { method: "POST", body: columnMappingSchema.parse(mapping) }),
    onSuccess: () => client.invalidateQueries({ queryKey: MAPPINGS }),
  });
}
