/** Where should the next cameras hang, among an area's columns, and how sure is it that nowhere is better? */
import type { z } from "zod";
import type { Column } from "#contract/camera-design.ts";
import type { Placement, placementInputSchema } from "#contract/coverage.ts";
import type { Caveat } from "#contract/meta.ts";
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import type { AnalysisOutput } from "../analysis/analyses.ts";
import { packCells } from "../analysis/cell-text.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { findLevel } from "./camera-levels.ts";
import { type CameraRisk, readCameraRisk } from "./camera-risk.ts";
import { readTown } from "./camera-town.ts";
import { readTrees, treeCaveats } from "./camera-trees.ts";
import { columnOf } from "./list-columns.ts";
import { methodOf, plannedBuildings, TOWN_MARGIN_M } from "./measure-coverage.ts";
import {
  FLOOR_CAVEAT,
  floorsNotKept,
  leastOf,
  noWards,
  RESAMPLE_CAVEAT,
  readWards,
  wardRows,
} from "./placement-floors.ts";
import type { StopFlag } from "./search-stops.ts";
import { sceneCaveats } from "./see-from-camera.ts";
import type { AnalysisTools } from "./study-grid.ts";

export type PlacementInput = z.output<typeof placementInputSchema>;
type Candidate = {
  id: string;
  position: LngLat;
  heightM: number | null;
  cost: number | null;
  street: string | null;
};

const MOST_COLUMNS = 50_000;
const HALF_SEEN =
  " Here a site sees a point if at least half of the view gets through: a crown in leaf, or two bare ones, hide it.";
/** 1/2.8″ sensor, 4 mm, full HD: what is assumed where nothing is said of the kit. */
const COMMON_LENS: Omit<CameraDesign, "position" | "bearingDeg" | "presets"> = {
  heightM: 6,
  tiltDeg: null,
  projection: "rectilinear",
  hfovDeg: null,
  sensorWidthMm: 5.4,
  focalLengthMm: 4,
  horizontalPx: 1920,
  verticalPx: 1080,
  rangeM: 60,
  nightRangeM: null,
};

/** @throws AnalysisCancelled */
export async function placeNewCameras(
  tools: AnalysisTools,
  input: PlacementInput,
  signal: AbortSignal,
  stop: StopFlag | null = null,
): Promise<Answer<Placement>> {
  if (input.k === undefined && input.budget === undefined) return noLimit();
  const level = findLevel(input.edition, input.level);
  if (!level.ok) return level;
  const read = await readCameraRisk(tools, input, signal);
  if (!read.ok) return read;
  const { grid, risk, totalPerYear } = read.value;
  const area = grid.question.area;
  const all = await readCandidates(tools, input, area?.id ?? null);
  const zoned = input.ignorePrivacyZones ? [] : await tools.reader.columnsInPrivacyZones();
  const vetoed = new Set([...input.veto, ...zoned]);
  const candidates = all.candidates.filter(({ id }) => !vetoed.has(id));
  if (candidates.length === 0) return noCandidates(all.candidates.length, all.unpowered, input);
  const limits = limitsAreMet(candidates, input);
  if (!limits.ok) return limits;
  const wards = input.floors ? await readWards(tools.reader, grid.cells, risk) : null;
  if (input.floors && wards?.wards.length === 0) return noWards();
  const box = area?.bbox ?? [0, 0, 0, 0];
  const town = await readTown(tools.reader, box, TOWN_MARGIN_M, plannedBuildings(input));
  const trees = await readTrees(tools.reader, box, input.trees);
  const lens: CameraDesign = {
    ...COMMON_LENS,
    ...given(input.lens),
    position: [0, 0],
    bearingDeg: 0,
    presets: [],
  };
  const found = await tools.analyst.run(
    "camera-placement",
    {
      town,
      packedCells: packCells(grid.cells),
      risk,
      question: { levelPxPerM: level.value.pxPerM, isNight: input.night },
      columns: Float64Array.from(candidates.flatMap(({ position }) => [...position])),
      columnHeightM: Float64Array.from(candidates, ({ heightM }) => heightM ?? input.defaultHeightM),
      columnCost: Float64Array.from(candidates, ({ cost }) => cost ?? input.costs.fixed),
      lens,
      bearings: input.costs.bearingsPerColumn,
      keep: input.keep.map(({ design }) => design),
      k: input.k ?? null,
      budget: input.budget ?? null,
      backupWeight: input.backupWeight,
      privacyWeight: input.privacyWeight,
      trees,
      floors: wards && { wardOfCell: wards.wardOfCell, least: leastOf(wards, input.floors?.share ?? 0) },
      resample:
        input.resamples > 0 ? { counts: read.value.counts, draws: input.resamples, seed: input.seed } : null,
      timeLimitMs: input.timeLimitS * 1000,
      stop,
    },
    signal,
  );
  if (!found.ok) {
    if (found.reason === "no-views" || found.reason === "missing") return nothingSeen(found);
    return floorsNotKept(found, wards?.wards ?? [], input.floors?.share ?? 0);
  }
  const data = {
    ...figures(read.value, found, candidates, input, lens, town.footprints.heightM.length > 0),
    resamples: input.resamples > 0 ? { draws: found.draws, seed: input.seed } : null,
    wards: wards && wardRows(wards, found.seenByWard),
  };
  return answer({
    data: { ...data, vetoed: all.candidates.length - candidates.length },
    meta: buildMeta(grid.question, {
      method: `${methodOf(level.value, input.night)} Sites by ${searchOf(found)}; the gap is proven.`,
      n: read.value.n,
      resolution: grid.resolution,
      bufferM: 0,
      caveats: [
        ...read.value.caveats,
        ...sceneCaveats(town.footprints.heightM.length, 0, town.footprints.heightM.length, trees !== null),
        ...placementCaveats(all, found, totalPerYear),
        ...treeCaveats(trees, input.trees, HALF_SEEN),
        ...zoneCaveat(all.candidates.filter(({ id }) => zoned.includes(id)).length),
        ...(wards ? [FLOOR_CAVEAT] : []),
        ...(input.resamples > 0 ? [RESAMPLE_CAVEAT] : []),
      ],
    }),
  });
}

function noLimit() {
  return refuse({
    code: "no-limit",
    title: "How many cameras, or how much money?",
    detail: "Neither k nor budget was given.",
    next: "Give the number of new cameras (k), a budget in £, or both.",
    where: "k",
  });
}

type Candidates = { candidates: Candidate[]; unpowered: number; withoutHeight: number };

async function readCandidates(
  { reader }: Pick<AnalysisTools, "reader">,
  { candidates, requirePower }: PlacementInput,
  areaId: number | null,
): Promise<Candidates> {
  if (candidates !== "columns") {
    const listed = candidates.map((one) => ({ ...one, street: null }));
    return {
      candidates: listed,
      unpowered: 0,
      withoutHeight: listed.filter(({ heightM }) => heightM === null).length,
    };
  }
  const columns = (await reader.posts("column", areaId, null, MOST_COLUMNS)).map(columnOf);
  const usable = columns.filter(({ power }) => !requirePower || power === "permanent");
  return {
    candidates: usable.map(candidateOf),
    unpowered: columns.length - usable.length,
    withoutHeight: usable.filter(({ heightM }) => heightM === null).length,
  };
}

function candidateOf({ id, position, heightM, street }: Column): Candidate {
  return { id, position, heightM, cost: null, street };
}

function noCandidates(before: number, unpowered: number, { veto }: PlacementInput) {
  const rule =
    veto.length > 0 && before > 0
      ? "All of them are vetoed: take a veto back."
      : unpowered > 0
        ? `${unpowered.toLocaleString("en-GB")} columns are not known to have a permanent supply: do without that rule.`
        : "Import lamp columns for this area on the Data screen, or give candidates.";
  return refuse({
    code: "no-candidates",
    title: "There is no column to hang a camera on",
    detail: `${before.toLocaleString("en-GB")} columns are there, none of them may be used.`,
    next: rule,
    where: "candidates",
  });
}

/** Refuses a budget that pays for no camera at all, and more cameras than there are columns to choose from. */
function limitsAreMet(candidates: readonly Candidate[], { k, budget, costs }: PlacementInput): Answer<null> {
  const cheapest = candidates.reduce(
    (least, { cost }) => Math.min(least, cost ?? costs.fixed),
    Number.POSITIVE_INFINITY,
  );
  if (budget !== undefined && budget < cheapest) {
    return refuse({
      code: "budget-too-small",
      title: "The budget does not pay for one camera",
      detail: `£${budget.toLocaleString("en-GB")} is less than the cheapest column that may be used costs, £${cheapest.toLocaleString("en-GB")}.`,
      next: `Raise the budget to £${cheapest.toLocaleString("en-GB")} or more, or lower the cost of a camera.`,
      where: "budget",
    });
  }
  if (k !== undefined && k > candidates.length) {
    return refuse({
      code: "too-many-cameras",
      title: "There are fewer columns than cameras",
      detail: `${k} cameras were asked for; ${candidates.length.toLocaleString("en-GB")} columns may be used, one camera each.`,
      next: `Ask for ${candidates.length.toLocaleString("en-GB")} cameras or fewer, take a veto back, or allow more columns.`,
      where: "k",
    });
  }
  return answer(null);
}

function nothingSeen({ reason, missing }: { reason: string; missing: string[] }) {
  return refuse({
    code: "no-views",
    title: "No column sees any of the risk at this level",
    detail:
      reason === "missing"
        ? `The lens is not complete: ${missing.join(", ")}.`
        : "At this height, lens and level the reach ends before any open ground with risk.",
    next: "Choose a lower level of detail, a longer lens or lower columns.",
    where: reason === "missing" ? "lens" : "level",
  });
}

function zoneCaveat(n: number): Caveat[] {
  if (n === 0) return [];
  const text = `${n.toLocaleString("en-GB")} columns stand in privacy zones and are left out.`;
  return [{ code: "privacy-zones", text }];
}

/** Facts of the kit that were given. */
function given(lens: PlacementInput["lens"]): Partial<CameraDesign> {
  return Object.fromEntries(Object.entries(lens ?? {}).filter(([, fact]) => fact !== undefined));
}

function placementCaveats(
  { unpowered, withoutHeight, candidates }: Candidates,
  { inBuilding, exact }: Found,
  total: number,
): Caveat[] {
  const caveats: Caveat[] = [
    {
      code: "survey-needed",
      text: "Every site still needs a survey: load test, power, signal, permission, signs and the views of people who live there.",
    },
  ];
  const say = (n: number, code: string, text: string) =>
    n > 0
      ? caveats.push({
          code,
          text: `${n.toLocaleString("en-GB")} of ${candidates.length.toLocaleString("en-GB")} columns ${text}`,
        })
      : 0;
  if (exact === "failed") {
    caveats.push({
      code: "solver-failed",
      text: "The exact solver broke down on this question. The best sites found without it are shown, with the gap that is proven without it.",
    });
  }
  say(withoutHeight, "assumed-heights", "have no height on record; the height given for these is assumed.");
  say(inBuilding, "columns-in-buildings", "stand inside a building as drawn and are left out.");
  say(unpowered, "unpowered", "are not known to have a permanent supply and are left out.");
  if (total > 0) {
    caveats.push({
      code: "moving-heads",
      text: "A moving head counts as seeing what it looks at for at least half of the time.",
    });
  }
  return caveats;
}

type Found = Extract<AnalysisOutput<"camera-placement">, { ok: true }>;

/** How the sites were found, in the order of the steps that were needed. */
function searchOf({ exact }: Pick<Found, "exact">): string {
  const prices = "greedy choice and exchange, then Lagrangian prices with exact exclusion";
  if (exact === "not-asked") return prices;
  const isSolved = exact !== "failed" && exact !== "too-large";
  return `${prices}, then ${isSolved ? "an exact mixed-integer solve (HiGHS)" : "branch and bound"}`;
}

function figures(
  { totalPerYear }: CameraRisk,
  found: Found,
  candidates: readonly Candidate[],
  input: PlacementInput,
  lens: CameraDesign,
  hasBuildings: boolean,
): Omit<Placement["data"], "vetoed" | "resamples" | "wards"> {
  const share = (risk: number) => risk / totalPerYear;
  const at = (column: number) =>
    candidates[column] ?? { id: "", position: [0, 0] as const, heightM: null, cost: null, street: null };
  const position = ([lng, lat]: LngLat): [number, number] => [lng, lat];
  const costOf = (column: number) => at(column).cost ?? input.costs.fixed;
  return {
    sites: found.sites.map(
      ({ column, bearingDeg, homes, marginalRisk, orderGainRisk, runnerUp, chosenShare, placeShare }) => {
        const candidate = at(column);
        const heightM = candidate.heightM ?? input.defaultHeightM;
        return {
          candidateId: candidate.id,
          position: position(candidate.position),
          bearingDeg,
          heightM,
          design: { ...lens, position: position(candidate.position), bearingDeg, heightM, presets: [] },
          street: candidate.street,
          marginalShare: share(marginalRisk),
          orderGainShare: share(orderGainRisk),
          cost: costOf(column),
          homesInView: hasBuildings ? homes : null,
          chosenShare,
          placeShare,
          runnerUp: runnerUp && {
            candidateId: at(runnerUp.column).id,
            position: position(at(runnerUp.column).position),
            bearingDeg: runnerUp.bearingDeg,
            lossShare: share(runnerUp.lossRisk),
          },
        };
      },
    ),
    riskShare: share(found.afterRisk),
    objective: share(found.objectiveRisk),
    before: share(found.beforeRisk),
    bound: share(found.boundRisk),
    gap: found.gap,
    status: found.status,
    method: searchOf(found),
    cost: found.sites.reduce((sum, { column }) => sum + costOf(column), 0),
    candidates: candidates.length,
    views: found.views,
    demandPoints: found.points,
    seconds: found.seconds,
    firstAnswerSeconds: found.firstSeconds,
  };
}
