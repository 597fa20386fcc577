import { useState } from "react";
import type { OutcomeKind } from "#contract/camera-outcomes.ts";
import { isMonth } from "#domain/time/months.ts";
import { useLogOutcomes } from "../../../api/camera-review.ts";
import { Button } from "../../../ui/button.tsx";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { keepAuthor, readAuthor } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

const KINDS = [
  { id: "assist", label: "Assists" },
  { id: "arrest", label: "Arrests" },
  { id: "request", label: "Requests for recordings" },
  { id: "useful", label: "Recordings of use" },
  { id: "incident", label: "Incidents logged" },
  { id: "downtime-hours", label: "Hours out of order" },
] as const satisfies readonly { id: OutcomeKind; label: string }[];

/** What the control room counted of one camera in one month. A month that is not logged is not known, never nought. */
export function LogOutcomes({ model: { selected } }: { model: CamerasModel }) {
  const log = useLogOutcomes();
  const [kind, setKind] = useState<OutcomeKind>("assist");
  const [month, setMonth] = useState("");
  const [count, setCount] = useState("");
  const [note, setNote] = useState("");
  const [author, setAuthor] = useState(readAuthor);
  if (!selected?.record) {
    return (
      <p className="note pad">Choose a camera of the register to log its assists, arrests and requests.</p>
    );
  }
  const n = Number(count);
  const isGood = isMonth(month) && count.trim() !== "" && n >= 0 && author.trim() !== "";
  const send = () => {
    keepAuthor(author);
    log.mutate(
      { author, entries: [{ camera: selected.id, month, kind, n, note }] },
      {
        onSuccess: () => {
          announce(`Logged: ${n} ${KINDS.find(({ id }) => id === kind)?.label.toLowerCase()}.`);
          setCount("");
          setNote("");
        },
      },
    );
  };
  return (
    <form
      className="pad sites-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood) send();
      }}
    >
      <h2>Log outcomes of {selected.label}</h2>
      <div className="camera-form">
        <SelectField label="What" options={KINDS} value={kind} onChange={setKind} />
        <TextInput
          label="Month"
          type="month"
          value={month}
          onChange={setMonth}
          error={month !== "" && !isMonth(month) ? "A month as YYYY-MM." : null}
        />
        <TextInput
          label="How many"
          value={count}
          onChange={setCount}
          error={count !== "" && !(n >= 0) ? "A number, 0 or more." : null}
        />
        <TextInput label="Your name or number" value={author} onChange={setAuthor} />
      </div>
      <TextInput label="Note" value={note} onChange={setNote} />
      {log.error ? <ErrorNotice error={log.error} /> : null}
      <Button type="submit" variant="primary" isDisabled={!isGood || log.isPending}>
        Log it
      </Button>
      <p className="note">
        The latest entry of a camera, month and kind holds; earlier ones stay on record. A month without an
        entry is not known.
      </p>
    </form>
  );
}
