import type { ImportKind, ImportPreview } from "#contract/imports.ts";
import { ChoiceGroup } from "../../../../ui/choice-group.tsx";
import { Notice } from "../../../../ui/notice.tsx";
import { KIND_WORDS } from "../import-words.ts";

const IMPORTABLE: ImportKind[] = [
  "police-uk",
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
  "harm-weights",
];

export type KindChoiceProps = {
  preview: ImportPreview;
  kind: ImportKind | null;
  onChange: (kind: ImportKind) => void;
};

/** What the file was taken for and why, and what else it could be. */
export function KindChoice({ preview, kind, onChange }: KindChoiceProps) {
  const { detected } = preview;
  const offered = detected.kind ? [detected.kind, ...detected.alternatives] : IMPORTABLE;
  const kinds = [...new Set(offered)];
  return (
    <section className="ds-block">
      <h3>What this is</h3>
      {detected.kind === null ? (
        <Notice tone="warn" title="Its content fits none of the kinds that can be imported">
          <p>{detected.why}</p>
          <p>If you know, say so; otherwise discard it.</p>
        </Notice>
      ) : (
        <p>{detected.why}</p>
      )}
      {kinds.length > 1 ? (
        <ChoiceGroup
          label="Read this file as"
          look="chips"
          choices={kinds.map((id) => ({ id, label: KIND_WORDS[id].title }))}
          value={kind}
          onChange={onChange}
        />
      ) : null}
      {kind ? <p className="note">{KIND_WORDS[kind].what}</p> : null}
      {preview.entries.length > 0 ? <EntryList entries={preview.entries} /> : null}
    </section>
  );
}

function EntryList({ entries }: { entries: readonly string[] }) {
  return (
    <details className="ds-details">
      <summary>{entries.length === 1 ? "1 file" : `${entries.length} files`} in the archive</summary>
      <ul>
        {entries.map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
    </details>
  );
}
