import { useState } from "react";
import type { DeploymentLine } from "#contract/deployments.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import { useDeployments, useRecordDeployment } from "../../../api/deployments.ts";
import { Button } from "../../../ui/button.tsx";
import { announce } from "../../../ui/live-region.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { keepAuthor, readAuthor } from "../model/plan-session.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

const STATES = [
  { id: "requested", label: "Asked for" },
  { id: "refused", label: "Refused" },
  { id: "live", label: "Live" },
  { id: "removed", label: "Taken down" },
] as const;
type State = DeploymentLine["state"];

function stateWords(state: State): string {
  return STATES.find(({ id }) => id === state)?.label ?? state;
}

/** Where units have been, with every line that was written about them. */
export function DeploymentHistory({ model }: { model: CamerasModel }) {
  const list = useDeployments();
  return (
    <>
      <RecordForm key={model.selected?.id ?? ""} model={model} />
      {list.error ? (
        <div className="pad">
          <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
        </div>
      ) : null}
      {list.isPending ? (
        <div className="pad">
          <Skeleton lines={3} label="Reading the record" />
        </div>
      ) : null}
      {list.data?.data.length === 0 ? (
        <p className="note pad">
          Nothing is on record yet. Record a request, a refusal with its reason, or a unit that went live.
        </p>
      ) : null}
      <ul className="site-list history-list">
        {list.data?.data.map(({ deployment, lines }) => (
          <li key={deployment}>
            <div>
              <b>{deployment}</b>
              <ol>
                {lines.map((line) => (
                  <li key={line.id}>
                    {stateWords(line.state)} {dayLabel(line.day)}: {line.place}
                    {line.unit ? `, unit ${line.unit}` : ""}
                    {line.column ? `, column ${line.column}` : ""}. {line.reason}{" "}
                    <span className="note">{line.author}</span>
                  </li>
                ))}
              </ol>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function RecordForm({ model: { selected, plan } }: { model: CamerasModel }) {
  const record = useRecordDeployment();
  const [line, setLine] = useState({
    deployment: "",
    place: selected?.name ?? selected?.label ?? "",
    day: new Date().toISOString().slice(0, 10),
    reason: "",
    author: readAuthor(),
  });
  const [state, setState] = useState<State>("live");
  if (!selected) {
    return (
      <p className="note pad">
        Choose a camera on the map or in the table to record what happened to a unit there.
      </p>
    );
  }
  const isReady =
    [line.deployment, line.place, line.author].every((text) => text.trim() !== "") &&
    line.reason.trim().length >= 3;
  const [lng, lat] = selected.position;
  const send = () => {
    keepAuthor(line.author);
    record.mutate(
      {
        ...line,
        state,
        position: [lng, lat],
        unit: selected.planned?.deployment?.unit ?? null,
        column: selected.planned?.columnId ?? null,
        scenario: plan.id,
      },
      { onSuccess: () => announce(`Recorded: ${line.deployment} ${stateWords(state)}.`) },
    );
  };
  const text = (part: keyof typeof line, label: string, type: "text" | "date" = "text") => (
    <TextInput
      label={label}
      type={type}
      value={line[part]}
      onChange={(next) => setLine({ ...line, [part]: next })}
    />
  );
  return (
    <form
      className="pad sites-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) send();
      }}
    >
      <h2>Record what happened at {selected.label}</h2>
      <div className="camera-form">
        {text("deployment", "Reference of the deployment")}
        <SelectField label="What happened" options={STATES} value={state} onChange={setState} />
        {text("day", "On", "date")}
        {text("place", "Place")}
      </div>
      {text("reason", state === "refused" ? "Reason of the refusal" : "Reason")}
      {text("author", "Your name or number")}
      {record.error ? <ErrorNotice error={record.error} /> : null}
      <Button variant="primary" type="submit" isDisabled={!isReady || record.isPending}>
        Record it
      </Button>
      <p className="note">Lines are kept for good; a line of the same state corrects the one before it.</p>
    </form>
  );
}
