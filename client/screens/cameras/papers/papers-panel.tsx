import { useState } from "react";
import type { PaperInput, PaperKind } from "#contract/camera-papers.ts";
import { same } from "#domain/scenario/rebase.ts";
import { useWritePaper } from "../../../api/camera-papers.ts";
import { urlOf } from "../../../state/url-state.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/check-field.tsx";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { ErrorNotice, Notice } from "../../../ui/notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { NumberField } from "../camera/number-field.tsx";
import { riskOf } from "../model/plan-risk.ts";
import { keepAuthor, readAuthor } from "../model/plan-session.ts";
import { MONITORING, SETTINGS } from "../model/scheme-choices.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { paperDocument } from "./paper-document.ts";
import { PaperSheet } from "./paper-sheet.tsx";

const PAPERS: readonly { id: PaperKind; label: string; detail: string }[] = [
  {
    id: "deployment-sheet",
    label: "Deployment sheet",
    detail: "One page a rapid-deployment camera, for those who hang it up.",
  },
  {
    id: "removal-checklist",
    label: "Removal checklist",
    detail: "What to do on the day it comes down.",
  },
  {
    id: "operational-requirement",
    label: "Operational requirement",
    detail: "For each view: need, level of detail, blind zone, commissioning test.",
  },
  {
    id: "dpia",
    label: "Data protection impact assessment",
    detail: "A draft with the numbers filled in; people decide.",
  },
  {
    id: "location-review",
    label: "Annual location review",
    detail: "Whether a camera is still needed where it is.",
  },
  { id: "camera-schedule", label: "Camera schedule", detail: "Every camera of the plan in one table." },
];

const NOT_SAID = { id: "unknown", label: "Not said" } as const;
const SETTING_CHOICES = [NOT_SAID, ...SETTINGS] as const;
const MONITORING_CHOICES = [NOT_SAID, ...MONITORING] as const;

type Stamp = { author: string; organisation: string; singlePointOfContact: string; controlRoom: string };

/** Papers of the plan: filled in with what is known, the rest left blank, to look at and to print. */
export function PapersPanel({ model }: { model: CamerasModel }) {
  const { plan, state, shown } = model;
  const [kind, setKind] = useState<PaperKind>("deployment-sheet");
  const [stamp, setStamp] = useState<Stamp>({
    author: readAuthor(),
    organisation: "",
    singlePointOfContact: "",
    controlRoom: "",
  });
  const [retentionDays, setRetention] = useState<number | null>(null);
  const [setting, setSetting] = useState<(typeof SETTING_CHOICES)[number]["id"]>("unknown");
  const [monitoring, setMonitoring] = useState<(typeof MONITORING_CHOICES)[number]["id"]>("unknown");
  const [onlyChosen, setOnlyChosen] = useState(false);
  const paper = useWritePaper();
  const chosen = shown.find(({ id, role }) => id === state.selected && role !== "removed");
  const risk = riskOf(model);
  const write = () => {
    keepAuthor(stamp.author);
    const input: PaperInput = {
      scenario: {
        name: plan.id === null ? "Draft" : plan.name,
        version: plan.status === "saved" ? plan.version : null,
        document: paperDocument(plan.document, risk),
      },
      cameras: onlyChosen && chosen ? [chosen.id] : [],
      author: stamp.author.trim(),
      date: new Date().toISOString().slice(0, 10),
      organisation: stamp.organisation.trim() || null,
      singlePointOfContact: stamp.singlePointOfContact.trim() || null,
      controlRoom: stamp.controlRoom.trim() || null,
      retentionDays,
      scheme: {
        setting: setting === "unknown" ? null : setting,
        monitoring: monitoring === "unknown" ? null : monitoring,
      },
    };
    paper.mutate({ kind, input });
  };
  const text = (part: keyof Stamp, label: string) => (
    <TextInput label={label} value={stamp[part]} onChange={(next) => setStamp({ ...stamp, [part]: next })} />
  );
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">Papers of this plan</h2>
        <p className="note">
          Filled in with what is known; what is not is a blank line. Print them, or save them as PDF.
        </p>
      </div>
      <form
        className="pad sites-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (stamp.author.trim() !== "") write();
        }}
      >
        <ChoiceGroup label="Paper" look="rows" choices={PAPERS} value={kind} onChange={setKind} />
        {chosen ? (
          <CheckField isSelected={onlyChosen} onChange={setOnlyChosen}>
            Only for {chosen.label}
          </CheckField>
        ) : null}
        {text("author", "Your name")}
        {text("organisation", "Organisation")}
        {text("singlePointOfContact", "Single point of contact")}
        {text("controlRoom", "Control room")}
        <div className="camera-form">
          <NumberField
            label="Recordings kept"
            unit="days"
            value={retentionDays}
            min={1}
            max={3650}
            isOptional
            onChange={(days) => setRetention(days === null ? null : Math.round(days))}
          />
          <SelectField label="Setting" options={SETTING_CHOICES} value={setting} onChange={setSetting} />
          <SelectField
            label="Pictures are"
            options={MONITORING_CHOICES}
            value={monitoring}
            onChange={setMonitoring}
          />
        </div>
        {plan.id !== null && !same(plan.document.risk, risk) ? (
          <Notice tone="plain" title="Another question than the scenario’s own">
            The paper answers the question on the left, not the one that was saved with the scenario.
          </Notice>
        ) : null}
        {paper.error ? <ErrorNotice error={paper.error} /> : null}
        <Button
          variant="primary"
          type="submit"
          isDisabled={stamp.author.trim() === "" || paper.isPending || !model.period}
        >
          {paper.isPending ? "Writing the paper" : "Show the paper"}
        </Button>
      </form>
      {paper.data ? (
        <PaperSheet
          paper={paper.data.data}
          model={model}
          address={plan.id === null ? null : recordAddress(model)}
          onClose={() => paper.reset()}
        />
      ) : null}
    </>
  );
}

/** Where the scenario is found again. */
function recordAddress({ state }: CamerasModel): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}${urlOf({ ...state, viewport: null, tab: "camera" })}`;
}
