import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ImportManifest } from "#contract/imports.ts";
import { refreshImport, useImport } from "../../../api/imports.ts";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { dataState } from "../data-sections.ts";
import { ScreenLink } from "../screen-link.tsx";
import { ImportOutcome } from "./import-outcome.tsx";
import { ImportRunning } from "./import-running.tsx";
import { importSentence } from "./import-sentence.ts";
import { ImportStatus } from "./import-status.tsx";
import { isWorking } from "./import-words.ts";
import { ManifestDetails } from "./manifest-details.tsx";
import { ImportReview } from "./review/import-review.tsx";

/** One import from receipt to result. All of its state is on the server, so a reload shows the same. */
export function ImportPage({ id }: { id: number }) {
  const query = useImport(id);
  useNewsOf(query.data);
  return (
    <article className="ds-section">
      <p className="ds-back">
        <ScreenLink to={dataState("imports")}>‹ All imports</ScreenLink>
      </p>
      {query.isError && !query.data ? (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        <ImportBody manifest={query.data} />
      ) : (
        <Skeleton lines={5} label="Loading the import" />
      )}
    </article>
  );
}

function ImportBody({ manifest }: { manifest: ImportManifest }) {
  const { head, rest } = importSentence(manifest);
  return (
    <>
      <header className="ds-import-head">
        <p className="ds-file-line">
          <span className="ds-file-name">{manifest.fileName}</span> <ImportStatus manifest={manifest} />
        </p>
        <h2 className="ds-lead">
          <b>{head}</b> {rest}
        </h2>
      </header>
      <ImportStage manifest={manifest} />
      <ManifestDetails manifest={manifest} />
    </>
  );
}

function ImportStage({ manifest }: { manifest: ImportManifest }) {
  if (isWorking(manifest)) return <ImportRunning manifest={manifest} />;
  if (manifest.status === "detected" || manifest.status === "received")
    return <ImportReview manifest={manifest} />;
  return <ImportOutcome manifest={manifest} />;
}

/** When work on an import ends: says so, and asks again for everything that it may have changed. */
function useNewsOf(manifest: ImportManifest | undefined): void {
  const client = useQueryClient();
  const before = useRef(manifest?.status);
  useEffect(() => {
    if (!manifest) return;
    const last = before.current;
    before.current = manifest.status;
    if (last === undefined || last === manifest.status) return;
    const { head, rest } = importSentence(manifest);
    announce(`${head} ${rest}`);
    void refreshImport(client, manifest.id);
  }, [manifest, client]);
}
