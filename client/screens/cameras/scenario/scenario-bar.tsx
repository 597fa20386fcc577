import { useEffect, useState } from "react";
import type { SessionState } from "../../../state/scenario-session.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { redoStep, session, undoStep } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { NameNeeded } from "./name-needed.tsx";
import { SaveDialog } from "./save-dialog.tsx";
import { ScenariosDialog } from "./scenarios-dialog.tsx";

type Open = "save" | "list" | null;

/** Which plan this is, whether it is kept, and the ways to undo, keep, open and copy one. */
export function ScenarioBar({ model }: { model: CamerasModel }) {
  const { plan } = model;
  const [open, setOpen] = useState<Open>(null);
  useUndoKeys();
  const [last, next] = [plan.history.done.at(-1), plan.history.undone.at(-1)];
  return (
    <section className="scenario-bar" aria-label="Scenario">
      <p className="scenario-name">
        <b>{plan.id === null ? "Draft" : plan.name || "Scenario"}</b>
        <span className="note" role="status">
          {statusWords(plan)}
        </span>
      </p>
      <div className="change-actions">
        <Button
          isDisabled={!last}
          onPress={undoStep}
          hint={last ? `Undo: ${last.label} (Ctrl+Z)` : "Nothing to undo"}
        >
          Undo
        </Button>
        <Button
          isDisabled={!next}
          onPress={redoStep}
          hint={next ? `Redo: ${next.label} (Ctrl+Shift+Z)` : "Nothing to redo"}
        >
          Redo
        </Button>
        {plan.id === null ? (
          <Button variant="primary" onPress={() => setOpen("save")}>
            Save as a scenario
          </Button>
        ) : null}
        <Button onPress={() => setOpen("list")}>Scenarios</Button>
      </div>
      {plan.status === "needs-name" ? <NameNeeded /> : null}
      {plan.status === "failed" || (plan.status === "loading" && plan.problem) ? (
        <ErrorNotice error={plan.problem} onRetry={() => void retry(plan)} />
      ) : null}
      {open === "save" ? <SaveDialog model={model} onClose={() => setOpen(null)} /> : null}
      {open === "list" ? <ScenariosDialog model={model} onClose={() => setOpen(null)} /> : null}
      {plan.conflict ? <ConflictDialog conflict={plan.conflict} /> : null}
    </section>
  );
}

async function retry({ id, status }: SessionState): Promise<void> {
  if (status === "failed") await session.saveNow();
  else if (id !== null) await session.open(id);
}

function statusWords({ status, version, latest }: SessionState): string {
  switch (status) {
    case "draft":
      return "Not saved: the address holds where its cameras are.";
    case "loading":
      return "Being read.";
    case "saved":
      return `Saved: version ${version}, ${latest?.author ?? ""}.`;
    case "unsaved":
    case "saving":
      return "Saving.";
    case "needs-name":
      return "Not saved yet: say who you are.";
    case "failed":
      return "Not saved yet; tried again every few seconds, and kept on this device.";
    case "conflict":
      return "Somebody else saved as well: choose what holds.";
  }
}

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), except while a text is written. */
function useUndoKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || isWriting(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) undoStep();
      else if (key === "y" || key === "z") redoStep();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches("input, textarea") || target.isContentEditable);
}
