import { useState } from "react";
import type { ImportManifest } from "#contract/imports.ts";
import { useImportAction, useImports } from "../../../api/imports.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { SideDialog } from "../../../ui/side-dialog.tsx";
import { undoConsequences } from "./undo-consequences.ts";

/** Takes an import back, after saying what leaves and what returns. */
export function UndoImport({ manifest }: { manifest: ImportManifest }) {
  const [asking, setAsking] = useState(false);
  const imports = useImports();
  const action = useImportAction(manifest.id);
  if (!manifest.undoable) return <WhyNot manifest={manifest} />;
  const undo = () => action.mutate({ kind: "undo" }, { onSuccess: () => setAsking(false) });
  return (
    <>
      <Button variant="danger" onPress={() => setAsking(true)}>
        Undo this import…
      </Button>
      <SideDialog title="Undo this import?" isOpen={asking} onClose={() => setAsking(false)} place="centre">
        <ul className="ds-consequences">
          {undoConsequences(manifest, imports.data ?? []).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {action.isError ? <ErrorNotice error={action.error} /> : null}
        <div className="ds-actions">
          <Button variant="danger" isDisabled={action.isPending} onPress={undo}>
            {action.isPending ? "Undoing…" : "Undo the import"}
          </Button>
          <Button autoFocus onPress={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      </SideDialog>
    </>
  );
}

/** A committed import that cannot be taken back now says what has to be done first. */
function WhyNot({ manifest }: { manifest: ImportManifest }) {
  if (manifest.status !== "committed" || manifest.kind === "demo") return null;
  return (
    <p className="note">A later import replaced part of this one. To take it back, undo that one first.</p>
  );
}
