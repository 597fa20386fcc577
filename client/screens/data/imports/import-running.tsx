import { useEffect } from "react";
import type { ImportManifest, ImportProgress } from "#contract/imports.ts";
import { useImportAction } from "../../../api/imports.ts";
import { Button } from "../../../ui/button.tsx";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { progressAnnouncement, progressLine, progressShare } from "./progress-text.ts";

const STARTING: ImportProgress = { phase: "Waiting for its turn" };

/** How far the server has come. Survives a reload: it only shows what the server says. */
export function ImportRunning({ manifest }: { manifest: ImportManifest }) {
  const action = useImportAction(manifest.id);
  const progress = manifest.progress ?? STARTING;
  const spoken = progressAnnouncement(progress);
  useEffect(() => announce(spoken), [spoken]);
  return (
    <section className="ds-block ds-running">
      <h3>{progress.phase}</h3>
      <ProgressBar
        label={progress.phase}
        share={progressShare(progress)}
        text={progressLine(progress) || "No figures yet"}
      />
      <p className="note">
        You can leave or reload this page: the work goes on, and this address shows how far it has come.
        Another file waits until this one is done.
      </p>
      <div className="ds-actions">
        <Button isDisabled={action.isPending} onPress={() => action.mutate({ kind: "cancel" })}>
          Cancel this import
        </Button>
      </div>
      {action.isError ? <ErrorNotice error={action.error} /> : null}
    </section>
  );
}
