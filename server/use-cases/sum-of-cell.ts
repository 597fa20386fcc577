/** The worked sum of Gi* for one hexagon, step by step, in words, symbols and figures. */
import type { HotspotRow, HotspotTest, SumStep } from "#contract/hotspots.ts";
import { figure, hexagons, oneIn } from "./sum-figures.ts";

export type CellSumFacts = {
  row: HotspotRow;
  test: HotspotTest;
  /** Counts of the hexagons that were added up, the hexagon itself first. */
  inputs: readonly number[];
  /** p of every tested hexagon, ascending. */
  testedP: Float64Array;
  rank: number;
};

const TAIL_WORDS = {
  hot: { sign: "≥", words: "as many or more" },
  cold: { sign: "≤", words: "as few or fewer" },
  "two-sided": { sign: "≥ or ≤", words: "as far from the expected" },
} as const;

const MONTE_CARLO = "the same, from seeded draws: (draws that far + 1) / (draws + 1)";

/** Steps from counts to rank; for a hexagon without neighbours it ends where the test would begin. */
export function cellSumSteps(facts: CellSumFacts): SumStep[] {
  const { row } = facts;
  const first = [meanStep(facts), spreadStep(facts), localSumStep(facts)];
  if (row.z === null || row.p === null || row.q === null || row.expected === null) return first;
  const { z, p, q, expected } = row;
  return [
    ...first,
    expectedStep(facts, expected),
    zStep(facts, expected, z),
    pStep(facts, p),
    qStep(facts, p, q),
    rankStep(facts, q),
  ];
}

/** N: hexagons that counts were dealt out to. */
function total({ test }: CellSumFacts): number {
  return Math.round(test.meanPerCell * test.cells);
}

export function meanStep(facts: CellSumFacts): SumStep {
  const { test } = facts;
  return {
    id: "mean",
    title: "Mean of the study area",
    words: "All incidents of the study area, shared out evenly over its hexagons, empty ones too.",
    formula: "x̄ = Σx / N",
    figures: `${figure(total(facts))} / ${figure(test.cells)}`,
    answer: `x̄ = ${figure(test.meanPerCell)} incidents per hexagon`,
  };
}

export function spreadStep({ test }: CellSumFacts): SumStep {
  return {
    id: "sd",
    title: "Spread of the study area",
    words: "How much hexagons differ from the mean: the standard deviation over all of them.",
    formula: "s = √(Σ(x − x̄)² / N)",
    figures: `√(mean of squared differences over ${figure(test.cells)} hexagons)`,
    answer: `s = ${figure(test.sdPerCell)}`,
  };
}

export function localSumStep({ row, inputs }: CellSumFacts): SumStep {
  const m = row.neighbours + 1;
  return {
    id: "local-sum",
    title: "Local sum",
    words: `The hexagon and its ${row.neighbours} neighbours in the study area: ${hexagons(m)} together.`,
    formula: "S = x + Σ x of the neighbours;  m = neighbours + 1",
    figures: `${inputs.map(figure).join(" + ")};  m = ${m}`,
    answer: `S = ${figure(row.localSum)} incidents in ${hexagons(m)}`,
  };
}

function expectedStep({ row, test }: CellSumFacts, expected: number): SumStep {
  const m = row.neighbours + 1;
  return {
    id: "expected",
    title: "Expected local sum",
    words: "What as many hexagons would hold if incidents preferred no place.",
    formula: "E = m · x̄",
    figures: `${m} × ${figure(test.meanPerCell)}`,
    answer: `E = ${figure(expected)} incidents`,
  };
}

function zStep({ row, test }: CellSumFacts, expected: number, z: number): SumStep {
  const m = row.neighbours + 1;
  const n = test.cells;
  return {
    id: "z",
    title: "z score",
    words:
      "How many standard deviations the local sum lies above the expected. Comparable with other programs; significance is not read from it.",
    formula: "z = (S − E) / (s · √((N·m − m²) / (N − 1)))",
    figures: `(${figure(row.localSum)} − ${figure(expected)}) / (${figure(test.sdPerCell)} × √((${n} × ${m} − ${m * m}) / ${n - 1}))`,
    answer: `z = ${figure(z)}`,
  };
}

function pStep({ row, test }: CellSumFacts, p: number): SumStep {
  const m = row.neighbours + 1;
  const { sign, words } = TAIL_WORDS[test.tail];
  const odds = oneIn(p);
  const exact = test.distribution === "exact";
  return {
    id: "p",
    title: exact ? "Chance, worked out exactly" : "Chance, from draws",
    words: `Of all ways to pick ${hexagons(m)} from the ${figure(test.cells)} of the study area, the share whose incidents together are ${words} (S = ${figure(row.localSum)}).`,
    formula: exact
      ? "p = Σ of P(T = s) over s that far out;  P(T = s) = [yᵐ zˢ] Πᵥ (1 + y·zᵛ)^c(v) / C(N, m), c(v) = hexagons with v incidents"
      : MONTE_CARLO,
    figures: `P(T ${sign} ${figure(row.localSum)}), T = sum of ${m} of ${figure(test.cells)} hexagons${test.tail === "two-sided" ? ", twice the smaller side" : ""}`,
    answer: `p = ${figure(p)}${odds ? `, ${odds}` : ""}`,
  };
}

export function qStep({ test, testedP }: CellSumFacts, p: number, q: number): SumStep {
  const n = testedP.length;
  const rank = upTo(testedP, p);
  const first = {
    id: "q",
    title: "Correction for testing everywhere",
    words: `With ${figure(n)} hexagons tested some look unusual by chance alone, so p is set against its place among all of them.`,
  };
  const found = `q = ${figure(q)}`;
  switch (test.correction) {
    case "bh":
      return {
        ...first,
        formula: "q = least of N·p(k)/k over this rank k and all later ones (Benjamini and Hochberg)",
        figures: `rank k = ${figure(rank)} of ${figure(n)}; ${figure(n)} × ${figure(p)} / ${figure(rank)} = ${figure((n * p) / rank)}; significant at 5 % if p ≤ 0.05 × ${figure(rank)} / ${figure(n)} = ${figure((0.05 * rank) / n)} here or at a later rank`,
        answer: found,
      };
    case "by":
      return {
        ...first,
        formula: "as Benjamini and Hochberg, times 1 + 1/2 + … + 1/N (Benjamini and Yekutieli)",
        figures: `rank k = ${figure(rank)} of ${figure(n)}; p = ${figure(p)}`,
        answer: found,
      };
    case "holm":
      return {
        ...first,
        formula: "q = most of (N − smaller p)·p up to this rank (Holm)",
        figures: `rank ${figure(rank)} of ${figure(n)}; p = ${figure(p)}`,
        answer: found,
      };
    case "none":
      return {
        ...first,
        words: `No correction was asked for: of ${figure(n)} hexagons where nothing is unusual, about ${figure(Math.round(0.05 * n))} have p ≤ 0.05.`,
        formula: "q = p",
        figures: figure(p),
        answer: found,
      };
  }
}

export function rankStep({ rank, row, test }: CellSumFacts, q: number): SumStep {
  return {
    id: "rank",
    title: "Rank and class",
    words: "Place among all tested hexagons by q, then by local sum; equal ones share it.",
    formula: "99 %: q ≤ 0.01;  95 %: q ≤ 0.05;  90 %: q ≤ 0.10",
    figures: `q = ${figure(q)}, S = ${figure(row.localSum)}`,
    answer: `rank ${figure(rank)} of ${figure(test.tested)}; ${CLASS_WORDS[row.class]}`,
  };
}

const CLASS_WORDS = {
  "hot-99": "hot spot at the 99 % level",
  "hot-95": "hot spot at the 95 % level",
  "hot-90": "hot spot at the 90 % level",
  "not-significant": "not significant",
  "cold-90": "cold spot at the 90 % level",
  "cold-95": "cold spot at the 95 % level",
  "cold-99": "cold spot at the 99 % level",
  "not-tested": "not tested",
} as const;

/** One plain sentence. */
export function cellVerdict({ row, test }: Pick<CellSumFacts, "row" | "test">): string {
  const m = row.neighbours + 1;
  const held = `${figure(row.localSum)} incidents in ${m === 1 ? "this hexagon" : `these ${m} hexagons`}`;
  if (row.p === null || row.q === null || row.expected === null) {
    return `${held}; not tested, since the hexagon has no neighbour in the study area.`;
  }
  const against = `${held}, where ${figure(Number(row.expected.toPrecision(3)))} would be expected`;
  const odds = oneIn(row.p);
  const chance = odds
    ? `chance alone does that ${odds} times`
    : `chance alone does that ${Math.round(row.p * 100)} times in 100`;
  const hot = row.class.startsWith("hot");
  if (hot || row.class.startsWith("cold")) {
    return `${against}: ${chance}, and it still stands out among ${figure(test.tested)} hexagons. A ${CLASS_WORDS[row.class]}.`;
  }
  return `${against}: ${chance}. Among ${figure(test.tested)} hexagons that is not unusual enough to call it a ${test.tail === "cold" ? "cold" : "hot"} spot.`;
}

/** How many of the ascending numbers are at most x. */
function upTo(ascending: Float64Array, x: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
