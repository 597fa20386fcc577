import { useState } from "react";
import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { SideDialog } from "../../../ui/side-dialog.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { riskOf } from "../model/plan-risk.ts";
import { keepAuthor, planState, readAuthor, session } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

/** Gives a draft a name, so that it is kept, shared and saved with every change. */
export function SaveDialog({ model, onClose }: { model: CamerasModel; onClose: () => void }) {
  const [name, setName] = useState("");
  const [author, setAuthor] = useState(readAuthor);
  const [problem, setProblem] = useState<unknown>(null);
  const isReady = name.trim() !== "" && author.trim() !== "";
  const save = async () => {
    keepAuthor(author);
    try {
      await session.saveAs({ name: name.trim(), author: author.trim(), risk: riskOf(model) }, (made) => {
        const state = planState();
        if (state) navigate({ ...state, scenario: made.id });
      });
      announce(`Saved as “${name.trim()}”. From now on every change is saved.`);
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <SideDialog title="Save as a scenario" isOpen onClose={onClose} place="centre">
      <form
        className="sites-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void save();
        }}
      >
        <p>
          It is kept on the server with every version, its link can be shared, and every change is saved by
          itself.
        </p>
        <TextInput
          label="Name of the scenario"
          value={name}
          onChange={setName}
          placeholder="Winter burglary, option A"
        />
        <TextInput label="Your name or number" value={author} onChange={setAuthor} />
        {problem ? <ErrorNotice error={problem} /> : null}
        <div className="change-actions">
          <Button variant="primary" type="submit" isDisabled={!isReady}>
            Save
          </Button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </SideDialog>
  );
}
