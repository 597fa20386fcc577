/** Everything the Cameras screen shows, from the address, the register and the server. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { AreaDetail } from "#contract/areas.ts";
import type { EstateCamera } from "#contract/camera-design.ts";
import type { Category } from "#contract/categories.ts";
import type { CoverageInput } from "#contract/coverage.ts";
import type { Caveat } from "#contract/meta.ts";
import type { Ready } from "#contract/system.ts";
import type { PlannedBuilding } from "#domain/scenario/scenario-document.ts";
import { addMonths } from "#domain/time/months.ts";
import { useCameraLevels, useCoverage, useEstate, useRiskCells } from "../../../api/cameras.ts";
import {
  areaQuery,
  mapFeaturesQuery,
  useCategories,
  useDatasetVersion,
  useReady,
} from "../../../api/queries.ts";
import { type CameraState, DAY_PARTS, type PlanCamera, SEASONS } from "../../../state/camera-state.ts";
import type { SessionState } from "../../../state/scenario-session.ts";
import { buildingBox } from "../../explore/model/building-box.ts";
import { plannedFootprints } from "../map/plan-features.ts";
import type { Figures } from "./camera-words.ts";
import { type CoverageQuestion, coverageInput } from "./coverage-input.ts";
import { coveringCameras, type ShownCamera, shownCameras, withCamera } from "./plan.ts";
import { knowEstate, usePlan } from "./plan-session.ts";
import { type Level, type Surroundings, surroundingsOf } from "./view-features.ts";

export type CamerasModel = {
  /** With the camera that is being dragged where it is now. */
  state: CameraState;
  area: AreaDetail | null;
  category: Category | null;
  period: { from: string; to: string } | null;
  /** The plan that is worked on: its document, undo steps and whether it is saved. */
  plan: SessionState;
  levels: readonly Level[];
  level: Level | null;
  levelSource: string;
  estate: readonly EstateCamera[];
  shown: readonly ShownCamera[];
  selected: ShownCamera | null;
  before: Figures | null;
  after: Figures | null;
  hasPlan: boolean;
  isMeasuring: boolean;
  /** Limits of the register and of the figures. */
  caveats: readonly Caveat[];
  /** The question and the cameras that stay, as the server is asked; null while they are not known. */
  question: CoverageInput | null;
  /** The question alone. */
  riskQuestion: CoverageQuestion | null;
  riskCells: readonly { cell: string; n: number }[];
  surroundings: Surroundings | null;
  baseMap: Ready["baseMap"] | null;
  waiting: "loading" | "no-data" | "no-area" | null;
  error: unknown;
  setDraft: (camera: PlanCamera | null) => void;
};

const NONE: readonly never[] = [];
const NO_FACTS = { added: [], changed: [] };
const DEFAULT_LEVEL = { "2014": "observe", "2025": "discern" } as const;

export function useCameras(address: CameraState): CamerasModel {
  const [draft, setDraft] = useState<PlanCamera | null>(null);
  const { state: committed, plan } = usePlan(address);
  const state = useMemo(() => (draft ? withCamera(committed, draft) : committed), [committed, draft]);
  const ready = useReady();
  const version = useDatasetVersion();
  const categories = useCategories();
  const code = state.area ?? ready.data?.defaultArea ?? "";
  const area = useQuery({ ...areaQuery(version, code), placeholderData: keepPreviousData });
  const category = categoryOf(categories.data?.data ?? NONE, state.category);
  const period = useMemo(() => periodOf(category, state.years), [category, state.years]);
  const editions = useCameraLevels();
  const edition = editions.data?.data.find(({ id }) => id === state.edition);
  const levels = edition?.levels ?? NONE;
  const level =
    levels.find(({ id }) => id === (state.level ?? DEFAULT_LEVEL[state.edition])) ?? levels[1] ?? null;
  const register = useEstate(code);
  const estate = register.data?.data ?? NONE;
  useEffect(() => knowEstate(estate.map(({ id }) => id)), [estate]);
  const shown = useMemo(() => shownCameras(estate, state, plan.document), [estate, state, plan]);
  const hasPlan = committed.plan.length + committed.removed.length + plan.document.buildings.length > 0;
  const riskQuestion = useRiskQuestion(state, code, category, period, level);
  const asked = useCoverages({
    question: register.data ? riskQuestion : null,
    committed,
    estate,
    buildings: plan.document.buildings,
    hasPlan,
  });
  const riskCells = useRiskCells(
    category && period && code !== "" ? { area: code, category: category.id, ...period } : null,
  );
  const surroundings = useSurroundings(state, version, plan.document.buildings, shown);
  const noData = categories.data ? category === null : false;
  return {
    state,
    area: area.data ?? null,
    category,
    period,
    plan,
    levels,
    level,
    levelSource: edition ? `${edition.title}. ${edition.mark}.` : "",
    estate,
    shown,
    selected: shown.find(({ id }) => id === state.selected) ?? null,
    before: asked.before.data?.data ?? null,
    after: hasPlan ? (asked.after.data?.data ?? null) : null,
    hasPlan,
    isMeasuring: asked.before.isFetching || asked.after.isFetching,
    caveats: [...(register.data?.meta.caveats ?? []), ...(asked.before.data?.meta.caveats ?? [])],
    question: asked.question,
    riskQuestion,
    riskCells: riskCells.data?.data ?? NONE,
    surroundings,
    baseMap: ready.data?.baseMap ?? null,
    waiting: noData
      ? "no-data"
      : ready.data && code === ""
        ? "no-area"
        : ready.data && area.data
          ? null
          : "loading",
    error: area.error ?? categories.error ?? register.error ?? asked.before.error ?? asked.after.error,
    setDraft,
  };
}

type CoverageFacts = {
  question: CoverageQuestion | null;
  committed: CameraState;
  estate: readonly EstateCamera[];
  buildings: readonly PlannedBuilding[];
  hasPlan: boolean;
};

/** Figures of today's cameras and of the plan. Asked for once a drag has ended. */
function useCoverages({ question, committed, estate, buildings, hasPlan }: CoverageFacts) {
  const inputs = useMemo(() => {
    if (!question) return { before: null, after: null };
    const { before, after } = coveringCameras(estate, shownCameras(estate, committed, NO_FACTS));
    return {
      before: coverageInput(question, before, []),
      after: hasPlan ? coverageInput(question, after, buildings) : null,
    };
  }, [question, estate, committed, buildings, hasPlan]);
  return {
    before: useCoverage(inputs.before),
    after: useCoverage(inputs.after),
    question: inputs.after ?? inputs.before,
  };
}

/** The risk and the level of detail that cameras are held against; null while something of it is not known. */
function useRiskQuestion(
  { edition, night, hours, season, trees, weights }: CameraState,
  area: string,
  category: Category | null,
  period: { from: string; to: string } | null,
  level: Level | null,
): CoverageQuestion | null {
  const [categoryId, levelId] = [category?.id, level?.id];
  return useMemo(() => {
    if (area === "" || !categoryId || !period || !levelId) return null;
    return {
      area,
      category: categoryId,
      ...period,
      level: levelId,
      edition,
      night,
      hours: [...DAY_PARTS[hours]],
      calendarMonths: [...SEASONS[season]],
      trees,
      ...(weights ? { weights } : {}),
    };
  }, [area, categoryId, period, levelId, edition, night, hours, season, trees, weights]);
}

/** What is allowed for before any camera is there: one may be put anywhere. */
const LEAST_RANGE_M = 60;

/** Buildings of the part of the map that is looked at, close in, and as far beyond it as a camera and its neighbour see. */
function useSurroundings(
  { viewport }: CameraState,
  version: string,
  planned: readonly PlannedBuilding[],
  shown: readonly ShownCamera[],
): Surroundings | null {
  const farthestM = useMemo(
    () => shown.reduce((most, { design }) => Math.max(most, design?.rangeM ?? 0), LEAST_RANGE_M),
    [shown],
  );
  const box = buildingBox(viewport, 2 * farthestM);
  const { data } = useQuery({
    ...mapFeaturesQuery(version, "building", "", box),
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (box === "" || !data) return null;
    // The contract passes geometry through unchecked; what is no polygon is left out below.
    const features = data.features as GeoJSON.Feature[];
    const all = [...features, ...plannedFootprints(planned)];
    return surroundingsOf(all, box);
  }, [box, data, planned]);
}

function categoryOf(categories: readonly Category[], asked: string | null): Category | null {
  const withData = categories.filter(({ n }) => n > 0);
  const find = (id: string | null) => withData.find((category) => category.id === id);
  return find(asked) ?? find("robbery") ?? withData[0] ?? null;
}

/** The last years that the data of a category covers. */
function periodOf(category: Category | null, years: number): { from: string; to: string } | null {
  if (!category?.from || !category.to) return null;
  const first = addMonths(category.to, 1 - 12 * years);
  return { from: [first, category.from].sort()[1] ?? first, to: category.to };
}
