/** Everything that papers about cameras are filled in from: the plan, the register, views, risk and forecast. */
import type { z } from "zod";
import type { Column, EstateCamera } from "#contract/camera-design.ts";
import type { CameraForecast } from "#contract/camera-evidence.ts";
import { cameraForecastInputSchema } from "#contract/camera-evidence.ts";
import type { paperInputSchema } from "#contract/camera-papers.ts";
import type { CameraReview } from "#contract/camera-review.ts";
import { type Coverage, coverageInputSchema } from "#contract/coverage.ts";
import { type Links, linksInputSchema } from "#contract/links.ts";
import type { PlannedCamera } from "#contract/scenarios.ts";
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { type CameraLevel, findLevel } from "./camera-levels.ts";
import { type ViewedIncidents, viewedIncidents } from "./camera-paper-views.ts";
import { checkLinks } from "./check-links.ts";
import { forecastCameras } from "./forecast-cameras.ts";
import { listCameras } from "./list-cameras.ts";
import { columnOf } from "./list-columns.ts";
import { measureCoverage } from "./measure-coverage.ts";
import type { AnalysisTools } from "./study-grid.ts";

export type PaperRequest = z.output<typeof paperInputSchema>;
type Document = PaperRequest["scenario"]["document"];

export type PaperCamera = {
  id: string;
  label: string;
  state: "as it is" | "added" | "changed";
  /** Null where the register lacks what is needed. */
  design: CameraDesign | null;
  planned: PlannedCamera | null;
  estate: EstateCamera | null;
  column: Column | null;
  /** In the plan with all its cameras; null without a view or a risk. */
  coverage: Coverage["data"]["cameras"][number] | null;
  /** Incidents where it looks; only of the cameras that are written for. */
  incidents: ViewedIncidents | null;
};

export type PaperFacts = {
  request: PaperRequest;
  level: CameraLevel;
  /** The cameras that the paper is written for. */
  chosen: PaperCamera[];
  /** Every camera of the plan. */
  all: PaperCamera[];
  removed: { id: string; label: string }[];
  before: Coverage | null;
  after: Coverage | null;
  /** Why there is no coverage. */
  noCoverage: string | null;
  forecast: CameraForecast | null;
  links: Links | null;
  /** Worth and outcomes of the plan's cameras; only of papers that ask for it. */
  review: CameraReview["data"] | null;
  isDemo: boolean;
};

type Tools = AnalysisTools;

/**
 * Reads and works out the facts. What cannot be worked out (no risk in the period, no view) is null and not a refusal:
 * a paper with blanks is of use.
 * @throws AnalysisCancelled
 */
export async function readPaperFacts(
  tools: Tools,
  request: PaperRequest,
  wants: { incidents: boolean; whole: boolean; onlyDeployments?: boolean },
  signal: AbortSignal,
): Promise<Answer<PaperFacts>> {
  const { document } = request.scenario;
  const level = findLevel(document.risk.edition, document.risk.level);
  if (!level.ok) return level;
  const estate = await listCameras(tools.reader, document.risk.area);
  if (!estate.ok) return estate;
  const all = planCameras(estate.value.data, document);
  const ids = chosenIds(request, all, wants);
  const unknown = ids.find((id) => !all.some((camera) => camera.id === id));
  if (unknown !== undefined) return refuseCamera(unknown);
  if (ids.length === 0 && !wants.whole) return refuseNone(wants.onlyDeployments ?? false);
  const measured = await measure(tools, request, estate.value.data, all, signal);
  const chosen = await Promise.all(
    all.filter(({ id }) => ids.includes(id)).map((camera) => withColumn(tools, camera)),
  );
  if (wants.incidents) {
    for (const camera of chosen) camera.incidents = await incidentsOf(tools, request, camera, signal);
  }
  const links = document.links.length === 0 ? null : await checkLinks(tools.reader, linksOf(document));
  return answer({
    request,
    level: level.value,
    chosen,
    all,
    removed: document.removed.map((id) => ({
      id,
      label: estate.value.data.find((camera) => camera.id === id)?.name ?? id,
    })),
    ...measured,
    links: links?.ok ? links.value : null,
    review: null,
    isDemo: estate.value.meta.demo,
  });
}

/** The estate with the plan's edits. Cameras that are taken down are not in it. */
function planCameras(estate: readonly EstateCamera[], { added, changed, removed }: Document): PaperCamera[] {
  const base = { column: null, coverage: null, incidents: null };
  const changes = new Map(changed.map((camera) => [camera.id, camera]));
  const kept = estate
    .filter(({ id, status }) => !removed.includes(id) && status !== "decommissioned")
    .map((camera): PaperCamera => {
      const planned = changes.get(camera.id) ?? null;
      return {
        ...base,
        id: camera.id,
        label: planned?.label ?? camera.name ?? camera.id,
        state: planned ? "changed" : "as it is",
        design: planned?.design ?? camera.design,
        planned,
        estate: camera,
      };
    });
  const fresh = added.map(
    (planned): PaperCamera => ({
      ...base,
      id: planned.id,
      label: planned.label,
      state: "added",
      design: planned.design,
      planned,
      estate: null,
    }),
  );
  return [...kept, ...fresh];
}

function chosenIds(
  { cameras }: PaperRequest,
  all: readonly PaperCamera[],
  { whole, onlyDeployments }: { whole: boolean; onlyDeployments?: boolean },
): string[] {
  if (cameras.length > 0) return cameras;
  const listed = all.filter(({ state, planned }) => {
    if (onlyDeployments) return planned?.kind === "rapid-deployment";
    return whole || state !== "as it is";
  });
  return listed.map(({ id }) => id);
}

function refuseCamera(id: string) {
  return refuse({
    code: "unknown-camera",
    title: "There is no camera with this id in the plan",
    detail: `Got ${id}; it is neither in the register of the area nor in the scenario, or it is taken down in it.`,
    next: "Choose cameras of /api/v1/cameras or of the scenario.",
    where: "cameras",
  });
}

function refuseNone(onlyDeployments: boolean) {
  return refuse({
    code: "no-cameras",
    title: "There is no camera to write this paper for",
    detail: onlyDeployments
      ? "The scenario has no rapid-deployment camera, and none was named."
      : "The scenario adds and alters no camera, and none was named.",
    next: "Name the cameras, or add them to the scenario.",
    where: "cameras",
  });
}

type Measured = Pick<PaperFacts, "before" | "after" | "noCoverage" | "forecast">;

/** Coverage of the estate and of the plan, and the forecast for the plan. Writes each camera's part of it into `all`. */
async function measure(
  tools: Tools,
  request: PaperRequest,
  estate: readonly EstateCamera[],
  all: PaperCamera[],
  signal: AbortSignal,
): Promise<Measured> {
  const plan = all.flatMap(({ id, design }) => (design ? [{ id, design }] : []));
  const live = estate.flatMap(({ id, design, status }) =>
    design && status !== "decommissioned" ? [{ id, design }] : [],
  );
  const after = await coverageOf(tools, request, plan, signal);
  const before = await coverageOf(tools, request, live, signal);
  if (!after.ok)
    return { before: null, after: null, noCoverage: `${after.title}. ${after.detail}`, forecast: null };
  const byId = new Map(after.value.data.cameras.map((camera) => [camera.id, camera]));
  for (const camera of all) camera.coverage = byId.get(camera.id) ?? null;
  const { risk } = request.scenario.document;
  const forecast = await forecastCameras(
    tools.reader,
    cameraForecastInputSchema.parse({
      area: risk.area,
      category: risk.category,
      from: risk.from,
      to: risk.to,
      scheme: request.scheme,
      catchmentShare: request.catchmentShare,
      cells: after.value.data.cells.map(({ cell, share }) => ({ cell, share: Math.min(1, share) })),
    }),
  );
  return {
    before: before.ok ? before.value : null,
    after: after.value,
    noCoverage: null,
    forecast: forecast.ok ? forecast.value : null,
  };
}

async function coverageOf(
  tools: Tools,
  { scenario: { document } }: PaperRequest,
  cameras: readonly { id: string; design: CameraDesign }[],
  signal: AbortSignal,
): Promise<Answer<Coverage>> {
  const input = coverageInputSchema.parse({
    ...document.risk,
    cameras,
    obstacles: document.buildings.map(({ ring }) => ({ type: "Polygon", coordinates: [ring] })),
    obstacleHeightsM: document.buildings.map(({ heightM }) => heightM),
  });
  return measureCoverage(tools, input, signal);
}

/** What happens where one camera looks, worked out for it alone. */
async function incidentsOf(
  tools: Tools,
  request: PaperRequest,
  { id, design }: PaperCamera,
  signal: AbortSignal,
): Promise<ViewedIncidents | null> {
  if (!design) return null;
  const alone = await coverageOf(tools, request, [{ id, design }], signal);
  if (!alone.ok) return null;
  return viewedIncidents(tools.reader, request.scenario.document.risk, alone.value.data.cells);
}

const NEAR_DEG = 0.001;
const MOST_NEAR = 200;

/** The column that a planned camera names, from the register. */
async function withColumn({ reader }: Pick<Tools, "reader">, camera: PaperCamera): Promise<PaperCamera> {
  const { planned } = camera;
  if (!planned || planned.columnId === null) return camera;
  const [lng, lat] = planned.design.position;
  const box = [lng - NEAR_DEG, lat - NEAR_DEG, lng + NEAR_DEG, lat + NEAR_DEG] as const;
  const rows = await reader.posts("column", null, box, MOST_NEAR);
  return { ...camera, column: rows.map(columnOf).find(({ id }) => id === planned.columnId) ?? null };
}

function linksOf({ links, buildings }: Document) {
  return linksInputSchema.parse({ links, buildings });
}
