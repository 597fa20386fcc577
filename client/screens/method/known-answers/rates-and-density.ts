/** Exact intervals, smoothed rates and density, against R, spdep, GRASS and spatstat. */
import { normalReferenceBandwidth } from "#domain/hotspot/bandwidth.ts";
import { empiricalBayesRates } from "#domain/hotspot/empirical-bayes.ts";
import { type EdgeCorrection, kernelDensity } from "#domain/hotspot/kernel-density.ts";
import { poissonInterval, poissonUpperTail } from "#domain/stats/poisson.ts";
import { figure, type KnownAnswer, knownRows } from "./known-answer.ts";

const INTERVALS = [
  [0, 0, 3.688879],
  [1, 0.02531781, 5.571643],
  [3, 0.6186721, 8.767273],
  [10, 4.795389, 18.39036],
  [25, 16.17868, 36.90493],
  [100, 81.36399, 121.6268],
] as const;

const SMOOTHED = [0.04855665, 0.05901918, 0.03116986, 0.03633729, 0.02580238, 0.02600501];

const EVENTS = Float64Array.from([0, 0, 100, 50, 250, 300, 400, 310, 420, 300, 430, 330]);
const QUARTIC = [
  [0, 0, 35.15707825],
  [100, 0, 34.41103945],
  [400, 300, 73.49466909],
  [250, 200, 13.88184229],
  [1000, 1000, 0],
] as const;
const GAUSSIAN = [
  [0, 0, 24.44228929],
  [100, 0, 23.75881105],
  [400, 300, 51.15696052],
  [250, 200, 17.87559211],
] as const;
const EDGE_UNIFORM = [97.76926925, 42.41293799, 29.10892386, 63.08555359, 65.44155714, 67.66472283];
const EDGE_DIGGLE = [78.31428295, 61.68482041, 32.2706871, 65.62562549, 64.52187513, 63.06567356];
const SQUARE = [
  [
    [
      [0, 0],
      [500, 0],
      [500, 500],
      [0, 500],
    ],
  ],
] as const;

function densityAt(
  at: Float64Array,
  kernel: "quartic" | "gaussian",
  bandwidthM: number,
  edge: EdgeCorrection = { kind: "none" },
): Float64Array {
  return kernelDensity({ eventsXY: EVENTS, weights: null, at, kernel, bandwidthM, edge }).perKm2;
}

function densities(): KnownAnswer[] {
  const atPoint = (x: number, y: number, kernel: "quartic" | "gaussian", bandwidthM: number) => () =>
    figure(densityAt(Float64Array.from([x, y]), kernel, bandwidthM)[0], "density");
  const corrected = (kind: "uniform" | "diggle", i: number) => () =>
    figure(densityAt(EVENTS, "gaussian", 100, { kind, area: SQUARE })[i], "density");
  return [
    ...knownRows(
      { statistic: "density", source: "GRASS GIS v.kernel, radius 200 m" },
      QUARTIC.map(([x, y, expected]) => [
        `quartic 200 m at ${x}, ${y}, per km²`,
        expected,
        atPoint(x, y, "quartic", 200),
      ]),
    ),
    ...knownRows(
      { statistic: "density", source: "R spatstat, σ 100 m" },
      GAUSSIAN.map(([x, y, expected]) => [
        `Gaussian 100 m at ${x}, ${y}, per km²`,
        expected,
        atPoint(x, y, "gaussian", 100),
      ]),
    ),
    ...knownRows({ statistic: "density", source: "R spatstat density.ppp, edge = TRUE" }, [
      ...EDGE_UNIFORM.map(
        (d, i) => [`edge-corrected at event ${i + 1}`, d, corrected("uniform", i)] as const,
      ),
    ]),
    ...knownRows({ statistic: "density", source: "R spatstat density.ppp, diggle = TRUE" }, [
      ...EDGE_DIGGLE.map(
        (d, i) => [`Diggle’s correction at event ${i + 1}`, d, corrected("diggle", i)] as const,
      ),
    ]),
    ...knownRows({ statistic: "density", source: "R bandwidth.nrd, averaged over x and y" }, [
      ["normal reference bandwidth, m", 486.4579167, referenceBandwidth],
    ]),
  ];
}

function referenceBandwidth(): number {
  const found = normalReferenceBandwidth(EVENTS);
  if (!found.ok) throw new Error(found.detail);
  return found.bandwidthM;
}

export const RATE_AND_DENSITY_ANSWERS: readonly KnownAnswer[] = [
  ...knownRows(
    { statistic: "rates", source: "R poisson.test (Garwood)" },
    INTERVALS.flatMap(([n, low, high]) => [
      [`95 % interval of ${n}, low end`, low, () => poissonInterval(n).lower] as const,
      [`95 % interval of ${n}, high end`, high, () => poissonInterval(n).upper] as const,
    ]),
  ),
  ...knownRows({ statistic: "rates", source: "R ppois" }, [
    ["25 or more where 16 are expected", 0.02231548, () => poissonUpperTail(25, 16)],
  ]),
  ...knownRows(
    { statistic: "empirical-bayes", source: "R spdep EBest (Marshall 1991)" },
    SMOOTHED.map((rate, i) => [
      `smoothed rate ${i + 1} of 6`,
      rate,
      () => figure(empiricalBayesRates([6, 7, 3, 2, 1, 0], [100, 80, 120, 60, 90, 50])?.rate[i], "rate"),
    ]),
  ),
  ...densities(),
];
