import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { keepAuthor, session } from "../model/plan-session.ts";

/** Versions say who made them: asked once on a device. */
export function NameNeeded() {
  const [name, setName] = useState("");
  return (
    <form
      className="add-typed"
      onSubmit={(event) => {
        event.preventDefault();
        keepAuthor(name);
        void session.saveNow();
      }}
    >
      <TextInput label="Your name or number" value={name} onChange={setName} />
      <Button type="submit" isDisabled={name.trim() === ""}>
        Save
      </Button>
    </form>
  );
}
