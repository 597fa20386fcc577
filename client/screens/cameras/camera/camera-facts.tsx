import type { PlannedCamera } from "#domain/scenario/scenario-document.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import { withFacts } from "../model/plan.ts";
import { editPlan } from "../model/plan-session.ts";
import { NumberField } from "./number-field.tsx";
import { TextFact } from "./text-fact.tsx";

const KINDS = [
  { id: "fixed", label: "Fixed" },
  { id: "ptz", label: "Moving head (PTZ)" },
  { id: "fisheye", label: "Fisheye" },
  { id: "rapid-deployment", label: "Rapid deployment" },
] as const satisfies readonly { id: PlannedCamera["kind"]; label: string }[];

/** What a plan says of a camera besides its view: what it is called, what it is for, what it costs. */
export function CameraFacts({ camera }: { camera: PlannedCamera }) {
  const { id, label } = camera;
  const set = (what: string, facts: Partial<PlannedCamera>) =>
    editPlan(`${label}: ${what}`, (document) => withFacts(document, id, facts));
  return (
    <div className="pad sites-form">
      <h3>What it is called, is for and costs</h3>
      <div className="camera-form">
        <TextFact
          label="Name"
          value={label}
          check={(text) => (text === "" ? "A name." : text.length > 80 ? "At most 80 letters." : null)}
          onChange={(name) => set("name", { label: name })}
        />
        <SelectField
          label="Kind"
          options={KINDS}
          value={camera.kind}
          onChange={(kind) => set("kind", { kind })}
        />
        <NumberField
          label="Cost, once"
          unit="£"
          value={camera.capitalCost}
          min={0}
          max={1e7}
          isOptional
          onChange={(capitalCost) => set("cost", { capitalCost })}
        />
        <NumberField
          label="Cost a year"
          unit="£"
          value={camera.yearlyCost}
          min={0}
          max={1e7}
          isOptional
          onChange={(yearlyCost) => set("cost a year", { yearlyCost })}
        />
        <TextFact
          label="Column"
          value={camera.columnId ?? ""}
          onChange={(column) => set("column", { columnId: column || null })}
        />
      </div>
      <TextFact
        label="What it is for"
        value={camera.purpose}
        check={(text) => (text.length > 2000 ? "At most 2,000 letters." : null)}
        onChange={(purpose) => set("purpose", { purpose })}
      />
    </div>
  );
}
