/** The worked sum of the methods beside Gi*: against an expected count, and local Moran's I. */
import type { SumStep } from "#contract/hotspots.ts";
import { figure, oneIn } from "./sum-figures.ts";
import { type CellSumFacts, localSumStep, meanStep, qStep, rankStep, spreadStep } from "./sum-of-cell.ts";

const EXPECTED_OF: Record<string, string> = {
  "per-resident": "the residents",
  "per-household": "the households",
  "per-area": "the true area",
  "last-year": "the counts of the same months one year before, drawn towards the mean,",
};

/** Steps of a test against residents, households, area or last year. */
export function expectedSumSteps(facts: CellSumFacts): SumStep[] {
  const { row, test } = facts;
  const first = [localSumStep(facts)];
  if (row.p === null || row.q === null || row.expected === null || row.z === null) return first;
  const of = EXPECTED_OF[test.method] ?? "what is known";
  const odds = oneIn(row.p);
  const model = test.distribution === "binomial" ? "binomial" : "negative binomial";
  return [
    ...first,
    {
      id: "expected",
      title: "Expected local sum",
      words: `Each incident of the study area falls in a hexagon with a chance in proportion to ${of} of it.`,
      formula: "E = Σx · Σe of these hexagons / Σe of the study area",
      figures: `share of these hexagons × ${figure(Math.round(test.meanPerCell * test.tested))} incidents`,
      answer: `E = ${figure(row.expected)} incidents; ${figure(row.localSum)} were recorded, ${figure(row.localSum / row.expected)} times as many`,
    },
    {
      id: "z",
      title: "z score",
      words: `How many standard deviations of the ${model} distribution the local sum lies above the expected.`,
      formula:
        test.distribution === "binomial"
          ? "z = (S − E) / √(E·(1 − E/Σx))"
          : "z = (S − E) / √(φ·E), φ = how much more hexagons vary than chance alone",
      figures: `(${figure(row.localSum)} − ${figure(row.expected)}) / spread`,
      answer: `z = ${figure(row.z)}`,
    },
    {
      id: "p",
      title: "Chance",
      words: "How often chance alone gives a sum that far out, if only what is expected mattered.",
      formula: `p = tail of the ${model} distribution with mean E`,
      figures: `P(T ${test.tail === "cold" ? "≤" : "≥"} ${figure(row.localSum)}), mean ${figure(row.expected)}${test.tail === "two-sided" ? ", twice the smaller side" : ""}`,
      answer: `p = ${figure(row.p)}${odds ? `, ${odds}` : ""}`,
    },
    qStep(facts, row.p, row.q),
    rankStep(facts, row.q),
  ];
}

/** Steps of local Moran's I. */
export function moranSumSteps(facts: CellSumFacts): SumStep[] {
  const { row, test, inputs } = facts;
  const first = [meanStep(facts), spreadStep(facts)];
  if (row.p === null || row.q === null || row.z === null) return first;
  const around = inputs.slice(1);
  const sum = around.reduce((total, n) => total + n, 0);
  const mean = sum / around.length;
  const localI = ((row.n - test.meanPerCell) / test.sdPerCell ** 2) * (mean - test.meanPerCell);
  const odds = oneIn(row.p);
  return [
    ...first,
    {
      id: "neighbour-mean",
      title: "Mean of the neighbours",
      words: `The ${around.length} neighbours in the study area, without the hexagon itself.`,
      formula: "x̄ₙ = Σ x of the neighbours / k",
      figures: `(${around.map(figure).join(" + ")}) / ${around.length}`,
      answer: `x̄ₙ = ${figure(mean)}; the hexagon itself has ${figure(row.n)}`,
    },
    {
      id: "local-i",
      title: "Local Moran's I",
      words:
        "Above zero: the hexagon and its neighbours are on the same side of the mean. Below: on different sides.",
      formula: "I = (x − x̄) / s² · (x̄ₙ − x̄)",
      figures: `(${figure(row.n)} − ${figure(test.meanPerCell)}) / ${figure(test.sdPerCell)}² × (${figure(mean)} − ${figure(test.meanPerCell)})`,
      answer: `I = ${figure(localI)}, z = ${figure(row.z)}`,
    },
    {
      id: "p",
      title: "Chance, worked out exactly",
      words: `Of all ways to pick ${around.length} of the other ${figure(test.cells - 1)} hexagons, the share whose sum is that far out, both sides.`,
      formula: "p = twice the smaller of P(T ≥ Σ) and P(T ≤ Σ), at most 1",
      figures: `Σ = ${figure(sum)} in ${around.length} of ${figure(test.cells - 1)} hexagons`,
      answer: `p = ${figure(row.p)}${odds ? `, ${odds}` : ""}`,
    },
    qStep(facts, row.p, row.q),
    rankStep(facts, row.q),
  ];
}
