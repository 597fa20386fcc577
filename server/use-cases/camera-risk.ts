/** The risk that cameras are held against: incidents a year (or harm a year) by hexagon of resolution 10. */
import type { z } from "zod";
import type { riskInputSchema } from "#contract/coverage.ts";
import type { Caveat } from "#contract/meta.ts";
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import { harmByCell } from "#domain/hotspot/harm.ts";
import { calendarMonthsLabel, daysInMonth, meanDaysOf } from "#domain/time/months.ts";
import { packCells } from "../analysis/cell-text.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { sourceTitles, timedSlices } from "./event-place.ts";
import { findHarmTable, harmWeights } from "./harm-tables.ts";
import { sitingQuestion } from "./siting-question.ts";
import { type AnalysisTools, gridCounts, readStudyGrid, type StudyGrid } from "./study-grid.ts";

export type RiskInput = z.output<typeof riskInputSchema>;

export type CameraRisk = {
  grid: StudyGrid;
  /** By cell of the grid, a year. */
  risk: Float64Array;
  totalPerYear: number;
  /** Incidents behind each cell's risk; parts of one where hours are shared. */
  counts: Float64Array;
  /** Incidents counted. */
  n: number;
  unit: string;
  caveats: Caveat[];
};

const ALL_MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);
const RISK_RESOLUTION = 10;
const HOURS_PER_DAY = 24;

type WeighedRisk = {
  harm: ArrayLike<number>;
  /** Incidents behind it, where hours make them fewer. */
  incidents?: Float64Array;
  unit: string;
  caveats: Caveat[];
};
type HarmRisk = WeighedRisk & { weights: ReadonlyMap<string, number> };

/** @throws AnalysisCancelled */
export async function readCameraRisk(
  tools: AnalysisTools,
  input: RiskInput,
  signal?: AbortSignal,
): Promise<Answer<CameraRisk>> {
  const siting = sitingQuestion(await tools.reader.snapshot(), input.category);
  const asked = { ...input, category: siting.category, resolution: RISK_RESOLUTION, bufferM: 0 } as const;
  const read = await readStudyGrid(tools, asked);
  if (!read.ok) return read;
  const grid = read.value;
  if (!grid.question.area) return noArea();
  const season = seasonOf(input);
  const days = grid.months.reduce((sum, month) => sum + daysInMonth(month), 0);
  // A year has each of its seasons once: winters are counted in winters.
  const years = days / meanDaysOf(season ?? ALL_MONTHS);
  const { counts, lost } = await gridCounts(grid);
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0 || years === 0) return noRisk(grid);
  const weighed = await weighRisk(tools, grid, input, signal);
  if (weighed && !weighed.ok) return weighed;
  const risk = Float64Array.from(weighed?.value.harm ?? counts, (each) => each / years);
  if (risk.every((each) => each === 0)) return noRisk(grid);
  return answer({
    grid,
    risk,
    totalPerYear: risk.reduce((sum, each) => sum + each, 0),
    counts: Float64Array.from(weighed?.value.incidents ?? counts),
    n,
    unit: `${weighed?.value.unit ?? "incidents a year"}${season ? ` in ${calendarMonthsLabel(season)}` : ""}`,
    caveats: [
      ...riskCaveats(grid, lost),
      ...(season ? [seasonCaveat(season, grid.months.length)] : []),
      ...siting.caveats,
      ...(weighed?.value.caveats ?? []),
    ],
  });
}

/** The months of the year that count; null = all. */
function seasonOf({ calendarMonths = [] }: RiskInput): readonly number[] | null {
  const chosen = new Set(calendarMonths);
  return chosen.size === 0 || chosen.size === ALL_MONTHS.length ? null : [...chosen];
}

function seasonCaveat(season: readonly number[], months: number): Caveat {
  return {
    code: "season-only",
    text: `Only ${calendarMonthsLabel(season)} count, ${months} months of the period; a year’s figure is that of one such season.`,
  };
}

/** Harm, hours, both or neither (null: each incident counts as one). */
async function weighRisk(
  tools: AnalysisTools,
  counted: StudyGrid,
  input: RiskInput,
  signal: AbortSignal | undefined,
): Promise<Answer<WeighedRisk> | null> {
  const hours = new Set(input.hours ?? []);
  const isPart = hours.size > 0 && hours.size < HOURS_PER_DAY;
  const harm = input.weights ? await weigh(tools, counted, input.weights) : null;
  if (!isPart || (harm && !harm.ok)) return harm;
  return withinHours(tools, counted, [...hours], harm?.value ?? null, signal);
}

/** Incidents of each cell within some hours; refused for sources that give the month only. */
async function withinHours(
  tools: AnalysisTools,
  { question, cells, resolution }: StudyGrid,
  hours: readonly number[],
  harm: HarmRisk | null,
  signal: AbortSignal | undefined,
): Promise<Answer<WeighedRisk>> {
  const slices = timedSlices(question);
  if (slices.length === 0) {
    return refuse({
      code: "no-times",
      title: "The source does not say at what time of day",
      detail: `${sourceTitles(question)} gives the month only.`,
      next: "Leave the hours out, or import the force's own extract, which has dates and times.",
      where: "hours",
    });
  }
  const packedCells = packCells(cells);
  const sum = new Float64Array(cells.length);
  const incidents = new Float64Array(cells.length);
  let untimed = 0;
  for (const { weight, slices: alike } of slicesByWeight(question, slices, harm)) {
    const events = await tools.reader.incidentEvents(
      { areaId: question.area?.id ?? null, cells: null },
      alike,
    );
    const task = { packedCells, resolution, ...events, hours };
    const found = await tools.analyst.run("hours-by-cell", task, signal);
    untimed += found.untimed;
    for (const [cell, part] of found.weight.entries()) {
      sum[cell] = (sum[cell] ?? 0) + weight * part;
      incidents[cell] = (incidents[cell] ?? 0) + part;
    }
  }
  const caveats: Caveat[] = [
    {
      code: "hours-shared",
      text: "Incidents known only to lie in a span are shared over its hours (aoristic); only their part within the chosen hours counts.",
    },
  ];
  if (untimed > 0) {
    caveats.push({
      code: "untimed",
      text: `${untimed.toLocaleString("en-GB")} incidents have no usable time and count in no hour.`,
    });
  }
  if (slices.length < question.slices.length) {
    caveats.push({
      code: "some-month-only",
      text: "Some sources give the month only; their incidents are left out.",
    });
  }
  const unit = `${harm?.unit ?? "incidents a year"} within the hours`;
  return answer({ harm: sum, incidents, unit, caveats: [...(harm?.caveats ?? []), ...caveats] });
}

/** Slices apart by what one incident of their types counts; what has no weight or a weight of 0 is left out. */
function slicesByWeight(
  { snapshot }: StudyGrid["question"],
  slices: readonly SelectedSlice[],
  harm: HarmRisk | null,
): { weight: number; slices: SelectedSlice[] }[] {
  if (!harm) return [{ weight: 1, slices: [...slices] }];
  const weightOf = (typeId: number) =>
    harm.weights.get(snapshot.offenceTypes.get(typeId)?.category ?? "") ?? 0;
  const weights = new Set(slices.flatMap(({ typeIds }) => typeIds.map(weightOf)));
  weights.delete(0);
  return Array.from(weights, (weight) => ({
    weight,
    slices: slices
      .map((slice) => ({ ...slice, typeIds: slice.typeIds.filter((typeId) => weightOf(typeId) === weight) }))
      .filter(({ typeIds }) => typeIds.length > 0),
  }));
}

function noArea() {
  return refuse({
    code: "area-needed",
    title: "Cameras are held against the risk of one area",
    detail: "Got area=all, which has no outline.",
    next: "Choose an area with a boundary.",
    where: "area",
  });
}

function noRisk({ question }: StudyGrid) {
  const kinds = question.categories.map(({ label }) => label).join(", ");
  return refuse({
    code: "no-risk",
    title: "There is nothing for cameras to cover",
    detail: `No located incident of ${kinds} in this area and period.`,
    next: "Choose a longer period, another kind of crime or a larger area.",
    where: "category",
  });
}

function riskCaveats({ question }: StudyGrid, lost: number): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "not-a-forecast",
      text: "Share of recorded risk in view at the level of detail. Not a forecast of crimes prevented.",
    },
    {
      code: "spread-over-open-ground",
      text: "The risk of a hexagon (about 115 m across) is spread evenly over its ground outside buildings, private gardens included: published positions do not tell more.",
    },
  ];
  if (
    question.slices.some(
      ({ sourceId }) => question.snapshot.sources.get(sourceId)?.positionPrecision === "snap-point",
    )
  ) {
    caveats.push({
      code: "snapped-risk",
      text: "Positions are snap points: which side of a junction an incident was on is not known, so the difference between two neighbouring columns is less certain than its figures look.",
    });
  }
  if (lost > 0) {
    caveats.push({
      code: "beyond-cells",
      text: `${lost.toLocaleString("en-GB")} incidents lie in hexagons whose centre is outside the area and are left out.`,
    });
  }
  return caveats;
}

/** Harm by cell of what a grid counts, by a table of weights. */
export async function weigh(
  tools: Pick<AnalysisTools, "reader">,
  grid: StudyGrid,
  id: string,
): Promise<Answer<HarmRisk>> {
  const table = await findHarmTable(tools.reader, id);
  if (!table.ok) return { ...table, where: "weights" };
  const { offenceTypes, categories } = grid.question.snapshot;
  const byCategory = new Map<string, Int32Array>();
  for (const { typeId, index, n } of grid.pairs) {
    const category = offenceTypes.get(typeId)?.category;
    if (!category) continue;
    const counts = byCategory.get(category) ?? new Int32Array(grid.cells.length);
    byCategory.set(category, counts);
    for (let k = 0; k < index.length; k++) {
      const at = index[k] ?? -1;
      if (at >= 0) counts[at] = (counts[at] ?? 0) + (n[k] ?? 0);
    }
  }
  const weights = new Map<string, number>();
  for (const [category, { weight }] of harmWeights(categories, table.value)) {
    if (weight !== null) weights.set(category, weight);
  }
  const found = harmByCell(
    Array.from(byCategory, ([category, counts]) => ({ category, counts })),
    weights,
  );
  if (found.total === 0) {
    return refuse({
      code: "no-weights",
      title: "The table has no weight for these kinds of crime",
      detail: `${table.value.title} covers none of the ${found.incidents.toLocaleString("en-GB")} incidents.`,
      next: "Choose another table, or count each incident as one.",
      where: "weights",
    });
  }
  const caveats: Caveat[] = [];
  if (found.coveredShare < 1) {
    caveats.push({
      code: "harm-coverage",
      text: `The table has weights for ${Math.round(100 * found.coveredShare)} % of the incidents; the others count as nothing.`,
    });
  }
  if (!table.value.verified) {
    caveats.push({
      code: "unverified-weights",
      text: `${table.value.title} is not verified against its source.`,
    });
  }
  return answer({ harm: found.harm, unit: `${table.value.unit} a year`, weights, caveats });
}
