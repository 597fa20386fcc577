/** How did this figure come about? Every input and step of one hexagon's test, for people and for checking. */

import { ALL_AREAS_CODE } from "#contract/areas.ts";
import type { CellSum, HotspotRow, HotspotTest, SumStep } from "#contract/hotspots.ts";
import { cellCentre, cellDisk } from "#domain/grid/h3.ts";
import { sortedTested } from "#domain/stats/false-discovery-rate.ts";
import { type Answer, answer, type Refusal, refuse } from "./answer.ts";
import { storedResolution, unknownCell } from "./describe-cell.ts";
import { nameCells } from "./name-cells.ts";
import { type AnalysisTools, gridNeighbourhood } from "./study-grid.ts";
import { sumCsv } from "./sum-csv.ts";
import { type CellSumFacts, cellSumSteps, cellVerdict } from "./sum-of-cell.ts";
import { expectedSumSteps, moranSumSteps } from "./sum-of-other.ts";
import { sumScript } from "./sum-script.ts";
import {
  type HotspotInput,
  type HotspotMeta,
  hotspotRow,
  type TestedGrid,
  testHotspots,
} from "./test-hotspots.ts";

export type SumInput = Omit<HotspotInput, "resolution"> & { cell: string };
export type SumFile = { name: string; text: string };

/** The worked sum of one hexagon. @throws AnalysisCancelled when the signal ends. */
export async function showSum(
  tools: AnalysisTools,
  input: SumInput,
  signal?: AbortSignal,
): Promise<Answer<{ data: CellSum; meta: HotspotMeta }>> {
  const found = await testedCell(tools, input, signal);
  if (!found.ok) return found;
  const { tested, meta, at, asked } = found.value;
  const row = hotspotRow(tested, at);
  const cells = inputCells(tested, input);
  const named = await nameCells(tools.reader, { ...asked, cells: cells.map(({ cell }) => cell) });
  const streets = new Map(named.ok ? named.value.data.map((each) => [each.cell, each.streets]) : []);
  const rank = row.p === null ? null : rankOf(tested, at);
  const facts: SumContext = {
    row,
    rank,
    counts: cells.map(({ n }) => n),
    testedP: sortedTested(tested.columns.p),
  };
  const data: CellSum = {
    cell: input.cell,
    name: await placeName(tools, tested, input.cell, streets.get(input.cell) ?? []),
    row,
    rank,
    ofTested: tested.test?.tested ?? 0,
    inputs: cells.map((each) => ({ ...each, streets: streets.get(each.cell) ?? [] })),
    countsOfArea: countsOfArea(tested.counts),
    steps: tested.test ? stepsOf(tested.test, facts) : [],
    verdict: tested.test ? cellVerdict({ row, test: tested.test }) : (tested.refusal?.text ?? ""),
    csvUrl: sumUrl(`cells/${input.cell}`, tested, input, "csv"),
    scriptUrl: sumUrl(`cells/${input.cell}`, tested, input, "r"),
  };
  return answer({ data, meta });
}

/** Inputs of the sum as CSV, one line per hexagon of the study area. */
export async function sumInputs(
  tools: AnalysisTools,
  input: SumInput,
  signal?: AbortSignal,
): Promise<Answer<SumFile>> {
  const found = await testedCell(tools, input, signal);
  if (!found.ok) return found;
  const { tested } = found.value;
  const neighbourhood = await gridNeighbourhood(tools, tested.grid, input.ring);
  const marked = new Set(inputCells(tested, input).map(({ cell }) => cell));
  return answer({ name: fileName(tested, "csv"), text: await sumCsv(tested, neighbourhood, marked) });
}

/** R script that works the sum out again. Refused for methods that spdep does not have. */
export async function sumAsScript(
  tools: AnalysisTools,
  input: SumInput,
  signal?: AbortSignal,
): Promise<Answer<SumFile>> {
  if (input.method !== "gi-star") return noScript(input.method);
  const found = await testedCell(tools, input, signal);
  if (!found.ok) return found;
  const { tested } = found.value;
  const text = sumScript({
    test: input,
    title: `${scriptTitle(tested)}, hexagon ${input.cell}`,
    csvName: fileName(tested, "csv"),
    csvUrl: sumUrl(`cells/${input.cell}`, tested, input, "csv"),
    cell: input.cell,
  });
  return answer({ name: fileName(tested, "R"), text });
}

export function noScript(method: string): Refusal {
  return refuse({
    code: "no-script",
    title: "There is a script for Gi* only",
    detail: `Got method=${method}; spdep has Gi*, with which the script compares.`,
    next: "Ask with method=gi-star, or for format=csv: it holds every input.",
    where: "method",
  });
}

type Found = { tested: TestedGrid; meta: HotspotMeta; at: number; asked: HotspotInput };

async function testedCell(
  tools: AnalysisTools,
  input: SumInput,
  signal: AbortSignal | undefined,
): Promise<Answer<Found>> {
  const resolution = storedResolution(input.cell);
  if (resolution === null) return unknownCell(input.cell);
  const asked = { ...input, resolution };
  const found = await testHotspots(tools, asked, signal);
  if (!found.ok) return found;
  const { tested, meta } = found.value;
  const at = tested.grid.cells.indexOf(input.cell);
  if (at >= 0) return answer({ tested, meta, at, asked });
  return refuse({
    code: "cell-outside-area",
    title: "This hexagon is not in the study area",
    detail: `The centre of ${input.cell} is not in ${tested.grid.question.area?.name ?? "the area"}: the hexagon is not tested.`,
    next: "Choose another hexagon or area, or ask with bufferM for hexagons at and beyond the boundary.",
    where: "cell",
  });
}

/** The hexagon and those around it in the study area, nearest first. */
function inputCells({ grid, counts }: TestedGrid, { cell, ring }: SumInput) {
  const numbers = new Map(grid.cells.map((each, i) => [each, i]));
  const seen = new Set<string>();
  const found: { cell: string; n: number; ring: number }[] = [];
  for (let step = 0; step <= ring; step++) {
    for (const near of cellDisk(cell, step)) {
      const at = numbers.get(near);
      if (at === undefined || seen.has(near)) continue;
      seen.add(near);
      found.push({ cell: near, n: counts[at] ?? 0, ring: step });
    }
  }
  return found;
}

/** 1 = smallest q, and among equal q the largest local sum; equal ones share a rank. */
function rankOf({ columns: { q, localSum } }: TestedGrid, at: number): number {
  const [qHere, sumHere] = [q[at] ?? 1, localSum[at] ?? 0];
  let rank = 1;
  for (let i = 0; i < q.length; i++) {
    const qThere = q[i] ?? Number.NaN;
    if (qThere < qHere || (qThere === qHere && (localSum[i] ?? 0) > sumHere)) rank++;
  }
  return rank;
}

type SumContext = { row: HotspotRow; rank: number | null; counts: number[]; testedP: Float64Array };

function stepsOf(test: HotspotTest, { row, rank, counts, testedP }: SumContext): SumStep[] {
  const facts: CellSumFacts = { row, test, inputs: counts, testedP, rank: rank ?? 0 };
  if (test.method === "gi-star") return cellSumSteps(facts);
  return test.method === "local-moran" ? moranSumSteps(facts) : expectedSumSteps(facts);
}

/** How many hexagons have each count, ascending. */
export function countsOfArea(counts: Int32Array): { n: number; cells: number }[] {
  const cells = new Map<number, number>();
  for (const n of counts) cells.set(n, (cells.get(n) ?? 0) + 1);
  return [...cells].map(([n, each]) => ({ n, cells: each })).sort((a, b) => a.n - b.n);
}

async function placeName(
  { reader }: AnalysisTools,
  { grid }: TestedGrid,
  cell: string,
  streets: readonly string[],
): Promise<string> {
  const point = JSON.stringify({ type: "Point", coordinates: cellCentre(cell) });
  const wards = new Set(await reader.areasMeeting(point, "ward"));
  const ward = [...grid.question.snapshot.areas.values()].find((area) => wards.has(area.id))?.name;
  const named = streets.map((street) => street.replace(/^on or near\s*/i, "")).filter((name) => name !== "");
  const street = named.slice(0, 2).join(" and ") || "Hexagon without a named street";
  return ward ? `${street}, ${ward}` : street;
}

/** Address of a file of the same question, with its period written out so that new data does not move it. */
export function sumUrl(
  path: string,
  { grid }: TestedGrid,
  input: Omit<HotspotInput, "resolution">,
  format: "csv" | "r",
): string {
  const { area, months } = grid.question;
  const given: Record<string, string | undefined> = {
    area: path.startsWith("areas/") ? undefined : (area?.code ?? ALL_AREAS_CODE),
    category: input.category,
    resolution: path.startsWith("areas/") ? String(grid.resolution) : undefined,
    from: months[0],
    to: months.at(-1),
    bufferM: String(grid.bufferM),
    ring: String(input.ring),
    tail: input.tail,
    correction: input.correction,
    method: input.method,
    format,
  };
  const parameters = new URLSearchParams();
  for (const [name, text] of Object.entries(given)) if (text !== undefined) parameters.set(name, text);
  return `/api/v1/${path}/sum?${parameters}`;
}

/** `hotspots-E09000003-burglary-res10-2024-03-2025-02.csv` */
export function fileName({ grid }: TestedGrid, extension: string): string {
  const { area, categories, months } = grid.question;
  const kinds =
    categories.length <= 3 ? categories.map(({ id }) => id).join("+") : `${categories.length}-kinds`;
  const parts = [
    area?.code ?? ALL_AREAS_CODE,
    kinds,
    `res${grid.resolution}`,
    months[0] ?? "",
    months.at(-1) ?? "",
  ];
  return `hotspots-${parts.filter((part) => part !== "").join("-")}.${extension}`;
}

export function scriptTitle({ grid }: TestedGrid): string {
  const { area, categories, months } = grid.question;
  const kinds = categories.map(({ label }) => label).join(", ");
  return `Hotspots of ${kinds} in ${area?.name ?? "all areas"}, ${months[0] ?? ""} to ${months.at(-1) ?? ""}, H3 resolution ${grid.resolution}`;
}
