/** What must be said beside a test of hexagons: where the study area ends, and where the data thins out. */
import type { HotspotMethod, HotspotTest } from "#contract/hotspots.ts";
import type { Caveat } from "#contract/meta.ts";
import { BUFFER } from "#domain/grid/area-cells.ts";
import type { Ring } from "#domain/grid/neighbourhood.ts";
import { monthLabel } from "#domain/time/months.ts";
import type { StudyGrid } from "./study-grid.ts";

const FULL_RING: Record<Ring, number> = { 1: 6, 2: 18, 3: 36 };
/** Below this mean count per cell only very large clusters can be significant. */
const LEAST_MEAN_PER_CELL = 0.2;

const whole = (n: number) => n.toLocaleString("en-GB");

export type CaveatFacts = {
  grid: StudyGrid;
  counts: Int32Array;
  lost: number;
  neighbours: Uint8Array;
  ring: Ring;
  method: HotspotMethod;
  test: HotspotTest | null;
};

/** Caveats of a test; the most particular first. Codes are stable. */
export function hotspotCaveats(facts: CaveatFacts): Caveat[] {
  return [
    ...lostCaveat(facts),
    ...edgeCaveat(facts),
    ...bufferCaveats(facts),
    ...sparseCaveat(facts),
    ...neighbourCaveats(facts.grid),
  ];
}

function lostCaveat({ lost }: CaveatFacts): Caveat[] {
  if (lost === 0) return [];
  const incidents = lost === 1 ? "1 incident lies" : `${whole(lost)} incidents lie`;
  return [
    {
      code: "centre-outside",
      text: `${incidents} in hexagons that the boundary crosses and whose centre is outside: counted for the area, but not tested. A buffer around the area takes them in.`,
    },
  ];
}

function edgeCaveat({ grid, neighbours, ring, test }: CaveatFacts): Caveat[] {
  if (!test || !grid.hasOutline || grid.bufferM > 0) return [];
  let affected = 0;
  for (const k of neighbours) if (k < FULL_RING[ring]) affected++;
  if (affected === 0) return [];
  return [
    {
      code: "edge-affected",
      text: `${whole(affected)} hexagons at the boundary have fewer than ${FULL_RING[ring]} neighbours in the study area: what lies beyond it is not seen. A buffer around the area shows it.`,
    },
  ];
}

function bufferCaveats({ grid, counts }: CaveatFacts): Caveat[] {
  if (grid.bufferM === 0) return [];
  let [cells, n] = [0, 0];
  for (const [i, flag] of grid.flags.entries()) {
    if (flag !== BUFFER) continue;
    cells++;
    n += counts[i] ?? 0;
  }
  const forces = [...grid.question.forceIds].map((id) => grid.question.snapshot.forces.get(id)?.name ?? "");
  const named = [...forces, ...grid.neighbours.map(({ force }) => force)]
    .filter((name) => name !== "")
    .sort();
  if (n === 0) {
    return [
      {
        code: "no-neighbouring-data",
        text: "No neighbouring data is loaded: hexagons at the boundary look quieter than they are.",
      },
    ];
  }
  return [
    {
      code: "buffer",
      text: `${whole(cells)} hexagons beyond the boundary with ${whole(n)} incidents are tested too, and hexagons that it crosses are counted whole; what lies beyond it is not part of the area's figures. Their incidents are those of ${named.join(", ")}; where another force is responsible they look empty.`,
    },
  ];
}

function sparseCaveat({ test }: CaveatFacts): Caveat[] {
  if (!test || test.meanPerCell >= LEAST_MEAN_PER_CELL) return [];
  const advice =
    test.recommendedResolution === null
      ? "Ask for a longer period or more kinds of crime."
      : `Resolution ${test.recommendedResolution} or a longer period shows more.`;
  return [
    {
      code: "sparse",
      text: `There are only ${test.meanPerCell.toPrecision(2)} incidents per hexagon: nothing but large clusters can be significant. ${advice}`,
    },
  ];
}

function neighbourCaveats({ neighbours, months }: StudyGrid): Caveat[] {
  return neighbours
    .filter(({ missing }) => missing.length > 0)
    .map(({ force, missing }) => {
      const named = missing.slice(0, 4).map(monthLabel).join(", ");
      const more = missing.length > 4 ? ` and ${missing.length - 4} more` : "";
      return {
        code: "neighbour-not-reported",
        text: `${force}, beyond the boundary, is missing from ${missing.length} of these ${months.length} months (${named}${more}): the boundary towards it looks quieter than it is.`,
      };
    });
}
