import { useScenarios } from "../../../api/scenarios.ts";
import { MOST_OPTIONS, TODAY } from "../../../state/camera-state.ts";
import { navigate } from "../../../state/location-store.ts";
import { Button } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/check-field.tsx";
import { ErrorNotice, Skeleton } from "../../../ui/notice.tsx";
import { saveText } from "../../../ui/save-file.ts";
import { ScrollRegion } from "../../../ui/scroll-region.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { csvText } from "../estate/csv-text.ts";
import type { CamerasModel } from "../model/use-cameras.ts";
import { AppraisalForm } from "./appraisal-form.tsx";
import { criteriaOf, gradeOf, optionRows } from "./option-rows.ts";
import { type CameraOption, useOptions } from "./use-options.ts";

/** Plans side by side, each against one of them: numbers, grades, and the map of the difference. */
export function ComparePanel({ model }: { model: CamerasModel }) {
  const { state } = model;
  const { options, isWaiting, error } = useOptions(model);
  const reference = options.some(({ id }) => id === state.against) ? state.against : TODAY;
  return (
    <>
      <div className="hd">
        <h2 className="hd-title">Options side by side</h2>
        <p className="note">
          All under the question on the left. Every difference is the option minus what it is compared with.
          What is in view, not crimes prevented; “no camera” and cheaper measures are under Evidence.
        </p>
      </div>
      <div className="pad sites-form">
        <OtherScenarios model={model} />
        <SelectField
          label="Compared with"
          options={options.map(({ id, name }) => ({ id, label: name }))}
          value={reference}
          onChange={(against) => navigate({ ...state, against })}
        />
      </div>
      {error ? (
        <div className="pad">
          <ErrorNotice error={error} />
        </div>
      ) : null}
      {isWaiting ? (
        <div className="pad">
          <Skeleton lines={4} label="Working out the options" />
        </div>
      ) : null}
      <OptionTable options={options} reference={reference} />
      <div className="pad change-actions">
        <Button
          variant="quiet"
          isDisabled={isWaiting}
          onPress={() => saveText("sightline-options.csv", optionsCsv(options, reference, model))}
        >
          CSV of this table
        </Button>
      </div>
      <AppraisalForm document={model.plan.document} />
    </>
  );
}

function OtherScenarios({ model: { state, plan } }: { model: CamerasModel }) {
  const list = useScenarios(false);
  const others = (list.data?.data ?? []).filter(({ id }) => id !== plan.id);
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data && others.length === 0)
    return (
      <p className="note">No other scenario is saved yet: save this one, copy it, and change the copy.</p>
    );
  return (
    <fieldset className="option-choice">
      <legend>Scenarios in the comparison</legend>
      {others.map(({ id, name, version }) => (
        <CheckField
          key={id}
          isSelected={state.options.includes(id)}
          isDisabled={!state.options.includes(id) && state.options.length >= MOST_OPTIONS}
          onChange={(isIn) =>
            navigate({
              ...state,
              options: isIn ? [...state.options, id] : state.options.filter((each) => each !== id),
            })
          }
        >
          {name}, version {version}
        </CheckField>
      ))}
    </fieldset>
  );
}

const GRADES = { high: "H", medium: "M", low: "L" } as const;

function OptionTable({ options, reference }: { options: readonly CameraOption[]; reference: string }) {
  const rows = optionRows(options, reference);
  const criteria = criteriaOf(options);
  return (
    <ScrollRegion className="wide-table" label="Options side by side">
      <table className="data-table option-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {options.map(({ id, name }) => (
              <th key={id} scope="col" className="num">
                {name}
                {id === reference ? <span className="sub">compared with</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, unit, cells }) => (
            <tr key={label}>
              <th scope="row">
                {label}
                <span className="sub">{unit}</span>
              </th>
              {cells.map(({ text, difference }, i) => (
                <td key={options[i]?.id} className="num">
                  {text}
                  {difference ? <span className="sub">{difference}</span> : null}
                </td>
              ))}
            </tr>
          ))}
          {criteria.map((criterion) => (
            <tr key={criterion}>
              <th scope="row">
                {criterion}
                <span className="sub">high, medium, low</span>
              </th>
              {options.map((option) => {
                const grade = gradeOf(option, criterion);
                return (
                  <td key={option.id} className="num">
                    {grade ? GRADES[grade] : "–"}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The same numbers as the table, unrounded beside their texts. */
function optionsCsv(
  options: readonly CameraOption[],
  reference: string,
  { area, category, period, level, state }: CamerasModel,
): string {
  const against = options.find(({ id }) => id === reference)?.name ?? "";
  const head = [
    `Options compared with ${against}: ${category?.label ?? ""} at ${level?.label ?? ""} (IEC 62676-4:${state.edition})`,
    `${area?.name ?? ""}, ${period?.from ?? ""} to ${period?.to ?? ""}, downloaded ${new Date().toISOString().slice(0, 10)}`,
    "Difference = option minus what it is compared with",
    "Planning estimate, not a certified assessment",
    globalThis.location.href,
  ];
  const columns = [
    "figure",
    "unit",
    ...options.flatMap(({ name }) => [name, `${name}, difference`, `${name}, unrounded`]),
  ];
  const figures = optionRows(options, reference).map(({ label, unit, cells }) => [
    label,
    unit,
    ...cells.flatMap(({ text, difference, figure }) => [text, difference, figure]),
  ]);
  const grades = criteriaOf(options).map((criterion) => [
    criterion,
    "high, medium, low",
    ...options.flatMap((option) => [gradeOf(option, criterion), null, null]),
  ]);
  return csvText(head, columns, [...figures, ...grades]);
}
