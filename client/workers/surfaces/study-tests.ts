/** The study area of a cube and what is kept of it between questions: who is whose neighbour, and what was tested before. */
import { buildNeighbourhood, type Neighbourhood, type Ring } from "#domain/grid/neighbourhood.ts";
import { perStepStates } from "#domain/hotspot/emerging-states.ts";
import type { GiStarRefusal } from "#domain/hotspot/gi-star.ts";
import { daysInMonth } from "#domain/time/months.ts";
import { type MonthWindow, sumWindow } from "../cube-kernel.ts";
import type { HarmWeights } from "../cube-messages.ts";
import { HarmSums } from "../harm-sums.ts";
import type { MergedCube, TestedCounts } from "../merge-cubes.ts";
import { SlidingSums } from "../sliding-sums.ts";
import type { Tally } from "../surface-messages.ts";

export type TestedWindow = { states: Int8Array } | { refusal: GiStarRefusal; detail: string };

/** The later and the earlier window of a comparison, each moving by itself. */
const SLOTS = [0, 1];

export class StudyTests {
  readonly merged: MergedCube;
  /** 1 for the cells that figures of the area are made of: in the study area and not in the buffer. */
  readonly inside: Uint8Array;
  readonly #counts: TestedCounts;
  readonly #slots: SlidingSums[];
  #harm: { key: string; slots: HarmSums[] } | null = null;
  readonly #neighbourhoods = new Map<Ring, Neighbourhood>();
  readonly #tested = new Map<string, TestedWindow>();

  /** @param counts what is tested: the counts shown, or with a buffer those in which crossed hexagons are whole. */
  constructor(merged: MergedCube, counts: TestedCounts = merged) {
    this.merged = merged;
    this.#counts = counts;
    this.#slots = SLOTS.map(() => new SlidingSums(counts.cube));
    this.inside = merged.study.map((one, i) => one & (merged.counted[i] ?? 0));
  }

  /** What is tested in a window: counts, or harm where incidents are weighed. Valid until the next call for the slot. */
  figures(slot: number, window: MonthWindow, weights: HarmWeights | null): Int32Array | Float64Array {
    const slots = weights ? this.#harmOf(weights) : this.#slots;
    const sums = slots[slot];
    if (!sums) throw new RangeError(`StudyTests: expected slot 0 or 1, got ${slot}`);
    return sums.at(window);
  }

  /** Counts of a window by itself. */
  countsOf(window: MonthWindow): Int32Array {
    return sumWindow(this.#counts.cube, window);
  }

  #harmOf(weights: HarmWeights): HarmSums[] {
    const key = JSON.stringify(weights);
    if (this.#harm?.key !== key) {
      this.#harm = { key, slots: SLOTS.map(() => new HarmSums(this.#counts.own, weights)) };
    }
    return this.#harm.slots;
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
    const { cells, study } = this.merged;
    const found = perStepStates({
      counts: [this.countsOf(window)],
      neighbourhood: this.neighbourhood(ring),
      include: study,
      tails: "hot",
    });
    if (found.ok) return { states: found.result.states[0] ?? new Int8Array(cells.length) };
    // Where there are no incidents, nothing is hot.
    if (found.reason === "no-incidents" || found.reason === "all-equal") {
      return { states: new Int8Array(cells.length) };
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
