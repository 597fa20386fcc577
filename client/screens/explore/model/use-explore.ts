/** Everything the Explore screen shows, from the address, the server and the slider. */
import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { ALL_AREAS_CODE, type AreaDetail } from "#contract/areas.ts";
import type { Category } from "#contract/categories.ts";
import type { Ready } from "#contract/system.ts";
import { areaQuery, useCategories, useDatasetVersion, useReady } from "../../../api/queries.ts";
import { customPeriod, type Period, periodLength } from "../../../state/period.ts";
import { measureOf, type Surface } from "../../../state/surface.ts";
import type { ExploreState } from "../../../state/url-state.ts";
import type { HarmWeights, HexGrid, LoadedCube } from "../../../workers/cube-messages.ts";
import { countedNoun } from "../panel/measure-words.ts";
import { type SurfaceWords, surfaceWords } from "../surfaces/surface-words.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { followsWhenSettled, surfaceQuestion, usedWeights } from "./surface-question.ts";
import { type CubeQuestion, type CubeState, useCube } from "./use-cube.ts";
import { type Harm, toldApart, useHarm } from "./use-harm.ts";
import { wholeGrid } from "./whole-grid.ts";

export type ExploreModel = {
  state: ExploreState;
  scope: Scope | null;
  /** Why there is no scope: still loading, nothing imported, or no area. */
  waiting: "loading" | "no-data" | "no-area" | null;
  areas: AreaDetail[];
  areaName: string;
  cube: CubeState;
  harm: Harm;
  /** What the answer on the map shows, in words: what is asked for, as soon as it is worked out and unless it is refused. */
  words: SurfaceWords;
  /** What the category counts: offence, offences. */
  noun: { one: string; many: string };
  /** True while the map does not yet show what is asked for. */
  isWorking: boolean;
  baseMap: Ready["baseMap"] | null;
  error: unknown;
  /** True while the slider is dragged or played: the period is not in the address yet. */
  isDraft: boolean;
  setDraft: (draft: Period | null) => void;
};

/** Assembles the model. A draft period, while the slider is dragged or played, overrides the one in the address. */
export function useExplore(state: ExploreState): ExploreModel {
  const [draft, setDraft] = useState<Period | null>(null);
  const ready = useReady();
  const categories = useCategories();
  const version = useDatasetVersion();
  const effective = useMemo(
    () => (draft ? { ...state, period: customPeriod(draft) } : state),
    [state, draft],
  );
  const result = useMemo(
    () => (ready.data && categories.data ? scopeOf(effective, ready.data, categories.data.data) : null),
    [effective, ready.data, categories.data],
  );
  const scope = result?.ok ? result.scope : null;
  const { outlined, areaError } = useOutlines(scope?.areaCodes ?? NO_CODES);
  const harm = useHarm(effective, scope?.category ?? null, categories.data?.data ?? NO_CATEGORIES);
  const cube = useCube(
    useStable(cubeQuestion(version, effective, scope, categories.data?.data ?? NO_CATEGORIES, harm)),
  );
  const isWorking = useWindows({ cube, scope, state: effective, isDraft: draft !== null, harm });
  const shown = cube.answer?.question;
  const areas = useShownAreas(scope, outlined, cube.cube?.grid);
  const waiting = result === null ? "loading" : result.ok ? null : result.reason;
  const error = ready.error ?? categories.error ?? areaError ?? cube.error;
  const isDraft = draft !== null;
  const baseMap = ready.data?.baseMap ?? null;
  const isRefused = cube.answer?.windows[0]?.figures.kind === "refused";
  const { words, noun } = useWords(
    isRefused ? "count" : (shown?.show ?? effective.show),
    scope,
    shown?.harm ?? null,
  );
  return useMemo(
    () => ({
      state: effective,
      scope,
      waiting,
      areas,
      areaName: nameOf(areas),
      cube,
      harm,
      words,
      noun,
      isWorking,
      baseMap,
      error,
      isDraft,
      setDraft,
    }),
    [effective, scope, waiting, areas, cube, harm, words, noun, isWorking, baseMap, error, isDraft],
  );
}

const NO_CODES: readonly string[] = [];
const NO_CATEGORIES: readonly Category[] = [];

function useWords(show: Surface, scope: Scope | null, harm: HarmWeights | null) {
  const unit = scope?.category.unit ?? "";
  const harmUnit = harm?.unit ?? null;
  return useMemo(
    () => ({ words: surfaceWords(show, unit, harmUnit), noun: countedNoun(unit) }),
    [show, unit, harmUnit],
  );
}

/** Areas with their outlines, as far as they have arrived. */
function useOutlines(codes: readonly string[]) {
  const version = useDatasetVersion();
  const outlines = codes.filter((code) => code !== ALL_AREAS_CODE);
  return useQueries({ queries: outlines.map((code) => areaQuery(version, code)), combine: combineAreas });
}

/**
 * The areas looked at, the ones before until all of the new ones have arrived, so that the map stays. Everything
 * imported has no outline and is as large as its hexagons.
 */
function useShownAreas(scope: Scope | null, outlined: AreaDetail[], grid: HexGrid | undefined): AreaDetail[] {
  const everything = scope?.areaCodes.includes(ALL_AREAS_CODE) === true;
  const complete = useRef(outlined);
  if (outlined.length === scope?.areaCodes.length) complete.current = outlined;
  const shown = complete.current;
  return useMemo(() => {
    if (!everything) return shown;
    return grid ? [wholeGrid(grid)] : [];
  }, [everything, shown, grid]);
}

function combineAreas(answers: readonly { data: AreaDetail | undefined; error: unknown }[]) {
  return {
    outlined: answers.flatMap((answer) => (answer.data ? [answer.data] : [])),
    areaError: answers.find((answer) => answer.error)?.error ?? null,
  };
}

function cubeQuestion(
  version: string,
  { resolution, bufferM, show }: ExploreState,
  scope: Scope | null,
  all: readonly Category[],
  harm: Harm,
): CubeQuestion | null {
  if (!scope || version === "") return null;
  const { areaCodes, category, data } = scope;
  const categories = toldApart(category, all, harm.used);
  return { version, areas: areaCodes, categories, resolution, bufferM, ...data, measure: measureOf(show) };
}

type WindowsProps = {
  cube: CubeState;
  scope: Scope | null;
  state: ExploreState;
  isDraft: boolean;
  harm: Harm;
};

/**
 * Puts the newest windows to the worker: the later period in slot 0, the earlier one in slot 1. What is too slow for
 * every frame waits until the slider rests.
 * @returns true while the answer on screen is to another question.
 */
function useWindows({ cube: { cube, answer, ask }, scope, state, isDraft, harm }: WindowsProps): boolean {
  const weights = usedWeights(state, harm.used?.weights ?? null);
  const earlier = scope?.earlier ?? scope?.changeFrom;
  const periods = scope ? [scope.shown, ...(earlier ? [earlier] : [])] : [];
  const surface = scope ? surfaceQuestion(state, scope, periods) : null;
  const key = JSON.stringify([periods, state.cumulative, surface, state.show, weights]);
  const waits = isDraft && followsWhenSettled(state);
  useEffect(() => {
    const [shown] = periods;
    if (!cube || !shown || !surface || waits) return;
    const scaleMonths = state.cumulative ? cube.months.length : periodLength(shown);
    ask({
      key,
      show: state.show,
      windows: periods.map((period) => windowOf(cube, period)),
      scaleMonths: Math.min(scaleMonths, cube.months.length),
      surface,
      harm: weights,
    });
  }, [cube, key, waits]);
  return answer !== null && answer.question.key !== key;
}

/** Indexes of a period's months in the cube. */
export function windowOf(
  cube: Pick<LoadedCube, "months">,
  { from, to }: Period,
): { from: number; to: number } {
  const first = cube.months.findIndex((month) => month >= from);
  const past = cube.months.findIndex((month) => month > to);
  return { from: first < 0 ? cube.months.length : first, to: past < 0 ? cube.months.length : past };
}

/** Keeps the value before as long as the new one says the same, so that effects do not run for nothing. */
function useStable<T>(next: T): T {
  const text = JSON.stringify(next);
  return useMemo(() => next, [text]);
}

/** `Barnet`, `NW4 and N12`, `NW4, N12 and N3`. */
function nameOf(areas: readonly { name: string }[]): string {
  const names = areas.map((area) => area.name);
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
