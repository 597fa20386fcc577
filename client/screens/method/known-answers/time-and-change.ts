/** Trend, emerging classes, change tests and control charts, against R and published examples. */
import { classifyEmerging } from "#domain/hotspot/emerging-class.ts";
import { conditionalBinomial, eTest, rateRatioInterval } from "#domain/stats/compare-counts.ts";
import { cChart, ewmaChart, xmrChart } from "#domain/stats/control-charts.ts";
import { expectedRange } from "#domain/stats/expected-range.ts";
import { funnelLimits } from "#domain/stats/funnel-limits.ts";
import { mannKendall } from "#domain/stats/mann-kendall.ts";
import { figure, type KnownAnswer, knownRows } from "./known-answer.ts";

const RISING = [5, 3, 4, 4, 6, 7, 7, 9, 8, 10, 12, 11];
const FALLING = [12, 15, 9, 11, 8, 8, 10, 6, 7, 5, 5, 4];

const TREND = knownRows({ statistic: "trend", source: "R cor.test and Kendall’s variance with ties" }, [
  ["rising series: S", 54, () => mannKendall(RISING).S],
  ["rising series: z", 3.651555937, () => mannKendall(RISING).z],
  ["rising series: p", 2.606563e-4, () => mannKendall(RISING).p],
  ["rising series: Sen’s slope", 0.8, () => figure(mannKendall(RISING).senSlope, "slope")],
  ["falling series: z", -3.513761, () => mannKendall(FALLING).z],
  ["falling series: Sen’s slope", -0.7386364, () => figure(mannKendall(FALLING).senSlope, "slope")],
  ["eight equal figures: p", 1, () => mannKendall([4, 4, 4, 4, 4, 4, 4, 4]).p],
]);

const HOT = 1.96;
const RAMP = Array.from({ length: 12 }, (_, i) => 2 + i * 0.2);
const LEVEL = [3, 2.5, 3.1, 2.6, 3, 2.7, 2.9, 2.8, 2.6, 3.1, 2.5, 3];
const zeros = (n: number) => new Array<number>(n).fill(0);
const HISTORIES: readonly (readonly [name: string, z: readonly number[], expected: string])[] = [
  ["hot in the last of 12 only", [...zeros(11), 3], "new"],
  ["hot in the last 4 of 12 only", [...zeros(8), 3, 3, 3, 3], "consecutive"],
  ["hot throughout, rising", RAMP, "intensifying"],
  ["hot throughout, level", LEVEL, "persistent"],
  ["hot throughout, falling", [...RAMP].reverse(), "diminishing"],
  ["hot now and then, and last", [3, 0, 0, 3, 0, 0, 3, 0, 0, 0, 0, 3], "sporadic"],
  ["once cold, hot last", [-3, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 3], "oscillating"],
  ["hot 11 times, not last", [...new Array<number>(11).fill(3), 0], "historical"],
  ["hot 11 of 12, once cold", [3, 3, 3, -3, 3, 3, 3, 3, 3, 3, 3, 3], "persistent"],
  ["hot twice long ago", [3, 3, ...zeros(10)], "none"],
];

const EMERGING = knownRows(
  { statistic: "emerging", source: "Published definitions of ArcGIS emerging hot spots, worked by hand" },
  HISTORIES.map(([name, z, expected]) => [
    name,
    expected,
    () =>
      classifyEmerging(
        z.map((value) => (value >= HOT ? 1 : value <= -HOT ? -1 : 0)),
        mannKendall([...z]),
      ).class,
  ]),
);

const E_TESTS = [
  [0, 3, 1, 1, 0.08837901],
  [6, 2, 1, 1, 0.17487482],
  [25, 16, 1, 1, 0.1647963],
  [20, 10, 1, 1, 0.0688318],
  [12, 4, 1, 1, 0.0459963],
  [5, 15, 1, 1, 0.0250351],
  [60, 20, 12, 6, 0.11448745],
] as const;
const C_TESTS = [
  [25, 16, 0.2110236],
  [6, 2, 0.2890625],
  [3, 0, 0.25],
  [20, 10, 0.0987371],
  [12, 4, 0.0768127],
  [5, 15, 0.0413895],
] as const;

const CHANGE = [
  ...knownRows(
    { statistic: "change", source: "Krishnamoorthy & Thomson 2004; ptools" },
    E_TESTS.map(([a, b, t1, t2, p]) => [
      `E-test ${a} against ${b}${t1 === t2 ? "" : ` over ${t1} and ${t2}`}`,
      p,
      () => figure(eTest(a, b, t1, t2), "p"),
    ]),
  ),
  ...knownRows(
    { statistic: "change", source: "R binom.test" },
    C_TESTS.map(([a, b, p]) => [
      `conditional test ${a} against ${b}`,
      p,
      () => figure(conditionalBinomial(a, b), "p"),
    ]),
  ),
  ...knownRows({ statistic: "change", source: "R poisson.test" }, [
    ["rate ratio 25 to 16, low end", 0.8019571, () => rateRatioInterval(16, 25).low],
    ["rate ratio 25 to 16, high end", 3.132044, () => figure(rateRatioInterval(16, 25).high, "high end")],
  ]),
];

const SERIES = [12, 15, 9, 14, 11, 18, 10, 13, 25, 12, 14, 11];
const CHARTS = [
  ...knownRows({ statistic: "charts", source: "R qpois" }, [
    ["99.8 % limits of 10 expected: low", 2, () => funnelLimits(10).low998],
    ["99.8 % limits of 10 expected: high", 21, () => funnelLimits(10).high998],
    ["95 % limits of 50 expected: low", 37, () => funnelLimits(50).low95],
    ["95 % limits of 50 expected: high", 64, () => funnelLimits(50).high95],
  ]),
  ...knownRows({ statistic: "charts", source: "Worked in R" }, [
    ["XmR chart: upper limit", 29.384848, () => xmrChart(SERIES).upper],
    ["c-chart: upper limit, which point 9 (25) is above", 24.757203, () => cChart(SERIES).upper],
    ["EWMA of point 9", 15.3597909, () => figure(ewmaChart(SERIES)[8]?.ewma, "EWMA")],
    [
      "band of a very long baseline of 16: low",
      6.25,
      () => expectedRange(new Array<number>(1_000_000).fill(16)).low,
    ],
  ]).map((known) => (known.what.startsWith("band") ? { ...known, tolerance: 1e-5 } : known)),
];

export const TIME_AND_CHANGE_ANSWERS: readonly KnownAnswer[] = [...TREND, ...EMERGING, ...CHANGE, ...CHARTS];
