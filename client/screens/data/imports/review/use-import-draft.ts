import { useState } from "react";
import { z } from "zod";
import type { ImportPreview } from "#contract/imports.ts";
import { draftFromPreview, type ImportDraft, importDraftSchema, optionsOfDraft } from "./import-draft.ts";

const storedSchema = z.object({ draft: importDraftSchema, checkedWith: z.string().nullable() });
type Stored = z.infer<typeof storedSchema>;

export type DraftState = {
  draft: ImportDraft;
  change: (part: Partial<ImportDraft>) => void;
  /** Remembers that a dry run was started with the choices as they are now. */
  markChecked: () => void;
  /** True if a finished dry run was made with other choices than the present ones. */
  stale: boolean;
};

/** Choices about a received file, kept in the browser's session until it is committed or discarded. */
export function useImportDraft(preview: ImportPreview): DraftState {
  const key = `sightline.import-draft.${preview.import.id}.${preview.import.fileSha256.slice(0, 12)}`;
  const [stored, setStored] = useState<Stored>(
    () => read(key) ?? { draft: draftFromPreview(preview), checkedWith: null },
  );
  const keep = (next: Stored) => {
    setStored(next);
    write(key, next);
  };
  const fingerprint = JSON.stringify(optionsOfDraft(stored.draft));
  return {
    draft: stored.draft,
    change: (part) => keep({ ...stored, draft: { ...stored.draft, ...part } }),
    markChecked: () => keep({ ...stored, checkedWith: fingerprint }),
    stale: stored.checkedWith === null ? needsChoices(stored.draft) : stored.checkedWith !== fingerprint,
  };
}

/** A check made in another window is trusted only where there was nothing to choose. */
function needsChoices(draft: ImportDraft): boolean {
  return draft.kind === "force-extract" || draft.kind === "boundaries";
}

function read(key: string): Stored | null {
  try {
    const parsed = storedSchema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function write(key: string, stored: Stored): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(stored));
  } catch {
    // Without session storage a reload starts again from the server's suggestion.
  }
}
