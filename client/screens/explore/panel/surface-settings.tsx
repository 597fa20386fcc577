import { addMonths, monthsBetween, periodLabel } from "#domain/time/months.ts";
import { periodLength } from "../../../state/period.ts";
import {
  BANDWIDTHS_M,
  EMERGING_HISTORY_IDS,
  PERSISTENCE_YEARS,
  STEPS,
  type Step,
  type SurfaceOptions,
} from "../../../state/surface.ts";
import type { ExploreState } from "../../../state/url-state.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import type { ExploreModel } from "../model/use-explore.ts";
import { TestSettings } from "./test-settings.tsx";

export type SurfaceSettingsProps = { model: ExploreModel; onChange: (part: Partial<ExploreState>) => void };

/** Settings of the surface that is shown, and of no other. */
export function SurfaceSettings({ model, onChange }: SurfaceSettingsProps) {
  const { options, show } = model.state;
  const set = (part: Partial<SurfaceOptions>) => onChange({ options: { ...options, ...part } });
  switch (show) {
    case "significant":
    case "could-be-significant":
      return <TestSettings options={options} parts={["ring", "tail", "correction"]} onChange={set} />;
    case "change":
      return (
        <>
          <ComparedWith model={model} onChange={onChange} />
          <TestSettings options={options} parts={["correction"]} onChange={set} />
        </>
      );
    case "emerging":
      return (
        <>
          <div className="row-field">
            <SelectField
              label="History"
              options={EMERGING_HISTORY_IDS.map((id) => ({ id, label: HISTORY_WORDS[id] }))}
              value={options.emergingHistory}
              onChange={(emergingHistory) => set({ emergingHistory })}
            />
          </div>
          <TestSettings options={options} parts={["ring"]} onChange={set} />
        </>
      );
    case "persistence":
      return (
        <>
          <PersistenceSpan options={options} onChange={set} />
          <TestSettings options={options} parts={["ring"]} onChange={set} />
        </>
      );
    case "density":
      return <Bandwidth options={options} onChange={set} />;
    default:
      return null;
  }
}

type OptionsProps = { options: SurfaceOptions; onChange: (part: Partial<SurfaceOptions>) => void };

const HISTORY_WORDS: Record<SurfaceOptions["emergingHistory"], string> = {
  "12-months": "1 year, month by month",
  "36-months": "3 years, month by month",
  "12-quarters": "3 years, quarter by quarter",
  "20-quarters": "5 years, quarter by quarter",
  "10-years": "10 years, year by year",
};

function PersistenceSpan({ options, onChange }: OptionsProps) {
  return (
    <>
      <ChoiceGroup
        label="Years of history"
        look="segments"
        columns={4}
        choices={PERSISTENCE_YEARS.map((years) => ({
          id: String(years),
          label: years === 1 ? "1 year" : `${years} years`,
        }))}
        value={String(options.persistenceYears)}
        onChange={(id) =>
          onChange({ persistenceYears: PERSISTENCE_YEARS.find((years) => String(years) === id) ?? 3 })
        }
      />
      <ChoiceGroup
        label="Tested by"
        look="segments"
        columns={3}
        choices={STEPS.map((id) => ({ id, label: `By ${id}`, disabledReason: tooShort(id, options) }))}
        value={options.persistenceStep}
        onChange={(persistenceStep) => onChange({ persistenceStep })}
      />
    </>
  );
}

/** A single year has but one step of a year. */
function tooShort(step: Step, { persistenceYears }: SurfaceOptions): string | null {
  return step === "year" && persistenceYears === 1 ? "One year by itself is no history." : null;
}

function Bandwidth({ options, onChange }: OptionsProps) {
  return (
    <div className="row-field">
      <SelectField
        label="Smoothed over"
        options={[
          { id: "auto", label: "What suits the hexagons" },
          ...BANDWIDTHS_M.map((metres) => ({ id: String(metres), label: `${metres} m around` })),
        ]}
        value={String(options.bandwidthM ?? "auto")}
        onChange={(id) =>
          onChange({ bandwidthM: BANDWIDTHS_M.find((metres) => String(metres) === id) ?? null })
        }
      />
    </div>
  );
}

/** The earlier period: a year before, or any other of the same length. */
function ComparedWith({ model: { state, scope }, onChange }: SurfaceSettingsProps) {
  if (!scope) return null;
  const months = periodLength(scope.chosen);
  const starts = monthsBetween(scope.data.from, addMonths(scope.chosen.from, -1)).reverse();
  return (
    <div className="row-field">
      <SelectField
        label="Compared with"
        options={[
          { id: "year-before", label: "The same months a year before" },
          ...starts.map((from) => ({ id: from, label: periodLabel(from, addMonths(from, months - 1)) })),
        ]}
        value={state.compare?.kind === "custom" ? state.compare.from : "year-before"}
        onChange={(id) => onChange({ compare: id === "year-before" ? null : { kind: "custom", from: id } })}
      />
    </div>
  );
}
