/** The study area of a cube and what is kept of it between questions: who is whose neighbour, and what was tested before. */
import { buildNeighbourhood, type Neighbourhood, type Ring } from "#domain/grid/neighbourhood.ts";
import { perStepStates } from "#domain/hotspot/emerging-states.ts";
import type { GiStarRefusal } from "#domain/hotspot/gi-star.ts";
import { daysInMonth } from "#domain/time/months.ts";
import { type MonthWindow, sumWindow } from "../cube-kernel.ts";
import type { MergedCube } from "../merge-cubes.ts";
import type { Tally } from "../surface-messages.ts";

export type TestedWindow = { states: Int8Array } | { refusal: GiStarRefusal; detail: string };

export class StudyTests {
  readonly merged: MergedCube;
  /** 1 for the cells that figures of the area are made of: in the study area and not in the buffer. */
  readonly inside: Uint8Array;
  readonly #neighbourhoods = new Map<Ring, Neighbourhood>();
  readonly #tested = new Map<string, TestedWindow>();

  constructor(merged: MergedCube) {
    this.merged = merged;
    this.inside = merged.study.map((one, i) => one & (merged.counted[i] ?? 0));
  }

  /** Neighbours among the cells of the study area; built once. */
  neighbourhood(ring: Ring): Neighbourhood {
    const known = this.#neighbourhoods.get(ring);
    if (known) return known;
    const made = buildNeighbourhood(this.merged.cells, this.merged.study, ring);
    this.#neighbourhoods.set(ring, made);
    return made;
  }

  /** Which cells were significantly hot (1) in a window by itself; worked out once. */
  tested(window: MonthWindow, ring: Ring): TestedWindow {
    const key = `${ring} ${window.from} ${window.to}`;
    const known = this.#tested.get(key);
    if (known) return known;
    const made = this.#test(window, ring);
    this.#tested.set(key, made);
    return made;
  }

  #test(window: MonthWindow, ring: Ring): TestedWindow {
    const { cube, study } = this.merged;
    const found = perStepStates({
      counts: [sumWindow(cube, window)],
      neighbourhood: this.neighbourhood(ring),
      include: study,
      tails: "hot",
    });
    if (found.ok) return { states: found.result.states[0] ?? new Int8Array(cube.cellCount) };
    // Where there are no incidents, nothing is hot.
    if (found.reason === "no-incidents" || found.reason === "all-equal") {
      return { states: new Int8Array(cube.cellCount) };
    }
    return { refusal: found.reason, detail: found.detail };
  }

  /** Cells, incidents, harm and land of the chosen cells that lie inside the areas. */
  tally(counts: Int32Array, harm: Float64Array | null, isChosen: (cell: number) => boolean): Tally {
    const tally: Tally = { cells: 0, n: 0, harm: harm ? 0 : null, areaM2: 0 };
    for (let i = 0; i < counts.length; i++) {
      if (this.inside[i] !== 1 || !isChosen(i)) continue;
      tally.cells++;
      tally.n += counts[i] as number;
      tally.areaM2 += this.merged.areaM2[i] ?? 0;
      if (harm) tally.harm = (tally.harm ?? 0) + (harm[i] as number);
    }
    return tally;
  }
}

/** The last `most` months before `end` that some source speaks of, as indexes; fewer where the data begins later. */
function knownMonths({ gaps }: Pick<MergedCube, "gaps">, end: number, most: number): number[] {
  const known: number[] = [];
  for (let m = Math.max(0, end - most); m < Math.min(end, gaps.length); m++) if (gaps[m] === 0) known.push(m);
  return known;
}

/**
 * The last `steps` windows of so many months before `end`, oldest first. Left out are those that begin before the
 * data, and those with a month that no source speaks of: a step cut short would look like a fall.
 */
export function knownSteps(
  { gaps }: Pick<MergedCube, "gaps">,
  end: number,
  steps: number,
  monthsPerStep: number,
): MonthWindow[] {
  const known: MonthWindow[] = [];
  for (let step = steps; step > 0; step--) {
    const from = end - step * monthsPerStep;
    const to = from + monthsPerStep;
    if (from >= 0 && to <= gaps.length && knownMonths({ gaps }, to, monthsPerStep).length === monthsPerStep) {
      known.push({ from, to });
    }
  }
  return known;
}

/** Days of those months of a window that some source speaks of. */
export function daysIn(merged: Pick<MergedCube, "gaps" | "months">, { from, to }: MonthWindow): number {
  const days = (month: number) => daysInMonth(merged.months[month] ?? "2001-01");
  return knownMonths(merged, to, to - from).reduce((sum, month) => sum + days(month), 0);
}
