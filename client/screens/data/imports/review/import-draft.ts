import { z } from "zod";
import {
  boundaryFieldsSchema,
  type ImportKind,
  type ImportOptions,
  type ImportPreview,
  importKindSchema,
  suggestedMappingSchema,
} from "#contract/imports.ts";
import { emptyMapping, mappingProblems } from "../../mapping/check-mapping.ts";

/** Choices about a received file that is not committed yet. Kept per import, so that a reload loses nothing. */
export const importDraftSchema = z.object({
  kind: importKindSchema.nullable(),
  mapping: suggestedMappingSchema,
  boundaryFields: boundaryFieldsSchema,
  publisher: z.string(),
  licence: z.string(),
});
export type ImportDraft = z.infer<typeof importDraftSchema>;

/** Choices as suggested by the server; empty where it suggests nothing. */
export function draftFromPreview(preview: ImportPreview): ImportDraft {
  return {
    kind: preview.detected.kind,
    mapping: preview.suggestedMapping ?? emptyMapping(),
    boundaryFields: {
      code: preview.suggestedBoundaryFields?.code ?? null,
      name: preview.suggestedBoundaryFields?.name ?? "",
      kind: null,
    },
    publisher: preview.import.publisher ?? "",
    licence: preview.import.licence ?? "",
  };
}

/** Only what matters for the chosen kind is sent, so that a check stays valid while other fields change. */
export function optionsOfDraft(draft: ImportDraft): ImportOptions {
  const options: ImportOptions = {};
  if (draft.kind) options.kind = draft.kind;
  if (draft.kind === "force-extract") {
    options.mapping = { ...draft.mapping, name: draft.mapping.name.trim() || "Unnamed mapping" };
  }
  if (draft.kind === "boundaries") options.boundaryFields = draft.boundaryFields;
  if (namesPublisher(draft.kind) && draft.publisher.trim()) options.publisher = draft.publisher.trim();
  if (namesPublisher(draft.kind) && draft.licence.trim()) options.licence = draft.licence.trim();
  return options;
}

const WITHOUT_PUBLISHER: ReadonlySet<ImportKind> = new Set([
  "force-extract",
  "boundaries",
  "population",
  "points-of-interest",
  "osm-extract",
  "map-layers",
  "buildings",
  "planned-buildings",
  "privacy-zones",
  "cameras",
  "columns",
]);

/** True for kinds whose files do not say who publishes them. */
export function namesPublisher(kind: ImportKind | null): boolean {
  return kind !== null && WITHOUT_PUBLISHER.has(kind);
}

/** What still keeps the file from being checked, in words; empty if nothing does. */
export function draftProblems(draft: ImportDraft, columns: readonly string[]): string[] {
  if (draft.kind === null) return ["Say what this file is."];
  if (draft.kind === "force-extract") return mappingProblems(draft.mapping, columns).map(({ text }) => text);
  if (draft.kind === "boundaries" && draft.boundaryFields.name === "") {
    return ["Choose the field with the areas’ names."];
  }
  return [];
}
