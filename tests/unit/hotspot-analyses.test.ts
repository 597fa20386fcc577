import { describe, expect, it } from "vitest";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { buildNeighbourhood } from "#domain/grid/neighbourhood.ts";
import { NOT_TESTED } from "#domain/hotspot/gi-star.ts";
import { concentrationFigures } from "../../server/analysis/concentration-figures.ts";
import { expectedCountColumns } from "../../server/analysis/expected-count-columns.ts";
import { giStarColumns } from "../../server/analysis/gi-star-columns.ts";
import { localMoranColumns } from "../../server/analysis/local-moran-columns.ts";

const disk = cellDisk(cellAt([-0.2, 51.6], 10), 4);
const island = cellAt([-0.3, 51.65], 10);
const cells = [...disk, island];
const neighbourhood = buildNeighbourhood(cells, null, 1);
const options = { tail: "hot", correction: "bh" } as const;
const counts = Int32Array.from(cells, (_, i) => (i < 7 ? 8 : i % 2));

describe("analyses of a study area", () => {
  it("all counts equal: refused, with local sums to show", () => {
    const equal = new Int32Array(cells.length).fill(2);
    for (const answer of [
      giStarColumns({ counts: equal, neighbourhood, ...options }),
      localMoranColumns({ counts: equal, neighbourhood, correction: "bh" }),
    ]) {
      expect(answer).toMatchObject({ ok: false, reason: "all-equal" });
      expect(answer.columns.localSum[0]).toBe(14);
      expect(answer.columns.neighbours[0]).toBe(6);
    }
  });

  it("an island is not tested, and is counted as one", () => {
    const answer = giStarColumns({ counts, neighbourhood, ...options });
    if (!answer.ok) throw new Error(answer.reason);
    const at = cells.length - 1;
    expect(answer.facts).toMatchObject({ tested: disk.length, islands: 1 });
    expect(answer.columns.classes[at]).toBe(NOT_TESTED);
    expect(answer.columns.p[at]).toBeNaN();
    expect(answer.columns.localSum[at]).toBe(counts[at]);
    expect(answer.columns.classes[0]).toBe(3);
  });

  it("what could be found is told for the tail that was asked for", () => {
    const hot = giStarColumns({ counts, neighbourhood, ...options });
    const cold = giStarColumns({ counts, neighbourhood, tail: "cold", correction: "bh" });
    if (!hot.ok || !cold.ok) throw new Error("refused");
    const full = (answer: typeof hot) => answer.facts.attainable.find(({ hexagons }) => hexagons === 7);
    expect(full(hot)?.leastLocalSum).toBeGreaterThan(full(cold)?.leastLocalSum ?? -1);
    expect(full(hot)?.smallestP).toBeLessThan(0.001);
  });

  it("hexagons without exposure are in nobody's sum, but have one to show", () => {
    const exposure = Float64Array.from(cells, (_, i) => (i === 1 ? 0 : 10));
    const answer = expectedCountColumns({ counts, exposure, neighbourhood, ...options });
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.columns.neighbours[0]).toBe(5);
    expect(answer.columns.localSum[0]).toBe(48);
    expect(answer.columns.classes[1]).toBe(NOT_TESTED);
    expect(answer.columns.localSum[1]).toBeGreaterThan(8);
    expect(answer.left).toMatchObject({ cellsWithoutExposure: 1, incidentsWithoutExposure: 8 });
    for (const [i, z] of answer.columns.z.entries()) if (i !== 1) expect(Number.isFinite(z)).toBe(true);
  });

  it("no exposure anywhere, and no incident, are refused", () => {
    const none = new Float64Array(cells.length);
    const one = new Float64Array(cells.length).fill(1);
    const quiet = new Int32Array(cells.length);
    expect(expectedCountColumns({ counts, exposure: none, neighbourhood, ...options })).toMatchObject({
      ok: false,
      reason: "no-exposure",
    });
    expect(expectedCountColumns({ counts: quiet, exposure: one, neighbourhood, ...options })).toMatchObject({
      ok: false,
      reason: "no-incidents",
    });
    const task = { counts: quiet, areaM2: one, years: [], topShare: 0.01, areaShares: [0.02] };
    expect(concentrationFigures(task)).toMatchObject({ ok: false, reason: "no-incidents" });
  });

  it("local Moran calls a busy hexagon among busy ones hot and a hole among them cold", () => {
    const wide = cellDisk(cellAt([-0.2, 51.6], 10), 9);
    const around = buildNeighbourhood(wide, null, 1);
    const hole = Int32Array.from(wide, (_, i) => (i === 0 ? 0 : i < 37 ? 9 : 1));
    const answer = localMoranColumns({ counts: hole, neighbourhood: around, correction: "bh" });
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.columns.classes[0]).toBeLessThan(0);
    expect(answer.columns.classes[10]).toBeGreaterThan(0);
    expect(answer.columns.classes[10]).not.toBe(NOT_TESTED);
    expect(Array.from(answer.columns.localSum)).toEqual(Array.from(hole));
  });
});
