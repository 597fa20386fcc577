/** What is in this hexagon? Months, kinds of crime, streets, and how far the data can be trusted there. */
import type { CellDetail, CellFlag } from "#contract/cells.ts";
import type { Meta } from "#contract/meta.ts";
import {
  cellAreaM2,
  cellResolution,
  cellRing,
  isCell,
  STORED_RESOLUTIONS,
  type StoredResolution,
} from "#domain/grid/h3.ts";
import type { PairCounts } from "../db/pair-counts.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer, type Refusal, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { everySlice } from "./every-slice.ts";
import { type Question, type QuestionInput, readQuestion } from "./question.ts";
import { positionTotals, sharedPositionShare } from "./shared-positions.ts";

export type CellDetailInput = QuestionInput & { cell: string; bufferM: number };

const FLAGS: readonly CellFlag[] = ["inside", "edge", "buffer"];

/** Figures of one cell. `byMonth` and `streets` follow the asked category; `byCategory` shows every category. */
export async function describeCell(
  reader: Reader,
  input: CellDetailInput,
): Promise<Answer<{ data: CellDetail; meta: Meta }>> {
  const resolution = storedResolution(input.cell);
  if (resolution === null) return unknownCell(input.cell);
  const question = await readQuestion(reader, input);
  if (!question.ok) return question;
  const flag = await findFlag(reader, question.value, input, resolution);
  if (flag === null) return outsideArea(question.value, input.cell);
  const area = flag === "edge" ? question.value.area : null;
  const found = await reader.cellPositions(resolution, [input.cell], area, everySlice(question.value));
  const asked = new Set([...question.value.typesOf.values()].flatMap((types) => [...types]));
  const pairs = found.pairs.filter((pair) => asked.has(pair.typeId));
  const polygon = JSON.stringify({ type: "Polygon", coordinates: [closedRing(input.cell)] });
  const data: CellDetail = {
    cell: input.cell,
    resolution,
    areaM2: Math.round(cellAreaM2(input.cell)),
    flag,
    byMonth: monthTotals(question.value, pairs),
    byCategory: categoryTotals(question.value, found.pairs),
    streets: streetTotals(
      pairs,
      found.rows.map((row) => row.name),
    ),
    snapPointShare: sharedPositionShare(pairs),
    wards: await wardsOf(reader, question.value, polygon),
  };
  const n = data.byMonth.reduce((total, row) => total + row.n, 0);
  const where = flag === "edge" ? " inside the boundary" : "";
  const method = `Incidents${where} whose own coordinate lies in this cell.`;
  const meta = buildMeta(question.value, { method, n, resolution, bufferM: input.bufferM, caveats: [] });
  return answer({ data, meta });
}

/** Resolution of a cell that counts are kept for, or null for anything else. */
export function storedResolution(cell: string): StoredResolution | null {
  if (!isCell(cell)) return null;
  const resolution = cellResolution(cell);
  return STORED_RESOLUTIONS.find((stored) => stored === resolution) ?? null;
}

/** Refusal of a text that is no such cell. */
export function unknownCell(cell: string): Refusal {
  return refuse({
    code: "invalid-cell",
    title: "This is not a hexagon that figures are kept for",
    detail: `Got ${cell}; expected an H3 cell of resolution ${STORED_RESOLUTIONS.join(", ")}.`,
    next: "Take a cell from /api/v1/cells.",
    where: "cell",
  });
}

function outsideArea(question: Question, cell: string): Refusal {
  return refuse({
    code: "cell-outside-area",
    title: "This hexagon does not belong to the area",
    detail: `${cell} does not touch ${question.area?.name ?? "the area"}.`,
    next: "Ask with area=all, with another area, or with bufferM for hexagons beyond the boundary.",
    where: "cell",
  });
}

async function findFlag(
  reader: Reader,
  question: Question,
  input: CellDetailInput,
  resolution: StoredResolution,
): Promise<CellFlag | null> {
  if (!question.area) return "inside";
  const cover = await reader.areaCells(question.area, resolution, input.bufferM);
  const at = cover.cells.indexOf(input.cell);
  return at < 0 ? null : (FLAGS[cover.flags[at] ?? 0] ?? null);
}

function monthTotals(question: Question, pairs: readonly PairCounts[]): CellDetail["byMonth"] {
  const covered = question.months.filter((month) => question.selection.covered.has(month));
  const totals = new Map(covered.map((month) => [month, 0]));
  for (const pair of pairs) totals.set(pair.month, (totals.get(pair.month) ?? 0) + sum(pair.n));
  return [...totals].map(([month, n]) => ({ month, n }));
}

function categoryTotals(question: Question, pairs: readonly PairCounts[]): CellDetail["byCategory"] {
  const { offenceTypes, categories } = question.snapshot;
  const totals = new Map<string, number>();
  for (const pair of pairs) {
    const category = offenceTypes.get(pair.typeId)?.category;
    if (category) totals.set(category, (totals.get(category) ?? 0) + sum(pair.n));
  }
  return categories
    .filter(({ id }) => (totals.get(id) ?? 0) > 0)
    .map(({ id, label }) => ({ category: id, label, n: totals.get(id) ?? 0 }))
    .sort((a, b) => b.n - a.n);
}

function streetTotals(pairs: readonly PairCounts[], names: readonly string[]): CellDetail["streets"] {
  const totals = new Map<string, { n: number; positions: number }>();
  for (const [at, n] of positionTotals(pairs)) {
    const name = names[at] || "No name published";
    const street = totals.get(name) ?? { n: 0, positions: 0 };
    totals.set(name, { n: street.n + n, positions: street.positions + 1 });
  }
  return [...totals].map(([name, street]) => ({ name, ...street })).sort((a, b) => b.n - a.n);
}

async function wardsOf(reader: Reader, question: Question, polygon: string): Promise<CellDetail["wards"]> {
  const ids = new Set(await reader.areasMeeting(polygon, "ward"));
  return [...question.snapshot.areas.values()]
    .filter((area) => ids.has(area.id))
    .map(({ code, name }) => ({ code, name }));
}

function closedRing(cell: string): (readonly [number, number])[] {
  const ring = cellRing(cell);
  return [...ring, ...ring.slice(0, 1)];
}

function sum(values: Int32Array): number {
  return values.reduce((total, n) => total + n, 0);
}
