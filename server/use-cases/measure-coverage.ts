/** What part of an area's risk do these cameras see at a level of detail, each by itself and all together? */
import type { z } from "zod";
import type { Coverage, coverageInputSchema } from "#contract/coverage.ts";
import type { AnalysisOutput } from "../analysis/analyses.ts";
import { packCells } from "../analysis/cell-text.ts";
import { type Answer, answer } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { type CameraLevel, findLevel } from "./camera-levels.ts";
import { type CameraRisk, readCameraRisk } from "./camera-risk.ts";
import { HOME_CLASSES, readTown } from "./camera-town.ts";
import { readTrees, treeCaveats } from "./camera-trees.ts";
import { sceneCaveats } from "./see-from-camera.ts";
import type { AnalysisTools } from "./study-grid.ts";

export type CoverageInput = z.output<typeof coverageInputSchema>;

/** Beyond the area, views of its cameras may end at buildings this far out. */
export const TOWN_MARGIN_M = 300;
/** Ground so near to a home is its front garden, its drive, or the pavement before it [our measure]. */
const NEAR_HOME_M = 10;

/** @throws AnalysisCancelled */
export async function measureCoverage(
  tools: AnalysisTools,
  input: CoverageInput,
  signal: AbortSignal,
): Promise<Answer<Coverage>> {
  const level = findLevel(input.edition, input.level);
  if (!level.ok) return level;
  const read = await readCameraRisk(tools, input, signal);
  if (!read.ok) return read;
  const { grid, risk } = read.value;
  const box = grid.question.area?.bbox ?? [0, 0, 0, 0];
  const town = await readTown(tools.reader, box, TOWN_MARGIN_M, plannedBuildings(input));
  const trees = await readTrees(tools.reader, box, input.trees);
  const found = await tools.analyst.run(
    "camera-coverage",
    {
      town,
      packedCells: packCells(grid.cells),
      risk,
      cameras: input.cameras,
      question: { levelPxPerM: level.value.pxPerM, isNight: input.night },
      trees,
    },
    signal,
  );
  const views = found.polygons.map(asTexts);
  const union = await tools.reader.uniteViews(views.flat());
  const summedM2 = await tools.reader.sumOfViews(views);
  const nearHomes = await tools.reader.groundNear(union.geometry, HOME_CLASSES, NEAR_HOME_M);
  // Cut edges are other geodesics than whole ones: a part may come out some cm² larger than the whole.
  const nearHomesM2 = Math.min(nearHomes, union.areaM2);
  return answer({
    data: figures(read.value, found, {
      ...union,
      summedM2,
      nearHomesM2,
      hasBuildings: town.footprints.heightM.length > 0,
    }),
    meta: buildMeta(grid.question, {
      method: methodOf(level.value, input.night),
      n: read.value.n,
      resolution: grid.resolution,
      bufferM: 0,
      caveats: [
        ...read.value.caveats,
        ...sceneCaveats(
          town.footprints.heightM.length,
          unknownOf(found),
          town.footprints.heightM.length,
          trees !== null,
        ),
        ...notCoverableCaveat(read.value, found),
        ...treeCaveats(trees, input.trees),
      ],
    }),
  });
}

const asTexts = (rings: readonly (readonly [number, number][])[]) =>
  rings.map((ring) => JSON.stringify({ type: "Polygon", coordinates: [ring] }));

/** Buildings that do not stand yet, as the question gives them. */
export function plannedBuildings({
  obstacles,
  obstacleHeightsM,
}: Pick<CoverageInput, "obstacles" | "obstacleHeightsM">) {
  return obstacles.map(({ coordinates }, i) => ({
    ring: coordinates[0] ?? [],
    heightM: obstacleHeightsM[i] ?? null,
  }));
}

export function methodOf({ label, pxPerM, edition }: CameraLevel, isNight: boolean): string {
  return `Share of the risk at H3 points of resolution 13 outside buildings that lie in a field of view at “${label}” or better (${pxPerM} px/m, IEC 62676-4:${edition}${isNight ? ", by night" : ""}) and are hidden by no building. A moving head counts for the share of the time it looks there.`;
}

function unknownOf({ cameras }: AnalysisOutput<"camera-coverage">): number {
  return cameras.reduce((sum, camera) => (camera.ok ? sum + camera.unknownHeights : sum), 0);
}

function notCoverableCaveat(
  { totalPerYear }: CameraRisk,
  { notCoverable }: AnalysisOutput<"camera-coverage">,
) {
  if (notCoverable === 0) return [];
  const share = ((100 * notCoverable) / totalPerYear).toFixed(1);
  return [
    {
      code: "no-open-ground",
      text: `${share} % of the risk lies in hexagons that are all buildings: no camera can see it.`,
    },
  ];
}

/** Ground in view, m²: of all together, added up by camera, and of it in privacy zones and near homes. */
type Ground = {
  areaM2: number;
  summedM2: number;
  privacyZoneM2: number;
  nearHomesM2: number;
  hasBuildings: boolean;
};

function figures(
  { grid, risk, totalPerYear, unit }: CameraRisk,
  found: AnalysisOutput<"camera-coverage">,
  { areaM2: unionM2, ...ground }: Ground,
): Coverage["data"] {
  const share = (part: number) => part / totalPerYear;
  const homes = (n: number) => (ground.hasBuildings ? n : null);
  return {
    riskShare: share(found.risk),
    backupShare: share(found.backupRisk),
    incidentsPerYear: found.risk,
    totalPerYear,
    areaM2: unionM2,
    areaShare: unionM2 / (grid.question.area?.areaM2 ?? Number.POSITIVE_INFINITY),
    overlapM2: Math.max(0, ground.summedM2 - unionM2),
    homesInView: homes(found.homes),
    unit,
    privacyZoneM2: ground.privacyZoneM2,
    nearHomesM2: homes(ground.nearHomesM2),
    cameras: found.cameras.map((camera) =>
      camera.ok
        ? {
            id: camera.id,
            ok: true,
            reason: null,
            riskShare: share(camera.risk),
            uniqueShare: share(camera.uniqueRisk),
            anyTimeShare: share(camera.anyTimeRisk),
            incidentsPerYear: camera.risk,
            areaM2: camera.areaM2,
            homesInView: homes(camera.homes),
            reachM: camera.reachM,
          }
        : { ...NOTHING, id: camera.id, ok: false, reason: reasonOf(camera) },
    ),
    cells: found.cells.map(({ cell, share: part }) => ({
      cell: grid.cells[cell] ?? "",
      risk: risk[cell] ?? 0,
      share: part,
    })),
    demandPoints: found.points,
  };
}

const NOTHING = {
  riskShare: 0,
  uniqueShare: 0,
  anyTimeShare: 0,
  incidentsPerYear: 0,
  areaM2: 0,
  homesInView: 0,
  reachM: 0,
};

function reasonOf({ reason, missing }: { reason: string; missing: string[] }): string {
  return reason === "missing" ? `not on record: ${missing.join(", ")}` : "inside a building";
}
