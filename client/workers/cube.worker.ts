/** Holds the by-month cube off the page's thread: loads it, and answers every position of the slider. */
import "../api/without-eval.ts";

import { type CellCube, cellCubeSchema, denominatorsSchema } from "#contract/cells.ts";
import type { Meta } from "#contract/meta.ts";
import { getJsonAt, parseAnswer } from "../api/http.ts";
import { ApiError, messageOfError, type PeopleMessage } from "../api/problem-message.ts";
import { monthTotals } from "./cube-kernel.ts";
import type { CubeAnswer, CubeRequest, LoadRequest, WindowRequest } from "./cube-messages.ts";
import { CubeWindows } from "./cube-windows.ts";
import { hexGrid } from "./hex-grid.ts";
import { areaDenominator, type Denominator, peopleDenominator } from "./measure-values.ts";
import { type MergedCube, mergeCubes, mergeWholeCubes, type TestedCounts } from "./merge-cubes.ts";
import { refused } from "./surfaces/refusals.ts";
import { StudyTests } from "./surfaces/study-tests.ts";
import { buffersOf, fetchedWindows, surfaceWindows } from "./surfaces/surface-windows.ts";

let ready: { windows: CubeWindows; study: StudyTests } | null = null;
let newestLoad = 0;
let loading: AbortController | null = null;

self.onmessage = ({ data }: MessageEvent<CubeRequest>) => {
  if (data.kind === "windows") void answerWindows(data);
  else void load(data);
};

async function load(request: LoadRequest): Promise<void> {
  newestLoad = request.id;
  loading?.abort();
  loading = new AbortController();
  try {
    const { signal } = loading;
    const answers = await Promise.all(request.cubeUrls.map((url) => getJsonAt(url, signal).then(parseCube)));
    const merge = mergeCubes(
      answers.map((answer) => answer.data),
      request.categories,
    );
    if (!merge.ok) throw new ApiError(OVERLAP, 0);
    const [people, tested] = await Promise.all([
      denominatorOf(request, merge.merged, signal),
      testedCounts(request, merge.merged, signal),
    ]);
    if (request.id !== newestLoad) return;
    const windows = new CubeWindows(merge.merged, people.denominator);
    ready = { windows, study: new StudyTests(merge.merged, tested) };
    publishLoaded(
      request.id,
      windows,
      answers.map((answer) => answer.meta),
      people.from,
    );
  } catch (error) {
    if (request.id === newestLoad) send({ kind: "failed", id: request.id, message: messageOfError(error) });
  }
}

const OVERLAP: PeopleMessage = {
  code: "areas-overlap",
  happened: "These areas overlap.",
  why: "An incident in both would be counted twice.",
  next: "Choose areas that lie beside each other, for example NW4 and N12.",
  refused: true,
};

function parseCube(body: unknown): { data: CellCube; meta: Meta } {
  return parseAnswer(cellCubeSchema, body, "/cells");
}

async function testedCounts(
  { testedUrls, categories }: LoadRequest,
  merged: MergedCube,
  signal: AbortSignal,
): Promise<TestedCounts> {
  if (testedUrls.length === 0) return merged;
  const answers = await Promise.all(testedUrls.map((url) => getJsonAt(url, signal).then(parseCube)));
  return mergeWholeCubes(
    answers.map((answer) => answer.data),
    merged.cells,
    categories,
  );
}

async function denominatorOf(
  { measure, denominatorUrls }: LoadRequest,
  merged: MergedCube,
  signal: AbortSignal,
): Promise<{ denominator: Denominator; from: string | null }> {
  if (measure === "count") return { denominator: null, from: null };
  if (measure === "per-km2") return { denominator: areaDenominator(merged.areaM2), from: null };
  const people = new Map<string, number | null>();
  const from = new Set<string>();
  for (const url of denominatorUrls) {
    const { data } = parseAnswer(denominatorsSchema, await getJsonAt(url, signal), "/denominators");
    for (const [i, cell] of data.cells.entries()) people.set(cell, data.people[i] ?? null);
    from.add(data.from);
  }
  const perCell = merged.cells.map((cell) => people.get(cell) ?? null);
  return { denominator: peopleDenominator(perCell), from: [...from].join("; ") };
}

function publishLoaded(
  id: number,
  windows: CubeWindows,
  metas: Meta[],
  denominatorFrom: string | null,
): void {
  const { merged } = windows;
  const grid = hexGrid(merged.cells, merged.flags.slice());
  const { inside, buffer } = windows.monthTotals();
  const cube = {
    grid,
    areaM2: merged.areaM2.slice(),
    study: merged.study.slice(),
    months: merged.months,
    gaps: merged.gaps.slice(),
    monthTotals: inside,
    bufferTotals: buffer,
    owners: merged.owners,
    areaMonthTotals: merged.areaMonthTotals,
    ownMonthTotals: merged.own.map((one) => ({
      category: one.category,
      totals: monthTotals(one.cube, merged.counted),
    })),
    metas,
    denominatorFrom,
  };
  send({ kind: "loaded", id, cube }, [grid.centres.buffer, cube.areaM2.buffer]);
}

let fetching: AbortController | null = null;

async function answerWindows({ kind, id, ...question }: WindowRequest): Promise<void> {
  if (!ready) return;
  const { windows, study } = ready;
  const started = performance.now();
  fetching?.abort();
  const breaks = windows.breaks(question.scaleMonths, question.harm);
  let answers = surfaceWindows(windows, study, question);
  if (question.surface.kind === "density") {
    fetching = new AbortController();
    answers = await fetchedWindows(study, answers, question.surface.urls, fetching.signal).catch((error) => {
      const { happened, why } = messageOfError(error);
      const figures = { ...refused("failed"), title: happened, text: why };
      return answers.map((answer) => ({ ...answer, figures }));
    });
  }
  const scriptMs = performance.now() - started;
  send({ kind, id, windows: answers, breaks, scriptMs, question }, buffersOf(answers));
}

function send(answer: CubeAnswer, transfer: ArrayBufferLike[] = []): void {
  self.postMessage(answer, { transfer: transfer.filter((buffer) => buffer instanceof ArrayBuffer) });
}
