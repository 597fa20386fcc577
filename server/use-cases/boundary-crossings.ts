/** At which places do roads cross the boundary, and which of them would a camera see well enough to read plates? */
import type { z } from "zod";
import type { Crossing, Crossings, crossingsInputSchema } from "#contract/boundary-crossings.ts";
import type { Caveat } from "#contract/meta.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { buildMeta } from "./build-meta.ts";
import { findLevel } from "./camera-levels.ts";
import { readTown } from "./camera-town.ts";
import { plannedBuildings, TOWN_MARGIN_M } from "./measure-coverage.ts";
import { readQuestion } from "./question.ts";
import { sceneCaveats } from "./see-from-camera.ts";
import type { AnalysisTools } from "./study-grid.ts";

export type CrossingsRequest = z.output<typeof crossingsInputSchema>;

/** Classes of road that motor traffic comes in on, the widest first. */
const MOTOR_CLASSES: readonly string[] = [
  "motorway",
  "trunk",
  "primary",
  "secondary",
  "tertiary",
  "residential",
];
const DEFAULT_LEVEL = { "2014": "identify", "2025": "validate" } as const;
/** Height of a plate (methods: our assumption). */
const PLATE_HEIGHT_M = 0.8;

/** @throws AnalysisCancelled */
export async function listCrossings(
  { reader, analyst }: Pick<AnalysisTools, "reader" | "analyst">,
  input: CrossingsRequest,
  signal: AbortSignal,
): Promise<Answer<Crossings>> {
  const level = findLevel(input.edition, input.level ?? DEFAULT_LEVEL[input.edition]);
  if (!level.ok) return level;
  const asked = await readQuestion(reader, { area: input.area });
  if (!asked.ok) return asked;
  const { area } = asked.value;
  if (!area) return noArea();
  const rows = await reader.boundaryCrossings(area.id, MOTOR_CLASSES, input.withinM);
  const alongBoundary = await reader.roadsAlongBoundary(area.id, MOTOR_CLASSES);
  const seen = await analyst.run(
    "camera-points",
    {
      town: await readTown(reader, area.bbox, TOWN_MARGIN_M, plannedBuildings(input)),
      points: Float64Array.from(rows.flatMap(({ near }) => near)),
      cameras: input.cameras,
      question: { levelPxPerM: level.value.pxPerM, isNight: input.night, targetHeightM: PLATE_HEIGHT_M },
    },
    signal,
  );
  const crossingOf = rows.flatMap(({ near }, i) => Array.from({ length: near.length / 2 }, () => i));
  const coveredBy = new Map<number, Set<string>>();
  for (const [c, points] of seen.entries()) {
    for (const point of points) {
      const crossing = crossingOf[point] ?? -1;
      const ids = coveredBy.get(crossing) ?? new Set();
      coveredBy.set(crossing, ids.add(input.cameras[c]?.id ?? ""));
    }
  }
  const crossings = rows
    .map(({ id, name, class: kind, lng, lat }, i): Crossing => {
      const cameras = [...(coveredBy.get(i) ?? [])].sort();
      return { id, road: name, class: kind, position: [lng, lat], cameras };
    })
    .sort(inOrder);
  const covered = crossings.filter(({ cameras }) => cameras.length > 0).length;
  const { id, label, pxPerM } = level.value;
  return answer({
    data: {
      crossings,
      covered,
      uncovered: crossings.length - covered,
      alongBoundary,
      level: { id, label, pxPerM },
    },
    meta: buildMeta(asked.value, {
      method: `Points at which imported roads for motor traffic cross the boundary, exactly. Covered: a point of the road within ${input.withinM} m of the crossing is in view at “${label}” or better (${pxPerM} px/m), ${PLATE_HEIGHT_M} m above the ground, past buildings.`,
      n: crossings.length,
      resolution: null,
      bufferM: 0,
      caveats: [...CAVEATS, ...sceneCaveats(1, 0, 1), ...roadCaveats(crossings.length, alongBoundary)],
    }),
  });
}

function inOrder(a: Crossing, b: Crossing): number {
  const isCovered = ({ cameras }: Crossing) => (cameras.length > 0 ? 1 : 0);
  const rank = ({ class: kind }: Crossing) => MOTOR_CLASSES.indexOf(kind);
  return (
    isCovered(a) - isCovered(b) ||
    rank(a) - rank(b) ||
    (a.road ?? "~").localeCompare(b.road ?? "~", "en") ||
    a.id.localeCompare(b.id, "en", { numeric: true })
  );
}

const CAVEATS: readonly Caveat[] = [
  {
    code: "anpr-apart",
    text: "Reading number plates is a class of asset of its own under the national ANPR standards (NASPLE): it needs its own assessment, and is never part of the best sites for other cameras.",
  },
  {
    code: "geometry-only",
    text: "Whether a plate can be read also hangs on shutter, light, angle and speed; only distance, level of detail and buildings in the way are checked.",
  },
];

function roadCaveats(n: number, along: number): Caveat[] {
  const caveats: Caveat[] = [];
  if (n === 0) {
    caveats.push({
      code: "no-roads",
      text: "No imported road crosses the boundary: import an OpenStreetMap extract that reaches beyond the area.",
    });
  }
  if (along > 0) {
    caveats.push({
      code: "along-boundary",
      text: `${along.toLocaleString("en-GB")} roads run along the boundary: they have no single crossing and are not listed.`,
    });
  }
  return caveats;
}

function noArea() {
  return refuse({
    code: "area-needed",
    title: "Crossings are those of one area's boundary",
    detail: "Got area=all, which has no outline.",
    next: "Choose an area with a boundary.",
    where: "area",
  });
}
