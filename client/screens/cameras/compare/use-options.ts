/** The options of a comparison with their figures, all under the question of the screen. */
import { useQueries } from "@tanstack/react-query";
import type { EstateCamera } from "#contract/camera-design.ts";
import type { Coverage } from "#contract/coverage.ts";
import type { OptionFigures } from "#domain/scenario/appraise-options.ts";
import { sumOfCosts } from "#domain/scenario/appraise-options.ts";
import type { AppraisalRow, ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { coverageQuery } from "../../../api/cameras.ts";
import { useDatasetVersion } from "../../../api/queries.ts";
import { useWholeScenarios } from "../../../api/scenarios.ts";
import { TODAY } from "../../../state/camera-state.ts";
import { EMPTY_DOCUMENT } from "../../../state/scenario-session.ts";
import { type CoverageQuestion, coverageInput } from "../model/coverage-input.ts";
import { coveringCameras, planOf, shownCameras } from "../model/plan.ts";
import type { CamerasModel } from "../model/use-cameras.ts";

export type CameraOption = {
  /** `today`, `plan` for what is worked on, or a scenario's id. */
  id: string;
  name: string;
  document: ScenarioDocument;
  figures: OptionFigures | null;
  cells: Coverage["data"]["cells"];
  appraisal: readonly AppraisalRow[];
};

export const PLAN = "plan";

/** The baseline, the plan that is worked on, and the scenarios that were chosen. */
export function useOptions(model: CamerasModel): {
  options: CameraOption[];
  isWaiting: boolean;
  error: unknown;
} {
  const { plan, state, estate, riskQuestion } = model;
  const version = useDatasetVersion();
  const wanted = [...new Set([...state.options, ...(state.against === TODAY ? [] : [state.against])])];
  const others = useWholeScenarios(wanted.filter((id) => id !== plan.id));
  const listed = [
    { id: TODAY, name: "Today", document: EMPTY_DOCUMENT },
    {
      id: plan.id ?? PLAN,
      name: plan.id === null ? "This draft" : plan.name,
      document: plan.document,
    },
    ...(others.data ?? []).map(({ id, name, document }) => ({ id, name, document })),
  ];
  const answers = useQueries({
    queries: listed.map(({ document }) =>
      coverageQuery(version, riskQuestion && inputOf(riskQuestion, estate, document)),
    ),
  });
  return {
    options: listed.map((option, i) => {
      const data = answers[i]?.data?.data ?? null;
      return {
        ...option,
        figures: data && figuresOf(data, option.document, estate),
        cells: data?.cells ?? [],
        appraisal: option.document.appraisal,
      };
    }),
    isWaiting: others.isLoading || answers.some(({ isLoading }) => isLoading),
    error: others.error ?? answers.find(({ error }) => error)?.error ?? null,
  };
}

function inputOf(question: CoverageQuestion, estate: readonly EstateCamera[], document: ScenarioDocument) {
  const shown = shownCameras(estate, planOf(document), document);
  return coverageInput(question, coveringCameras(estate, shown).after, document.buildings);
}

function figuresOf(
  { riskShare, backupShare, incidentsPerYear, areaM2, homesInView }: Coverage["data"],
  { added, changed, removed }: ScenarioDocument,
  estate: readonly EstateCamera[],
): OptionFigures {
  const bought = [...added, ...changed];
  return {
    riskShare,
    backupShare,
    incidentsPerYear,
    areaM2,
    homesInView,
    cameras: estate.length - removed.length + added.length,
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    capitalCost: sumOfCosts(bought.map(({ capitalCost }) => capitalCost)),
    yearlyCost: sumOfCosts(bought.map(({ yearlyCost }) => yearlyCost)),
  };
}
