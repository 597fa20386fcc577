/**
 * What a planner waits for besides views and sites: a frame while a camera is dragged, a save, the risk drawn anew, a
 * schedule of rapid deployments, wireless links.
 */
import type { Scenario } from "#contract/scenarios.ts";
import {
  drawnBands,
  groundOnlyItSees,
  levelFigures,
  type Surroundings,
  viewFeatures,
} from "../../client/screens/cameras/model/view-features.ts";
import type { LinkBuilding } from "../../server/domain/camera/link-line-of-sight.ts";
import { linkLineOfSight } from "../../server/domain/camera/link-line-of-sight.ts";
import type { PlacementProblem } from "../../server/domain/placement/placement-problem.ts";
import { planRedeployment } from "../../server/domain/placement/redeployment-schedule.ts";
import { resampledChoice } from "../../server/domain/placement/resampled-choice.ts";
import { seededRandom } from "../../server/domain/stats/seeded-random.ts";
import { CAMERA_LEVELS } from "../../server/use-cases/camera-levels.ts";
import { openApiApp } from "../../tests/support/api-app.ts";
import { camera, plan, turned } from "../../tests/support/scenario-document.ts";
import { type BenchRow, percentile } from "./row.ts";

const FRAMES = 400;
/** Cameras whose views meet that of the one in the hand: more than a busy corner has. */
const NEIGHBOURS = 8;

/** Everything that is worked out for one position of the hand: bands, their areas, and ground that only it sees. */
export function benchDrag(
  surroundings: Surroundings,
  spots: readonly (readonly [number, number])[],
): BenchRow[] {
  const levels = CAMERA_LEVELS.find(({ id }) => id === "2014")?.levels ?? [];
  const observe = levels.find(({ id }) => id === "observe");
  const bands = drawnBands(levels);
  const { plane } = surroundings;
  const frame = (i: number) => {
    const [x, y] = spots[i % spots.length] ?? [0, 0];
    const design = { ...turned(camera("P1"), (7 * i) % 360).design, position: plane.toLngLat([x, y]) };
    viewFeatures(surroundings, design, bands, false, "planned");
    levelFigures(surroundings, design, levels, false);
    const others = Array.from({ length: NEIGHBOURS }, (_, k) => ({
      ...turned(camera("P2"), (45 * k + 7 * i) % 360).design,
      position: plane.toLngLat([x + 30 * Math.cos(k), y + 30 * Math.sin(k)]),
    }));
    if (observe) groundOnlyItSees(surroundings, design, others, observe, false);
  };
  for (let i = 0; i < FRAMES; i++) frame(i);
  const times = Array.from({ length: FRAMES }, (_, i) => {
    const begun = performance.now();
    frame(i);
    return performance.now() - begun;
  });
  return [
    {
      name: `a frame while a camera is dragged: script time of its view, bands, figures and what ${NEIGHBOURS} neighbours do not see, p95`,
      figure: percentile(times, 0.95),
      unit: "ms",
      limit: { name: "50 frames a second", figure: 20 },
    },
  ];
}

const DRAWS = 200;

export function benchResamples(problem: PlacementProblem, cell: Int32Array, cells: number): BenchRow[] {
  const counts = Float64Array.from({ length: cells }, (_, i) => 1 + ((i * 7919) % 97) ** 2 / 400);
  const begun = performance.now();
  const { draws } = resampledChoice({ ...problem, k: 10 }, cell, counts, { draws: DRAWS, seed: 1 });
  return [
    {
      name: `best 10 of them, looked for again in ${draws} draws of the risk`,
      figure: (performance.now() - begun) / 1000,
      unit: "s",
    },
  ];
}

const SCHEDULE = { sites: 16, weeks: 26, units: 6 };

export function benchSchedule(): BenchRow[] {
  const random = seededRandom(5);
  const { sites, weeks, units } = SCHEDULE;
  const begun = performance.now();
  const answer = planRedeployment({
    weeks,
    sites: Array.from({ length: sites }, () => ({
      weeklyWorth: Array.from({ length: weeks }, () => 4 * random.uniform()),
      isOpen: Array.from({ length: weeks }, () => true),
      weeksAlready: 0,
    })),
    units: Array.from({ length: weeks }, () => units),
    moveCost: 1,
    leastStayWeeks: 4,
    longestStayWeeks: 8,
    mostMovesPerWeek: 10,
    startsFromPresent: false,
  });
  const ms = performance.now() - begun;
  return [
    {
      name: `schedule of ${units} units over ${sites} sites and ${weeks} weeks`,
      figure: ms,
      unit: "ms",
    },
    ...(answer.ok ? [{ name: "the same, proven gap", figure: 100 * answer.plan.gap, unit: "%" }] : []),
  ];
}

const LINKS = 200;

export function benchLinks(
  buildings: readonly LinkBuilding[],
  spots: readonly (readonly [number, number])[],
): BenchRow[] {
  const at = (i: number) => {
    const [x = 0, y = 0] = spots[i % spots.length] ?? [];
    return { x, y, heightM: 12 };
  };
  const begun = performance.now();
  for (let i = 0; i < LINKS; i++)
    linkLineOfSight({ from: at(i), to: at(i + 37), frequencyGHz: 5.8 }, buildings);
  return [
    {
      name: `${LINKS} wireless links over ${buildings.length.toLocaleString("en-GB")} buildings`,
      figure: performance.now() - begun,
      unit: "ms",
    },
  ];
}

const SAVES = 100;

/** A drop of the hand to a saved version: the save alone, with a plan of fifty cameras. */
export async function benchSave(): Promise<BenchRow[]> {
  const api = await openApiApp();
  try {
    const cameras = Array.from({ length: 50 }, (_, i) => camera(`P${i + 1}`));
    const send = async (method: string, path: string, body: object, headers: Record<string, string> = {}) => {
      const answer = await api.request(path, { method, body: JSON.stringify(body), headers });
      return ((await answer.json()) as { data: Scenario }).data;
    };
    const head = { name: "Bench", author: "Bench" };
    let saved = await send("POST", "/scenarios", { ...head, document: plan({ added: cameras }) });
    const times: number[] = [];
    for (let i = 0; i < SAVES; i++) {
      const document = plan({ added: cameras.map((each) => turned(each, i)) });
      const begun = performance.now();
      const tag = { "If-Match": `"${saved.id}:${saved.version}"` };
      saved = await send("PUT", `/scenarios/${saved.id}`, { ...head, summary: "turned", document }, tag);
      times.push(performance.now() - begun);
    }
    return [
      {
        name: `save of a plan of 50 cameras as a version (${api.database.text}), p95`,
        figure: percentile(times, 0.95),
        unit: "ms",
        limit: { name: "target", figure: 200 },
      },
    ];
  } finally {
    await api.dispose();
  }
}
