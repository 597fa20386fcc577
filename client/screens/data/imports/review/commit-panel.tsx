import type { ImportManifest } from "#contract/imports.ts";
import { useImportAction } from "../../../../api/imports.ts";
import { Button } from "../../../../ui/button.tsx";
import { ErrorNotice, Notice } from "../../../../ui/notice.tsx";
import { counted } from "../../words.ts";
import { isChecked } from "../import-words.ts";
import { DiscardImport } from "./discard-import.tsx";
import { DryRunReport } from "./dry-run-report.tsx";
import { draftProblems, optionsOfDraft } from "./import-draft.ts";
import type { DraftState } from "./use-import-draft.ts";

export type CommitPanelProps = { manifest: ImportManifest; columns: readonly string[]; state: DraftState };

/** Dry run, its report, and the commit, which needs a report that fits the present choices. */
export function CommitPanel({ manifest, columns, state }: CommitPanelProps) {
  const action = useImportAction(manifest.id);
  const problems = draftProblems(state.draft, columns);
  const checked = isChecked(manifest);
  const ready = checked && !state.stale && problems.length === 0;
  const options = optionsOfDraft(state.draft);
  // The panel makes way for the progress as soon as the server has answered, and mutate() would then forget this.
  const check = () =>
    action.mutateAsync({ kind: "dry-run", options }).then(state.markChecked, () => undefined);
  return (
    <section className="ds-block ds-commit">
      <h3>Check, then commit</h3>
      {problems.length > 0 ? <Problems problems={problems} /> : null}
      {checked && state.stale ? (
        <Notice tone="warn" title="The choices have changed since the last check">
          <p>Check the file again before you commit it.</p>
        </Notice>
      ) : null}
      {ready ? <DryRunReport manifest={manifest} /> : null}
      {action.isError ? <ErrorNotice error={action.error} /> : null}
      <div className="ds-actions">
        {ready ? (
          <Button
            variant="primary"
            isDisabled={action.isPending || manifest.accepted === 0}
            onPress={() => action.mutate({ kind: "commit", options })}
          >
            Commit {counted(manifest.accepted, "row", "rows")}
          </Button>
        ) : null}
        <Button
          variant={ready ? "plain" : "primary"}
          isDisabled={action.isPending || problems.length > 0}
          onPress={check}
        >
          {checked ? "Check again" : "Check the whole file"}
        </Button>
        <DiscardImport id={manifest.id} />
      </div>
      {ready ? null : <p className="note">The check reads every row and writes none.</p>}
    </section>
  );
}

function Problems({ problems }: { problems: readonly string[] }) {
  return (
    <Notice title="Before the file can be checked">
      <ul className="ds-warnings">
        {problems.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Notice>
  );
}
