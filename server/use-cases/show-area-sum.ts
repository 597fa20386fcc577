/** How did this map come about? From hexagons and incidents to the number of hot hexagons, step by step. */
import type { AreaSum, HotspotTest, SumStep } from "#contract/hotspots.ts";
import { sortedTested } from "#domain/stats/false-discovery-rate.ts";
import { type Answer, answer } from "./answer.ts";
import { countsOfArea, fileName, noScript, type SumFile, scriptTitle, sumUrl } from "./show-sum.ts";
import { type AnalysisTools, gridNeighbourhood } from "./study-grid.ts";
import { sumCsv } from "./sum-csv.ts";
import { figure, hexagons } from "./sum-figures.ts";
import { sumScript } from "./sum-script.ts";
import { type HotspotInput, type HotspotMeta, testHotspots } from "./test-hotspots.ts";

/** Steps of the whole map. @throws AnalysisCancelled when the signal ends. */
export async function showAreaSum(
  tools: AnalysisTools,
  input: HotspotInput,
  signal?: AbortSignal,
): Promise<Answer<{ data: AreaSum; meta: HotspotMeta }>> {
  const found = await testHotspots(tools, input, signal);
  if (!found.ok) return found;
  const { tested, meta } = found.value;
  const { area } = tested.grid.question;
  const path = `areas/${area?.code ?? "all"}`;
  const data: AreaSum = {
    area: area?.code ?? "all",
    name: area?.name ?? "Everything imported",
    countsOfArea: countsOfArea(tested.counts),
    steps: tested.test ? areaSumSteps(tested.test, sortedTested(tested.columns.p)) : [],
    verdict: tested.test ? areaVerdict(tested.test) : (tested.refusal?.text ?? ""),
    csvUrl: sumUrl(path, tested, input, "csv"),
    scriptUrl: sumUrl(path, tested, input, "r"),
  };
  return answer({ data, meta });
}

/** Inputs of the map as CSV. */
export async function areaSumInputs(
  tools: AnalysisTools,
  input: HotspotInput,
  signal?: AbortSignal,
): Promise<Answer<SumFile>> {
  const found = await testHotspots(tools, input, signal);
  if (!found.ok) return found;
  const { tested } = found.value;
  const neighbourhood = await gridNeighbourhood(tools, tested.grid, input.ring);
  return answer({ name: fileName(tested, "csv"), text: await sumCsv(tested, neighbourhood, new Set()) });
}

/** R script that works the map out again. */
export async function areaSumAsScript(
  tools: AnalysisTools,
  input: HotspotInput,
  signal?: AbortSignal,
): Promise<Answer<SumFile>> {
  if (input.method !== "gi-star") return noScript(input.method);
  const found = await testHotspots(tools, input, signal);
  if (!found.ok) return found;
  const { tested } = found.value;
  const text = sumScript({
    test: input,
    title: scriptTitle(tested),
    csvName: fileName(tested, "csv"),
    csvUrl: sumUrl(`areas/${tested.grid.question.area?.code ?? "all"}`, tested, input, "csv"),
    cell: null,
  });
  return answer({ name: fileName(tested, "R"), text });
}

/** Steps of a map, for any method. */
function areaSumSteps(test: HotspotTest, testedP: Float64Array): SumStep[] {
  const total = Math.round(test.meanPerCell * (test.method.startsWith("per-") ? test.tested : test.cells));
  return [
    {
      id: "cells",
      title: "Study area",
      words:
        test.lost === 0
          ? "Every hexagon whose centre lies in the area, and with a buffer those around it, whether or not anything happened there."
          : `Every hexagon whose centre lies in the area, whether or not anything happened there. ${figure(test.lost)} incidents of the area lie in hexagons whose centre is outside and are not tested.`,
      formula: "N = hexagons, x = incidents of each",
      figures: `${figure(test.cells)} hexagons, ${figure(test.tested)} of them tested`,
      answer: `N = ${figure(test.cells)}, Σx = ${figure(total)}`,
    },
    {
      id: "mean",
      title: "Incidents per hexagon",
      words: "All incidents shared out evenly. Below about 0.2 only very large clusters can be found.",
      formula: "λ = Σx / N;  s = √(Σ(x − λ)² / N)",
      figures: `${figure(total)} / ${figure(test.cells)}`,
      answer: `λ = ${figure(test.meanPerCell)}, s = ${figure(test.sdPerCell)}`,
    },
    {
      id: "empty",
      title: "Empty hexagons",
      words: "Hexagons where nothing was recorded. They count as much as the others.",
      formula: "share = hexagons with x = 0 / N",
      figures: `${figure(Math.round(test.emptyShare * test.cells))} / ${figure(test.cells)}`,
      answer: `${(test.emptyShare * 100).toFixed(1)} % are empty`,
    },
    ...attainableStep(test),
    correctionStep(test, testedP),
    hotStep(test),
  ];
}

function attainableStep({ attainable, distribution }: HotspotTest): SumStep[] {
  const [usual] = [...attainable].sort((a, b) => b.cells - a.cells);
  if (!usual) return [];
  return [
    {
      id: "attainable",
      title: "What could be found",
      words: `The least local sum that is unusual by itself (p ≤ 0.05), for each size of neighbourhood, from the ${distribution === "exact" ? "exact" : "drawn"} distribution of sums.`,
      formula: "least S with P(T ≥ S) ≤ 0.05",
      figures: attainable
        .map(
          (row) =>
            `${row.hexagons} together (${hexagons(row.cells)}): ${row.leastLocalSum === null ? "none" : figure(row.leastLocalSum)}`,
        )
        .join("; "),
      answer:
        usual.leastLocalSum === null
          ? "Nothing that could have happened would be significant."
          : `${figure(usual.leastLocalSum)} incidents in ${hexagons(usual.hexagons)}; the smallest p there could be is ${figure(usual.smallestP)}`,
    },
  ];
}

function correctionStep(test: HotspotTest, testedP: Float64Array): SumStep {
  const n = testedP.length;
  const unusual = testedP.reduce((sum, p) => sum + (p <= 0.05 ? 1 : 0), 0);
  const passed = test.hotCells + test.coldCells;
  const names = { bh: "Benjamini–Hochberg", by: "Benjamini–Yekutieli", holm: "Holm", none: "none" };
  return {
    id: "q",
    title: "Correction for testing everywhere",
    words: `Where nothing is unusual, up to ${figure(Math.round(0.05 * n))} of ${figure(n)} hexagons would still have p ≤ 0.05. q allows for that.`,
    formula:
      test.correction === "bh"
        ? "significant: p(k) ≤ 0.05·k/N at some rank k or later"
        : names[test.correction],
    figures: `${figure(unusual)} hexagons have p ≤ 0.05; correction: ${names[test.correction]}`,
    answer: `${figure(passed)} have q ≤ 0.05`,
  };
}

function hotStep({ hotCells, coldCells, tail }: HotspotTest): SumStep {
  const cold = tail === "hot" ? "cold spots were not looked for" : `${figure(coldCells)} are cold`;
  return {
    id: "hot",
    title: "Hot hexagons",
    words:
      "Hexagons with q ≤ 0.05 and more than expected. On average at most 1 in 20 of them is there by chance.",
    formula: "q ≤ 0.05 and S > E",
    figures: `${figure(hotCells)} hot; ${cold}`,
    answer: hexagons(hotCells),
  };
}

function areaVerdict({ hotCells, coldCells, tested, tail }: HotspotTest): string {
  const parts = [
    `${hotCells === 0 ? "None" : figure(hotCells)} of ${figure(tested)} tested hexagons ${hotCells === 1 ? "stands" : "stand"} out as hot`,
  ];
  if (tail !== "hot") parts.push(`${coldCells === 0 ? "none" : figure(coldCells)} as cold`);
  return `${parts.join(" and ")}.`;
}
