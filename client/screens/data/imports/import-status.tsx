import type { ImportManifest } from "#contract/imports.ts";
import { statusWords } from "./import-words.ts";
import { progressShare } from "./progress-text.ts";

/** State of an import as a word; while it runs, with its share done. */
export function ImportStatus({ manifest }: { manifest: ImportManifest }) {
  const { text, tone } = statusWords(manifest);
  const share = manifest.status === "running" && manifest.progress ? progressShare(manifest.progress) : null;
  return (
    <span className={`ds-status ds-status-${tone}`}>
      {text}
      {share === null ? "" : ` ${Math.floor(share * 100)} %`}
    </span>
  );
}
