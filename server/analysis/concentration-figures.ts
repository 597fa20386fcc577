import {
  gini,
  lorenz,
  shareOfCrimeInTopArea,
  sparseGini,
  type TopShare,
} from "#domain/hotspot/concentration.ts";
import { stability } from "#domain/hotspot/stability.ts";

export type ConcentrationTask = {
  counts: Int32Array;
  areaM2: Float64Array;
  /** Counts of years, oldest first. */
  years: Int32Array[];
  /** Share of cells called the top of a year. */
  topShare: number;
  areaShares: number[];
};

export type ConcentrationFigures =
  | {
      ok: true;
      curve: { shareOfArea: number; shareOfIncidents: number }[];
      gini: number;
      sparseGini: number;
      topShares: TopShare[];
      stability: { topEarlier: number; stayed: number; expectedByChance: number }[];
    }
  | { ok: false; reason: "no-cells" | "no-incidents"; detail: string };

/** Points of the curve that are sent: enough to draw it, at its steep end above all. */
const CURVE_POINTS = 240;

/** Lorenz curve, Gini and stability of a study area. */
export function concentrationFigures(task: ConcentrationTask): ConcentrationFigures {
  const { counts, areaM2, years, topShare, areaShares } = task;
  const found = lorenz({ counts, areas: areaM2 });
  if (!found.ok) return { ...found, detail: "" };
  return {
    ok: true,
    curve: thinned(found.curve),
    gini: gini(found.curve),
    sparseGini: sparseGini(counts) ?? 0,
    topShares: shareOfCrimeInTopArea(found.curve, areaShares),
    stability: years.slice(1).map((later, i) => stability({ earlier: years[i] ?? later, later, topShare })),
  };
}

/** First, last, and between them points at least 1/240 apart in one of the two shares. */
function thinned(curve: readonly { shareOfArea: number; shareOfIncidents: number }[]) {
  const kept: { shareOfArea: number; shareOfIncidents: number }[] = [];
  for (const [i, { shareOfArea, shareOfIncidents }] of curve.entries()) {
    const last = kept.at(-1);
    const moved = last
      ? Math.max(shareOfArea - last.shareOfArea, shareOfIncidents - last.shareOfIncidents)
      : 1;
    if (moved >= 1 / CURVE_POINTS || i === curve.length - 1) kept.push({ shareOfArea, shareOfIncidents });
  }
  return kept;
}
