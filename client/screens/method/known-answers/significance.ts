/** Gi*, local Moran and corrections for many tests, against R's spdep and published examples. */
import { axialHexagon, neighbourhoodFromRows } from "#domain/grid/axial-hexagon.ts";
import { giStar } from "#domain/hotspot/gi-star.ts";
import { giZ } from "#domain/hotspot/gi-z.ts";
import { generalG, moranI } from "#domain/hotspot/global-clustering.ts";
import { localMoran } from "#domain/hotspot/local-moran.ts";
import { adjust } from "#domain/stats/false-discovery-rate.ts";
import { figure, type KnownAnswer, knownRows } from "./known-answer.ts";

/** Fails with the reason where a kernel refuses. */
function resultOf<T>(answer: { ok: true; result: T } | { ok: false; reason: string }): T {
  if (!answer.ok) throw new Error(answer.reason);
  return answer.result;
}

const SIX_POINTS = [
  [10, 10],
  [20, 10],
  [40, 10],
  [15, 20],
  [30, 20],
  [30, 30],
] as const;
const SIX_COUNTS = [2, 3, 3.2, 5, 8, 7];
const SIX_GI = [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941];
const SIX_STAR = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331];

function sixPoints(): KnownAnswer[] {
  const near = neighbourhoodFromRows(
    SIX_POINTS.map(([x0, y0], i) =>
      SIX_POINTS.flatMap(([x, y], j) => (i !== j && Math.hypot(x - x0, y - y0) <= 15 ? [j] : [])),
    ),
  );
  const rows = (kind: "gi" | "gi-star", expected: readonly number[]) =>
    expected.map(
      (z, i) =>
        [
          `Six points, z of ${kind === "gi" ? "Gi" : "Gi*"} at point ${i + 1}`,
          z,
          () => figure(giZ(SIX_COUNTS, near, kind)[i], "z"),
        ] as const,
    );
  const source = "esda’s test of G_Local, confirmed with R spdep 1.2-7 (localG)";
  return [
    ...knownRows({ statistic: "gi-star", source }, rows("gi", SIX_GI)),
    ...knownRows({ statistic: "gi-star", source }, rows("gi-star", SIX_STAR)),
    ...knownRows({ statistic: "gi-star", source }, [
      ["Six points, general G", 0.55709779, () => resultOf(generalG(SIX_COUNTS, near)).statistic],
    ]),
  ];
}

const HEX61 = [
  2, 0, 3, 1, 4, 1, 4, 2, 0, 3, 1, 0, 3, 1, 4, 2, 0, 2, 0, 0, 0, 3, 1, 1, 3, 0, 0, 0, 0, 2, 0, 14, 16, 1, 3,
  0, 0, 4, 1, 15, 20, 14, 4, 3, 0, 2, 4, 13, 15, 0, 1, 3, 0, 2, 4, 1, 4, 1, 3, 0, 2,
];

/** q, r, local sum, z of Gi*, exact two-sided p, z of Gi, local Moran I. */
const HEX61_ROWS = [
  [1, 1, 107, 7.29953739, 4.584309e-9, 7.21311393, 8.89826463],
  [0, 2, 73, 4.37464548, 2.967377e-4, 3.99103679, 3.1349455],
  [2, 1, 70, 4.11656678, 9.001336e-4, 3.65229811, 3.1168567],
  [2, 0, 69, 4.03054055, 1.221407e-3, 3.45453469, 3.39290189],
  [1, 0, 67, 3.85848808, 1.951733e-3, 3.36471558, 2.86425051],
  [2, 2, 34, 1.81718649, 0.1340259, 2.33172651, -0.7871382],
  [3, 0, 41, 1.62180603, 0.1498605, 1.90423387, -0.3533893],
  [0, -4, 7, -0.62646764, 0.79706815, -0.57263771, 0.08125131],
] as const;

function hexagonOf61(): KnownAnswer[] {
  const { places, neighbourhood } = axialHexagon(4);
  const counts = Int32Array.from(HEX61);
  const twoSided = () => resultOf(giStar(counts, neighbourhood, { tail: "two-sided" }));
  const hot = () => resultOf(giStar(counts, neighbourhood));
  const moran = () => resultOf(localMoran(counts, neighbourhood));
  const source =
    "R spdep 1.2-7 (localG, localmoran); exact p by a separate program, checked with 400,000 draws";
  const star = HEX61_ROWS.flatMap(([q, r, sum, z, p]) => {
    const i = places.findIndex((place) => place.q === q && place.r === r);
    const name = `61 hexagons, cell ${q},${r}`;
    return [
      [`${name}: local sum`, sum, () => figure(twoSided().localSum[i], "local sum")],
      [`${name}: z of Gi*`, z, () => figure(twoSided().z[i], "z")],
      [`${name}: exact p, two-sided`, p, () => figure(twoSided().p[i], "p")],
    ] as const;
  });
  const lisa = HEX61_ROWS.flatMap(([q, r, , , , zGi, localI]) => {
    const i = places.findIndex((place) => place.q === q && place.r === r);
    const sign = Math.sign((counts[i] ?? 0) - 193 / 61);
    const name = `61 hexagons, cell ${q},${r}`;
    return [
      [`${name}: local Moran I`, localI, () => figure(moran().localI[i], "local I")],
      [`${name}: z of I, which is ± z of Gi`, sign * zGi, () => figure(moran().z[i], "z")],
    ] as const;
  });
  return [
    ...knownRows({ statistic: "gi-star", source }, star),
    ...knownRows({ statistic: "gi-star", source }, [
      [
        "61 hexagons: hot at q ≤ 0.05, exact one-sided p",
        7,
        () => hot().classes.filter((c) => c === 2 || c === 3).length,
      ],
    ]),
    ...knownRows({ statistic: "local-moran", source }, lisa),
    ...knownRows({ statistic: "local-moran", source }, [
      ["61 hexagons: Moran’s I", 0.496982417, () => resultOf(moranI(counts, neighbourhood)).statistic],
      [
        "61 hexagons: general G, binary",
        0.2116614775,
        () => resultOf(generalG(counts, neighbourhood)).statistic,
      ],
    ]),
  ];
}

const BH_P = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
];
const BH_Q = [
  0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571, 0.0638571, 0.0645, 0.0765, 0.486, 0.5811818, 0.714875,
  0.7532308, 0.8132143, 1,
];

function manyTests(): KnownAnswer[] {
  const p = Float64Array.from(BH_P);
  const source = "Benjamini & Hochberg 1995, their example; R p.adjust";
  return knownRows({ statistic: "false-discovery", source }, [
    ...BH_Q.map((q, i) => [`q of p = ${BH_P[i]}`, q, () => figure(adjust(p, "bh")[i], "q")] as const),
    ["found at 0.05 among 15", 4, () => adjust(p, "bh").filter((q) => q <= 0.05).length],
    ["Benjamini–Yekutieli, the smallest", 0.00497734, () => figure(adjust(p, "by")[0], "q")],
    ["Holm, the third", 0.0247, () => figure(adjust(p, "holm")[2], "q")],
  ]);
}

export const SIGNIFICANCE_ANSWERS: readonly KnownAnswer[] = [
  ...sixPoints(),
  ...hexagonOf61(),
  ...manyTests(),
];
