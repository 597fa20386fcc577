/** Concentration and back-tests, against worked examples. */
import { gini, lorenz, shareOfCrimeInTopArea, sparseGini } from "#domain/hotspot/concentration.ts";
import { type Accuracy, predictionAccuracy } from "#domain/hotspot/prediction-accuracy.ts";
import { figure, type KnownAnswer, knownRows } from "./known-answer.ts";

const PLACES = [20, 15, 14, 5, 3, 2, 1, 0, 0, 0];
const SPARSE = [...new Array<number>(20).fill(1), ...new Array<number>(80).fill(0)];

function curveOf(counts: readonly number[]) {
  const answer = lorenz({ counts, areas: null });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.curve;
}

function accuracies(predicted: readonly number[], observed: readonly number[]): Accuracy[] {
  return predictionAccuracy({
    ranking: Float64Array.from(predicted),
    earlier: predicted,
    later: observed,
    areas: predicted.map(() => 1),
    areaShares: predicted.map((_, i) => (i + 1) / predicted.length),
  });
}

const OBSERVED = [6, 7, 3, 2, 1, 0];
const PREDICTED = [8, 4, 4, 2, 1, 0];
const PAI = [1.8947368, 1.4210526, 1.6842105, 1.4210526, 1.2, 1];
const PEI = [0.8571429, 0.6923077, 1, 1, 1, 1];
const RRI = [1.3333333, 1.3333333, 1, 1, 1, 1];

export const CONCENTRATION_ANSWERS: readonly KnownAnswer[] = [
  ...knownRows({ statistic: "concentration", source: "Worked by hand; R" }, [
    ["Gini of ten places", 0.6133333, () => gini(curveOf(PLACES))],
    [
      "share of the busiest two of ten",
      0.5833333,
      () => figure(shareOfCrimeInTopArea(curveOf(PLACES), [0.2])[0]?.incidentShare, "share"),
    ],
    ["Gini of 20 incidents at 20 of 100 places", 0.8, () => gini(curveOf(SPARSE))],
    [
      "G′ of the same (no concentration that chance would not make)",
      0,
      () => figure(sparseGini(SPARSE), "G′"),
    ],
  ]).map((known) => (known.expected === 0 ? { ...known, tolerance: 1e-9 } : known)),
  ...knownRows(
    { statistic: "back-test", source: "ptools, worked by hand" },
    PAI.flatMap((pai, i) => [
      [
        `PAI of the first ${i + 1} of 6`,
        pai,
        () => figure(accuracies(PREDICTED, OBSERVED)[i]?.pai, "PAI"),
      ] as const,
      [
        `PEI of the first ${i + 1} of 6`,
        PEI[i] ?? 0,
        () => figure(accuracies(PREDICTED, OBSERVED)[i]?.pei, "PEI"),
      ] as const,
      [
        `RRI of the first ${i + 1} of 6`,
        RRI[i] ?? 0,
        () => figure(accuracies(PREDICTED, OBSERVED)[i]?.rri, "RRI"),
      ] as const,
    ]),
  ),
];
