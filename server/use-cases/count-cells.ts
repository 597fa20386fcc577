/** Where is it? Counts per hexagon of an area: one figure per cell for a period, or a cube by month. */
import type { CellCube, CellFlag } from "#contract/cells.ts";
import type { Caveat, Meta } from "#contract/meta.ts";
import { BUFFER, EDGE } from "#domain/grid/area-cells.ts";
import type { StoredResolution } from "#domain/grid/h3.ts";
import type { CellIndex } from "../db/area-index.ts";
import type { PairCounts } from "../db/pair-counts.ts";
import type { Reader } from "../db/read-model.ts";
import { nextTurn } from "../next-turn.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { fineResolutionCaveat } from "./fine-resolution.ts";
import { beyondBoundary, neighbouringSlices } from "./neighbouring-forces.ts";
import { findArea, type Question, type QuestionInput, readQuestion } from "./question.ts";

export type CellsInput = QuestionInput & { resolution: StoredResolution; bufferM: number };

/**
 * How hexagons that the boundary crosses are counted where a buffer is asked for: only what lies in the polygon, or
 * whole and with the incidents of neighbouring forces, as every test of significance counts them.
 */
export type EdgeCounts = "polygon" | "whole";

export type CellRow = { cell: string; n: number; flag: CellFlag };

/** Row columns in step: `cells[k]` had `n[k]` incidents. Only cells with incidents. */
export type CellRows = { data: CellRow[]; meta: Meta };

/** The columns of the cube are typed arrays: `entries` of them. */
export type CubeColumns = Omit<CellCube, "cellIndex" | "monthIndex" | "categoryIndex" | "n"> & {
  cellIndex: Int32Array;
  monthIndex: Int32Array;
  categoryIndex: Int32Array;
  n: Int32Array;
};

const FLAGS: readonly CellFlag[] = ["inside", "edge", "buffer"];

/** Incidents per cell over the whole period, cells without any left out. */
export async function countCellRows(reader: Reader, input: CellsInput): Promise<Answer<CellRows>> {
  const counted = await countCells(reader, input);
  if (!counted.ok) return counted;
  const { question, index, pairs } = counted.value;
  const totals = new Int32Array(index.cells.length);
  for (const pair of pairs) addTo(totals, pair);
  const data: CellRow[] = [];
  let n = 0;
  for (const [i, cell] of index.cells.entries()) {
    const count = totals[i] ?? 0;
    if (count === 0) continue;
    data.push({ cell, n: count, flag: flagOf(index, i) });
    if (index.flags[i] !== BUFFER) n += count;
  }
  return answer({ data, meta: await cellMeta(reader, input, question, index, n, data) });
}

/** Incidents per cell, month and category; every cell of the area is listed. */
export async function countCellCube(
  reader: Reader,
  input: CellsInput,
  edges: EdgeCounts = "polygon",
): Promise<Answer<{ data: CubeColumns; meta: Meta }>> {
  const counted = await countCells(reader, input, edges);
  if (!counted.ok) return counted;
  const { question, index, pairs } = counted.value;
  const entries = await cubeEntries(question, index, pairs);
  const { cells, flags, areaM2, centreInside, renumber } = listedCells(index, entries.cellIndex);
  const cellIndex = Int32Array.from(entries.cellIndex, renumber);
  const data: CubeColumns = {
    cells,
    flags,
    areaM2,
    centreInside,
    months: [...question.months],
    monthStates: question.months.map((month) => (question.selection.covered.has(month) ? "covered" : "gap")),
    categories: question.categories.map((category) => category.id),
    cellIndex,
    monthIndex: Int32Array.from(entries.monthIndex),
    categoryIndex: Int32Array.from(entries.categoryIndex),
    n: Int32Array.from(entries.n),
  };
  const rows = busyRows(index, pairs);
  const n = rows.reduce((total, row) => total + (row.flag === "buffer" ? 0 : row.n), 0);
  return answer({ data, meta: await cellMeta(reader, input, question, index, n, rows) });
}

type Counted = { question: Question; index: CellIndex; pairs: PairCounts[] };

async function countCells(
  reader: Reader,
  input: CellsInput,
  edges: EdgeCounts = "polygon",
): Promise<Answer<Counted>> {
  await beginCover(reader, input);
  const question = await readQuestion(reader, input);
  if (!question.ok) return question;
  const { snapshot, area, slices } = question.value;
  const { resolution, bufferM } = input;
  if (edges === "polygon" || !area || bufferM === 0) {
    const { index, pairs } = await reader.cellCounts(snapshot, area, resolution, bufferM, slices);
    return answer({ question: question.value, index, pairs });
  }
  const wanted = [...slices, ...neighbouringSlices(question.value)];
  const { index, pairs } = await reader.cellCounts(snapshot, area, resolution, bufferM, wanted, "whole");
  const ownSlices = new Set(slices.map((slice) => slice.id));
  const own = pairs.filter((pair) => ownSlices.has(pair.sliceId));
  const others = pairs.filter((pair) => !ownSlices.has(pair.sliceId));
  return answer({ question: question.value, index, pairs: [...own, ...beyondBoundary(others, index)] });
}

/** Starts to work out the area's hexagons while the database is asked; a failure shows where they are needed. */
async function beginCover(reader: Reader, input: CellsInput): Promise<void> {
  const area = findArea(await reader.snapshot(), input.area);
  if (area.ok && area.value) {
    reader.areaCells(area.value, input.resolution, input.bufferM).catch(() => undefined);
  }
}

function addTo(totals: Int32Array, { index, n }: PairCounts): void {
  for (let k = 0; k < index.length; k++) {
    const at = index[k] ?? 0;
    totals[at] = (totals[at] ?? 0) + (n[k] ?? 0);
  }
}

function flagOf(index: CellIndex, i: number): CellFlag {
  return FLAGS[index.flags[i] ?? 0] ?? "inside";
}

function busyRows(index: CellIndex, pairs: readonly PairCounts[]): CellRow[] {
  const totals = new Int32Array(index.cells.length);
  for (const pair of pairs) addTo(totals, pair);
  return index.cells
    .map((cell, i) => ({ cell, n: totals[i] ?? 0, flag: flagOf(index, i) }))
    .filter((row) => row.n > 0);
}

type Entries = { cellIndex: number[]; monthIndex: number[]; categoryIndex: number[]; n: number[] };

const ENTRIES_PER_TURN = 100_000;

/** Adds up slices and offence types within each month and category; ordered by month, category, cell. */
async function cubeEntries(
  question: Question,
  index: CellIndex,
  pairs: readonly PairCounts[],
): Promise<Entries> {
  const entries: Entries = { cellIndex: [], monthIndex: [], categoryIndex: [], n: [] };
  const byMonth = groupByMonth(pairs);
  const totals = new Int32Array(index.cells.length);
  let written = 0;
  for (const [monthIndex, month] of question.months.entries()) {
    for (const [categoryIndex, { id }] of question.categories.entries()) {
      const types = question.typesOf.get(id);
      const ofCategory = (byMonth.get(month) ?? []).filter((pair) => types?.has(pair.typeId));
      for (const cell of touchedCells(ofCategory, totals)) {
        entries.cellIndex.push(cell);
        entries.monthIndex.push(monthIndex);
        entries.categoryIndex.push(categoryIndex);
        entries.n.push(totals[cell] ?? 0);
        totals[cell] = 0;
      }
    }
    if (entries.n.length - written > ENTRIES_PER_TURN) {
      written = entries.n.length;
      await nextTurn();
    }
  }
  return entries;
}

function groupByMonth(pairs: readonly PairCounts[]): Map<string, PairCounts[]> {
  const byMonth = new Map<string, PairCounts[]>();
  for (const pair of pairs) {
    const group = byMonth.get(pair.month);
    if (group) group.push(pair);
    else byMonth.set(pair.month, [pair]);
  }
  return byMonth;
}

/** Adds pairs into `totals` and lists the cells that got something, in order. */
function touchedCells(pairs: readonly PairCounts[], totals: Int32Array): Int32Array {
  const touched: number[] = [];
  for (const { index, n } of pairs) {
    for (let k = 0; k < index.length; k++) {
      const cell = index[k] ?? 0;
      if (totals[cell] === 0) touched.push(cell);
      totals[cell] = (totals[cell] ?? 0) + (n[k] ?? 0);
    }
  }
  return Int32Array.from(touched).sort();
}

/** Every cell of an area; where there is no outline, the cells that occur. */
function listedCells(index: CellIndex, used: readonly number[]) {
  if (index.complete) {
    return {
      cells: index.cells,
      flags: Array.from(index.flags),
      areaM2: Array.from(index.areaM2, Math.round),
      centreInside: Array.from(index.centreInside),
      renumber: (i: number) => i,
    };
  }
  const occurring = [...new Set(used)].sort((a, b) => a - b);
  const numbers = new Map(occurring.map((from, to) => [from, to]));
  return {
    cells: occurring.map((i) => index.cells[i] ?? ""),
    flags: occurring.map((i) => index.flags[i] ?? 0),
    areaM2: occurring.map((i) => Math.round(index.areaM2[i] ?? 0)),
    centreInside: occurring.map((i) => index.centreInside[i] ?? 0),
    renumber: (i: number) => numbers.get(i) ?? 0,
  };
}

async function cellMeta(
  reader: Reader,
  input: CellsInput,
  question: Question,
  index: CellIndex,
  n: number,
  rows: readonly CellRow[],
): Promise<Meta> {
  const caveats: Caveat[] = [];
  const fine = await fineResolutionCaveat(reader, input.resolution, question);
  if (fine) caveats.push(fine);
  const edges = index.complete ? countFlag(index, EDGE) : 0;
  if (edges > 0) {
    caveats.push({
      code: "edge-cells",
      text: `${edges.toLocaleString("en-GB")} hexagons are crossed by the boundary; only incidents inside it are counted in them.`,
    });
  }
  if (input.bufferM > 0 && !rows.some((row) => row.flag === "buffer")) {
    caveats.push({
      code: "no-neighbouring-data",
      text: "No neighbouring force's data is loaded: hexagons at the boundary look quieter than they are.",
    });
  }
  const where = question.area ? " in the area's polygon, membership by coordinate" : " with a position";
  return buildMeta(question, {
    method: `Incidents${where}, counted in H3 cells of resolution ${input.resolution} from their own coordinates.`,
    n,
    resolution: input.resolution,
    bufferM: input.bufferM,
    caveats,
  });
}

function countFlag(index: CellIndex, flag: number): number {
  let n = 0;
  for (let i = 0; i < index.cells.length; i++) if (index.flags[i] === flag) n++;
  return n;
}
