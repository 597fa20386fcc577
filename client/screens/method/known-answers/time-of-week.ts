/** Aoristic weights and prospective weights, against worked examples. */
import { aoristic } from "#domain/hotspot/aoristic.ts";
import { prospectiveWeight } from "#domain/hotspot/prospective.ts";
import { figure, type KnownAnswer, knownRows } from "./known-answer.ts";

/** From and to on Monday 1 January 2024 (Europe/London = UTC), and the weights by hour of the week. */
const SPANS: readonly (readonly [
  from: string,
  to: string,
  weights: readonly (readonly [hour: number, weight: number])[],
])[] = [
  ["2024-01-01T01:00Z", "2024-01-01T01:00Z", [[1, 1]]],
  [
    "2024-01-01T01:00Z",
    "2024-01-01T02:30Z",
    [
      [1, 0.666667],
      [2, 0.333333],
    ],
  ],
  [
    "2024-01-01T01:50Z",
    "2024-01-01T02:10Z",
    [
      [1, 0.5],
      [2, 0.5],
    ],
  ],
  [
    "2024-01-01T23:30Z",
    "2024-01-02T01:15Z",
    [
      [23, 0.285714],
      [24, 0.571429],
      [25, 0.142857],
    ],
  ],
];

function weightOf(from: string, to: string, hour: number): number {
  const found = aoristic({
    fromMs: Float64Array.of(Date.parse(from)),
    toMs: Float64Array.of(Date.parse(to)),
  });
  return figure(found.weights[hour], "weight");
}

const PROSPECTIVE = [
  [0, 0, 1],
  [1, 1, 1 / 4],
  [2, 3, 1 / 12],
  [8, 2, 0],
] as const;

export const TIME_OF_WEEK_ANSWERS: readonly KnownAnswer[] = [
  ...knownRows(
    { statistic: "aoristic", source: "crimepy’s test cases, weights worked independently", tolerance: 2e-6 },
    SPANS.flatMap(([from, to, weights]) =>
      weights.map(
        ([hour, weight]) =>
          [
            `${from.slice(11, 16)} to ${to.slice(11, 16)}: share of hour ${String(hour % 24).padStart(2, "0")}`,
            weight,
            () => weightOf(from, to, hour),
          ] as const,
      ),
    ),
  ),
  ...knownRows(
    { statistic: "prospective", source: "Bowers, Johnson & Pease 2004", tolerance: 1e-9 },
    PROSPECTIVE.map(([rings, weeks, weight]) => [
      `an incident ${rings} cells away ${weeks} weeks ago`,
      weight,
      () => prospectiveWeight(rings, weeks),
    ]),
  ),
];
