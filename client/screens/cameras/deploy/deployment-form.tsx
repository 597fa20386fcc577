import type { Column } from "#contract/camera-design.ts";
import { deploymentDates } from "#domain/camera/deployment-dates.ts";
import type { Deployment, PlannedCamera } from "#domain/scenario/scenario-document.ts";
import { isDay } from "#domain/time/calendar-days.ts";
import { dayLabel } from "#domain/time/day-label.ts";
import { Button } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { NumberField } from "../camera/number-field.tsx";
import { TextFact } from "../camera/text-fact.tsx";
import { withFacts } from "../model/plan.ts";
import { editPlan } from "../model/plan-session.ts";
import { columnFacts } from "./new-deployment.ts";

export type DeploymentFormProps = {
  camera: PlannedCamera & { deployment: Deployment };
  columns: readonly Column[];
};

const UNKNOWN = { id: "unknown", label: "Not recorded" } as const;
const POWER = [
  { id: "ready", label: "Permanent supply" },
  { id: "needed", label: "Has to be laid" },
  UNKNOWN,
] as const;
const TEST = [
  { id: "valid", label: "Certificate" },
  { id: "needed", label: "Has to be done" },
  UNKNOWN,
] as const;
const SIGNAL = [{ id: "good", label: "Good" }, { id: "weak", label: "Weak" }, UNKNOWN] as const;
const PERMISSION = [
  { id: "granted", label: "Granted" },
  { id: "asked", label: "Asked for" },
  { id: "not-asked", label: "Not asked for" },
  UNKNOWN,
] as const;

/** Everything that decides when a deployment can be live, and what follows from it. */
export function DeploymentForm({ camera, columns }: DeploymentFormProps) {
  const { id, label, deployment } = camera;
  const set = (what: string, part: Partial<Deployment>) =>
    editPlan(`${label}: ${what}`, (document) =>
      withFacts(document, id, { deployment: { ...deployment, ...part } }),
    );
  const column = columns.find((each) => each.id === camera.columnId) ?? null;
  return (
    <>
      <Consequences deployment={deployment} />
      <div className="pad sites-form">
        <div className="camera-form">
          <TextFact
            label="Requested on"
            type="date"
            value={deployment.requested}
            check={dayError}
            onChange={(requested) => set("day of the request", { requested })}
          />
          <NumberField
            label="Lead time"
            unit="days"
            value={deployment.leadTimeDays}
            min={0}
            max={365}
            onChange={(days) => set("lead time", { leadTimeDays: Math.round(days ?? 0) })}
          />
          <SelectField
            label="Power"
            options={POWER}
            value={deployment.power ?? "unknown"}
            onChange={(power) => set("power", { power: power === "unknown" ? null : power })}
          />
          <SelectField
            label="Column test"
            options={TEST}
            value={deployment.columnTest ?? "unknown"}
            onChange={(test) => set("column test", { columnTest: test === "unknown" ? null : test })}
          />
          <TextFact
            label="Certificate until"
            type="date"
            value={deployment.columnTestExpiry ?? ""}
            check={(text) => (text === "" ? null : dayError(text))}
            onChange={(day) => set("certificate", { columnTestExpiry: day || null })}
          />
          <SelectField
            label="Signal"
            options={SIGNAL}
            value={deployment.signal ?? "unknown"}
            onChange={(signal) => set("signal", { signal: signal === "unknown" ? null : signal })}
          />
          <SelectField
            label="Permission"
            options={PERMISSION}
            value={deployment.permission ?? "unknown"}
            onChange={(permission) =>
              set("permission", { permission: permission === "unknown" ? null : permission })
            }
          />
          <NumberField
            label="Stay"
            unit="weeks"
            value={deployment.stayWeeks}
            min={1}
            max={104}
            onChange={(weeks) => set("stay", { stayWeeks: Math.round(weeks ?? 1) })}
          />
          <TextFact
            label="Unit"
            value={deployment.unit ?? ""}
            onChange={(unit) => set("unit", { unit: unit || null })}
          />
          <TextFact
            label="Gatekeeper"
            value={deployment.gatekeeper ?? ""}
            onChange={(gatekeeper) => set("gatekeeper", { gatekeeper: gatekeeper || null })}
          />
          <TextFact
            label="Review on (empty = 4 weeks after)"
            type="date"
            value={deployment.review ?? ""}
            check={(text) => (text === "" ? null : dayError(text))}
            onChange={(day) => set("review", { review: day || null })}
          />
        </div>
        <TextFact
          label="What it is for"
          value={camera.purpose}
          onChange={(purpose) =>
            editPlan(`${label}: purpose`, (document) => withFacts(document, id, { purpose }))
          }
        />
        <div className="change-actions">
          {column ? (
            <Button onPress={() => set("facts of the column taken over", columnFacts(column))}>
              Take over what is on record of column {column.reference ?? column.id}
            </Button>
          ) : null}
          <Button
            variant="quiet"
            onPress={() =>
              editPlan(`${label}: no deployment any more`, (document) =>
                withFacts(document, id, { kind: "fixed", deployment: null }),
              )
            }
          >
            No rapid deployment after all
          </Button>
        </div>
      </div>
    </>
  );
}

function dayError(text: string): string | null {
  return isDay(text) ? null : "A day as YYYY-MM-DD.";
}

/** What the facts mean: days, what holds it up, what to beware of. */
function Consequences({ deployment }: { deployment: Deployment }) {
  const dates = deploymentDates(deployment);
  const unknown = dates.prerequisites.filter(({ state }) => state === "unknown").length;
  const open = dates.prerequisites.filter(({ state }) => state !== "done");
  return (
    <div className="hd">
      <p className="answer-lead">
        {dates.isHeld ? "Not before " : "Live at the earliest on "}
        {dayLabel(dates.earliestLive)}, {dates.daysToLive} days after the request.{" "}
        {unknown > 0 ? `${unknown} of 4 things it depends on are not recorded. ` : ""}
        {dates.isFlagged ? "This is longer than 7 days, or held by something open." : ""}
      </p>
      {open.length > 0 ? (
        <ul className="limits">
          {open.map(({ id, label, fact, next }) => (
            <li key={id}>
              <b>{label}</b>: {fact} {next}
            </li>
          ))}
        </ul>
      ) : (
        <p className="note">Power, column, signal and permission are in place.</p>
      )}
      <p className="note">
        Review on {dayLabel(dates.review)}. Comes down on {dayLabel(dates.removal)}. Compared with{" "}
        {dayLabel(dates.controlBefore.from)} to {dayLabel(dates.controlBefore.to)} before, and{" "}
        {dayLabel(dates.controlAfter.from)} to {dayLabel(dates.controlAfter.to)} after.
      </p>
      {dates.warnings.length > 0 ? (
        <ul className="limits">
          {dates.warnings.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
