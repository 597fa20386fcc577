import { useState } from "react";
import type { Conflict, Side } from "#domain/scenario/rebase.ts";
import type { SessionState } from "../../../state/scenario-session.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { SideDialog } from "../../../ui/side-dialog.tsx";
import { session } from "../model/plan-session.ts";
import { factWords, fieldWords } from "./conflict-words.ts";

/** Two people changed the same fact: one of them must hold. Everything else of both is kept already. */
export function ConflictDialog({ conflict }: { conflict: NonNullable<SessionState["conflict"]> }) {
  const { conflicts, theirs } = conflict;
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const open = conflicts.filter(({ path }) => !chosen.has(path)).length;
  const all = (side: Side) => setChosen(new Map(conflicts.map(({ path }) => [path, side])));
  return (
    <SideDialog
      title={`${theirs.author} saved this scenario as well`}
      isOpen
      onClose={() => undefined}
      place="centre"
    >
      <p>
        Both changes are kept, except where both of you changed the same thing. Choose what holds there; the
        other is kept in its version.
      </p>
      <ul className="conflict-list">
        {conflicts.map((each) => (
          <li key={each.path}>
            <ConflictRow
              conflict={each}
              author={theirs.author}
              side={chosen.get(each.path) ?? null}
              onChoose={(side) => setChosen(new Map(chosen).set(each.path, side))}
            />
          </li>
        ))}
      </ul>
      <div className="change-actions">
        <Button variant="primary" isDisabled={open > 0} onPress={() => void session.resolve(chosen)}>
          {open > 0 ? `${open} still to choose` : "Save with these"}
        </Button>
        <Button onPress={() => all("mine")}>All mine</Button>
        <Button onPress={() => all("theirs")}>All theirs</Button>
      </div>
    </SideDialog>
  );
}

type RowProps = { conflict: Conflict; author: string; side: Side | null; onChoose: (side: Side) => void };

function ConflictRow({ conflict, author, side, onChoose }: RowProps) {
  const { subject, field, mine, theirs } = conflict;
  return (
    <>
      <p>
        <b>{subject}</b>
        {field ? `: ${fieldWords(field)}` : ""}
      </p>
      <ChoiceGroup<Side>
        label={`${subject} ${field ?? ""}`}
        look="rows"
        choices={[
          { id: "mine", label: `Mine: ${factWords(mine)}` },
          { id: "theirs", label: `${author}: ${factWords(theirs)}` },
        ]}
        value={side}
        onChange={onChoose}
      />
    </>
  );
}
