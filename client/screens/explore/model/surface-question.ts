/** What the worker is asked about the months shown. */
import { apiUrl } from "../../../api/http.ts";
import type { Period } from "../../../state/period.ts";
import { canBeWeighed, EMERGING_HISTORIES, STEP_MONTHS } from "../../../state/surface.ts";
import type { ExploreState } from "../../../state/url-state.ts";
import type { HarmWeights } from "../../../workers/cube-messages.ts";
import type { SurfaceQuestion } from "../../../workers/surface-messages.ts";
import type { Scope } from "./scope.ts";

const MONTHS_PER_YEAR = 12;

/** @param periods the windows shown, the later one first. */
export function surfaceQuestion(
  { show, options, resolution, bufferM }: ExploreState,
  { areaCodes, category }: Scope,
  periods: readonly Period[],
): SurfaceQuestion {
  const { ring, tail, correction } = options;
  switch (show) {
    case "significant":
    case "could-be-significant":
      return { kind: show, ring, tail, correction };
    case "change":
      return { kind: show, correction };
    case "emerging":
      return { kind: show, ring, ...EMERGING_HISTORIES[options.emergingHistory] };
    case "persistence": {
      const { persistenceStep: step, persistenceYears } = options;
      return { kind: show, ring, step, steps: (persistenceYears * MONTHS_PER_YEAR) / STEP_MONTHS[step] };
    }
    case "density": {
      const { bandwidthM } = options;
      const url = (area: string, { from, to }: Period) =>
        apiUrl("/density", {
          area,
          category: category.id,
          resolution,
          from,
          to,
          bandwidthM,
          bufferM: bufferM || null,
        });
      return { kind: show, urls: periods.map((period) => areaCodes.map((area) => url(area, period))) };
    }
    default:
      return { kind: "measure" };
  }
}

/** Surfaces that the server works out: too slow for every frame of a moving slider, they follow when it stops. */
export function followsWhenSettled({ show }: ExploreState): boolean {
  return show === "density";
}

/** Weights to be used; null where incidents count as one, or the surface is about numbers only. */
export function usedWeights({ show }: ExploreState, harm: HarmWeights | null): HarmWeights | null {
  return canBeWeighed(show) ? harm : null;
}
