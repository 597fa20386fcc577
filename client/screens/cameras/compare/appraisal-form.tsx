import { useState } from "react";
import type { Grade, ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { Button } from "../../../ui/button.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { editPlan } from "../model/plan-session.ts";

const GRADES = [
  { id: "high", label: "High" },
  { id: "medium", label: "Medium" },
  { id: "low", label: "Low" },
] as const satisfies readonly { id: Grade; label: string }[];

/** Criteria of this plan that numbers do not tell, graded by people and with their reason. */
export function AppraisalForm({ document: { appraisal } }: { document: ScenarioDocument }) {
  const [criterion, setCriterion] = useState("");
  const [grade, setGrade] = useState<Grade>("medium");
  const [why, setWhy] = useState("");
  const name = criterion.trim();
  const put = () => {
    editPlan(`${name}: ${grade}`, (document) => ({
      ...document,
      appraisal: [
        ...document.appraisal.filter((row) => row.criterion !== name),
        { criterion: name, grade, why: why.trim() },
      ],
    }));
    setCriterion("");
    setWhy("");
  };
  return (
    <form
      className="pad sites-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== "") put();
      }}
    >
      <h2>Grade this plan</h2>
      <ul className="change-list">
        {appraisal.map((row) => (
          <li key={row.criterion}>
            <div>
              <b>{row.criterion}</b>
              <span>{row.why}</span>
            </div>
            <span className="num">{GRADES.find(({ id }) => id === row.grade)?.label}</span>
            <Button
              variant="quiet"
              aria-label={`Take out ${row.criterion}`}
              onPress={() =>
                editPlan(`${row.criterion} taken out`, (document) => ({
                  ...document,
                  appraisal: document.appraisal.filter(({ criterion: each }) => each !== row.criterion),
                }))
              }
            >
              Take out
            </Button>
          </li>
        ))}
      </ul>
      <div className="camera-form">
        <TextInput
          label="Criterion"
          value={criterion}
          onChange={setCriterion}
          placeholder="Fits the control room’s capacity"
        />
        <SelectField label="Grade" options={GRADES} value={grade} onChange={setGrade} />
      </div>
      <TextInput label="Why" value={why} onChange={setWhy} />
      <Button type="submit" isDisabled={name === ""}>
        Grade it
      </Button>
    </form>
  );
}
