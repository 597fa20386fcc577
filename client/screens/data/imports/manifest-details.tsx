import type { ReactNode } from "react";
import type { ImportManifest } from "#contract/imports.ts";
import { useSourceTitles } from "../use-source-titles.ts";
import { instantWords } from "../words.ts";
import { fileSize, importPeriod, KIND_WORDS } from "./import-words.ts";

/** The manifest: everything that is kept about an import, whatever became of it. */
export function ManifestDetails({ manifest }: { manifest: ImportManifest }) {
  const titleOf = useSourceTitles();
  const entries: [string, ReactNode][] = [
    ["Import", `No. ${manifest.id}`],
    ["Received", instantWords(manifest.createdAt)],
    ["Finished", manifest.finishedAt ? instantWords(manifest.finishedAt) : "–"],
    ["File", `${manifest.fileName}, ${fileSize(manifest.fileBytes)}`],
    ["SHA-256 of the file", <code key="hash">{manifest.fileSha256}</code>],
    ["Kind", manifest.kind ? KIND_WORDS[manifest.kind].title : "–"],
    ["Source", manifest.source ? titleOf(manifest.source) : "–"],
    ["Publisher", manifest.publisher ?? "–"],
    ["Licence", manifest.licence ?? "–"],
    ["Period", importPeriod(manifest)],
    ["Conversion", manifest.transformMethod ?? "positions not converted"],
  ];
  return (
    <section className="ds-block">
      <h3>Manifest</h3>
      <dl className="ds-facts">
        {entries.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
