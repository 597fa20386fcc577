/** The question of the screen as a scenario and its papers hold it. */
import type { ScenarioRisk } from "#domain/scenario/scenario-document.ts";
import { DAY_PARTS, SEASONS } from "../../../state/camera-state.ts";
import type { CamerasModel } from "./use-cameras.ts";

export function riskOf({ area, category, period, level, state }: CamerasModel): ScenarioRisk {
  const { edition, night, hours, season, trees, weights } = state;
  return {
    ...(area ? { area: area.code } : {}),
    ...(category ? { category: category.id } : {}),
    ...(period ?? {}),
    ...(hours === "all" ? {} : { hours: [...DAY_PARTS[hours]] }),
    ...(season === "all" ? {} : { calendarMonths: [...SEASONS[season]] }),
    ...(weights ? { weights } : {}),
    level: level?.id ?? "observe",
    edition,
    night,
    trees,
  };
}
