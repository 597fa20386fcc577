/**
 * The hexagons that statistics of an area are made of, with what was counted in them: the common ground of every
 * analysis. Zero hexagons are in it, hexagons beyond the study area are not.
 */
import type { SelectedSlice } from "#domain/coverage/select-slices.ts";
import type { StoredResolution } from "#domain/grid/h3.ts";
import type { Neighbourhood, Ring } from "#domain/grid/neighbourhood.ts";
import { studyCells } from "#domain/grid/study-cells.ts";
import type { Month } from "#domain/time/months.ts";
import type { Analyst } from "../analysis/analyses.ts";
import type { CellIndex } from "../db/area-index.ts";
import type { PairCounts } from "../db/pair-counts.ts";
import type { Reader } from "../db/read-model.ts";
import { nextTurn } from "../next-turn.ts";
import { type Answer, answer } from "./answer.ts";
import type { Neighbourhoods } from "./neighbourhoods.ts";
import {
  beyondBoundary,
  type NeighbouringForce,
  neighbouringForces,
  neighbouringSlices,
} from "./neighbouring-forces.ts";
import { findArea, type Question, type QuestionInput, readQuestion } from "./question.ts";

/** What an analysis needs: something to read, somebody to compute, and the neighbours that are known already. */
export type AnalysisTools = { reader: Reader; analyst: Analyst; neighbourhoods: Neighbourhoods };

export type GridInput = QuestionInput & { resolution: StoredResolution; bufferM: number };

export type StudyGrid = {
  question: Question;
  resolution: StoredResolution;
  bufferM: number;
  /**
   * With an outline every cell whose centre lies in it, counted by polygon; with a buffer every cell of area and
   * buffer, counted whole. Zero cells are among them. Without an outline the cells that occur. All other arrays
   * are in step with it.
   */
  cells: readonly string[];
  /** 0 inside, 1 edge, 2 buffer. */
  flags: Uint8Array;
  /** True area of each whole cell, m². */
  areaM2: Float64Array;
  /** False for area=all, which has no outline: what lies around the cells is then not known to be empty. */
  hasOutline: boolean;
  /** Names this list of cells. */
  listKey: string;
  /**
   * Incidents in the polygon by `month/type`, where crossed hexagons were counted whole and cells do not tell; null
   * without a buffer.
   */
  inPolygon: ReadonlyMap<string, number> | null;
  /** Months of the period that some source covers, in order; only these were counted. */
  months: readonly Month[];
  pairs: readonly GridPair[];
  /** Slices of neighbouring forces that were counted in the buffer. */
  beyond: readonly SelectedSlice[];
  neighbours: readonly NeighbouringForce[];
};

/** Counts of one month: n[k] incidents in cell index[k], or outside the study area where index[k] is −1. */
type GridPair = { month: Month; typeId: number; index: Int32Array; n: Int32Array };

export type GridCounts = {
  counts: Int32Array;
  /** Incidents in the polygon, as /timeseries counts them; everything without an outline. */
  inArea: number;
  /** Those of them in hexagons whose centre is outside: in no cell of the grid. 0 with a buffer. */
  lost: number;
};

const KEYS_PER_TURN = 500_000;

/** Reads a question and what was counted for it. */
export async function readStudyGrid(
  { reader }: Pick<AnalysisTools, "reader">,
  input: GridInput,
): Promise<Answer<StudyGrid>> {
  await beginCover(reader, input);
  const asked = await readQuestion(reader, input);
  if (!asked.ok) return asked;
  const question = asked.value;
  const { snapshot, area, slices } = question;
  const bufferM = area ? input.bufferM : 0;
  const beyond = bufferM > 0 ? neighbouringSlices(question) : [];
  const wanted = [...slices, ...beyond];
  const edges = bufferM > 0 ? "whole" : "polygon";
  const { index, pairs } = await reader.cellCounts(snapshot, area, input.resolution, bufferM, wanted, edges);
  const listed = listCells(index, pairs);
  const ownSlices = new Set(slices.map((slice) => slice.id));
  const own = pairs.filter((pair) => ownSlices.has(pair.sliceId));
  const others = beyondBoundary(
    pairs.filter((pair) => !ownSlices.has(pair.sliceId)),
    index,
  );
  const months = question.months.filter((month) => question.selection.covered.has(month));
  const period = new Set(months);
  const inPeriod = [...own, ...others.filter((pair) => period.has(pair.month))];
  return answer({
    question,
    resolution: input.resolution,
    bufferM,
    ...listed.columns,
    hasOutline: index.complete,
    listKey: `${snapshot.version}/${area?.id ?? "all"}/${input.resolution}/${bufferM}`,
    months,
    pairs: inPeriod.map(({ month, typeId, index: at, n }) => ({
      month,
      typeId,
      n,
      index: at.map(listed.renumber),
    })),
    inPolygon: bufferM > 0 ? await countInPolygon(reader, question) : null,
    beyond: beyond.filter(({ month }) => period.has(month)),
    neighbours: neighbouringForces(question, beyond, others, months),
  });
}

async function countInPolygon(
  reader: Reader,
  { snapshot, area, slices }: Question,
): Promise<ReadonlyMap<string, number>> {
  const { pairs } = await reader.locationCounts(snapshot, area, slices);
  const totals = new Map<string, number>();
  for (const { month, typeId, n } of pairs) {
    const key = `${month}/${typeId}`;
    totals.set(
      key,
      n.reduce((total, count) => total + count, totals.get(key) ?? 0),
    );
  }
  return totals;
}

/** Neighbours within the study area, from the cache. */
export function gridNeighbourhood(
  { neighbourhoods }: Pick<AnalysisTools, "neighbourhoods">,
  grid: StudyGrid,
  ring: Ring,
): Promise<Neighbourhood> {
  return neighbourhoods.of(grid.cells, grid.listKey, ring);
}

/** Incidents per cell over some months (default: the whole period) and types (default: all asked for). */
export async function gridCounts(grid: StudyGrid, only: Only = {}): Promise<GridCounts> {
  const counts = new Int32Array(grid.cells.length);
  let [lost, listed, keys] = [0, 0, 0];
  for (const { month, typeId, index, n } of grid.pairs) {
    if (only.months && !only.months.has(month)) continue;
    if (only.types && !only.types.has(typeId)) continue;
    for (let k = 0; k < index.length; k++) {
      const at = index[k] ?? -1;
      const count = n[k] ?? 0;
      if (at < 0) lost += count;
      else counts[at] = (counts[at] ?? 0) + count;
      listed += count;
    }
    keys += index.length;
    if (keys > KEYS_PER_TURN) {
      keys = 0;
      await nextTurn();
    }
  }
  return { counts, lost, inArea: grid.inPolygon ? totalOf(grid.inPolygon, only) : listed };
}

type Only = { months?: ReadonlySet<Month>; types?: ReadonlySet<number> };

function totalOf(inPolygon: ReadonlyMap<string, number>, { months, types }: Only): number {
  let total = 0;
  for (const [key, n] of inPolygon) {
    const [month = "", typeId] = key.split("/");
    if ((!months || months.has(month)) && (!types || types.has(Number(typeId)))) total += n;
  }
  return total;
}

/**
 * Incidents per cell for each covered month of the period, in step with `grid.months`. In shared memory: a thread
 * needs no copy of what may be a hundred months of fifty thousand cells.
 */
export async function gridCountsByMonth(grid: StudyGrid): Promise<Int32Array[]> {
  const numbers = new Map(grid.months.map((month, i) => [month, i]));
  const bytes = Int32Array.BYTES_PER_ELEMENT * grid.cells.length;
  const memory = new SharedArrayBuffer(bytes * grid.months.length);
  const byMonth = grid.months.map((_, i) => new Int32Array(memory, i * bytes, grid.cells.length));
  let keys = 0;
  for (const { month, index, n } of grid.pairs) {
    const counts = byMonth[numbers.get(month) ?? -1];
    if (!counts) continue;
    for (let k = 0; k < index.length; k++) {
      const at = index[k] ?? -1;
      if (at >= 0) counts[at] = (counts[at] ?? 0) + (n[k] ?? 0);
    }
    keys += index.length;
    if (keys > KEYS_PER_TURN) {
      keys = 0;
      await nextTurn();
    }
  }
  return byMonth;
}

/** Starts to work out the area's hexagons while the database is asked; a failure shows where they are needed. */
async function beginCover(reader: Reader, input: GridInput): Promise<void> {
  const area = findArea(await reader.snapshot(), input.area);
  if (area.ok && area.value) {
    reader.areaCells(area.value, input.resolution, input.bufferM).catch(() => undefined);
  }
}

function listCells(index: CellIndex, pairs: readonly PairCounts[]) {
  const kept = index.complete ? studyNumbers(index) : occurring(pairs);
  const numberOf = new Int32Array(index.cells.length).fill(-1);
  for (const [to, from] of kept.entries()) numberOf[from] = to;
  return {
    columns: {
      cells: Array.from(kept, (i) => index.cells[i] ?? ""),
      flags: Uint8Array.from(kept, (i) => index.flags[i] ?? 0),
      areaM2: Float64Array.from(kept, (i) => index.areaM2[i] ?? 0),
    },
    renumber: (i: number) => numberOf[i] ?? -1,
  };
}

function studyNumbers(index: CellIndex): Int32Array {
  const study = studyCells(index.flags, index.centreInside);
  const numbers = new Int32Array(study.length);
  let n = 0;
  for (let i = 0; i < study.length; i++) if (study[i]) numbers[n++] = i;
  return numbers.slice(0, n);
}

function occurring(pairs: readonly PairCounts[]): Int32Array {
  const used = new Set<number>();
  for (const { index } of pairs) for (const at of index) used.add(at);
  return Int32Array.from(used).sort();
}
