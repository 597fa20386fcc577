import { beforeAll, describe, expect, it } from "vitest";
import { buildNeighbourhood } from "#domain/grid/neighbourhood.ts";
import { type BackTestAnswer, backTest, bestByPei } from "#domain/hotspot/back-test.ts";
import { emergingHotspots } from "#domain/hotspot/emerging.ts";
import { giStarRanking, lastYearsCounts } from "#domain/hotspot/ranking-methods.ts";
import { type BarnetMonths, barnetFiles, barnetMonths } from "../support/barnet-months.ts";

/*
 * Figures of this project's own code on the police's files (December 2010 to February 2025), kept so that a change of
 * method shows. They say something that users should know: on positions moved to snap points, the count of the last
 * year finds more of the next three months' burglaries than Gi* does.
 */
describe.skipIf(!barnetFiles.archive || !barnetFiles.boroughs)(
  "burglary in Barnet, hexagons of 1.3 hectares",
  () => {
    let barnet: BarnetMonths = { cells: [], areas: new Float64Array(), months: [] };
    let answer: BackTestAnswer = { ok: false, reason: "too-few-months", detail: "not run" };

    beforeAll(async () => {
      barnet = await barnetMonths(10);
      const { areas, months } = barnet;
      const methods = [lastYearsCounts, giStarRanking(buildNeighbourhood(barnet.cells, null, 1))];
      answer = backTest({ months, areas, methods, baseline: "last-year" });
    }, 120_000);

    it("24 origins, 15,751 later burglaries; 2 % of the land: last year's counts 14.2 %, Gi* 10.0 %, chance 2 %", () => {
      if (!answer.ok) throw new Error(answer.reason);
      expect(answer.origins).toHaveLength(24);
      const at2 = answer.rows.filter(({ areaShare }) => areaShare === 0.02);
      expect(at2.map(({ method, total }) => [method, total])).toEqual([
        ["last-year", 15_751],
        ["gi-star", 15_751],
        ["chance", 15_751],
      ]);
      expect(at2.map(({ hitRate }) => hitRate.share.toFixed(3))).toEqual(["0.142", "0.100", "0.020"]);
      expect(bestByPei(answer.rows, 0.02)).toBe("last-year");
    });

    it("Gi* finds less than last year's counts beyond chance: the whole interval of the difference is below 0", () => {
      if (!answer.ok) throw new Error(answer.reason);
      const { overBaseline } = answer.rows.find((r) => r.method === "gi-star" && r.areaShare === 0.02) ?? {};
      expect(overBaseline?.high).toBeLessThan(0);
    });

    it("month by month burglary is too sparse for any hexagon to be an emerging hotspot", () => {
      const neighbourhood = buildNeighbourhood(barnet.cells, null, 1);
      const found = emergingHotspots({ counts: barnet.months.slice(-36), stepDays: null, neighbourhood });
      if (!found.ok) throw new Error(found.reason);
      expect(found.result.classes.every((name) => name === "none")).toBe(true);
    });
  },
);
