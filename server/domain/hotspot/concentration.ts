/**
 * How concentrated is crime? Lorenz curve, Gini coefficient and "x % of crime in y % of the area".
 *
 * With fewer incidents than places the plain Gini is high whatever happens: 20 burglaries on 100 streets leave at
 * least 80 empty. `sparseGini` (G′) takes the most even spread that so few incidents allow as its zero.
 *
 * References: Bernasco and Steenbeek 2017, "More places than crimes: implications for evaluating the law of crime
 * concentration at place", Journal of Quantitative Criminology 33; Weisburd 2015, Criminology 53.
 */

/** A point of the curve: this share of the area, densest first, holds this share of the incidents. */
export type LorenzPoint = { shareOfArea: number; shareOfIncidents: number; cells: number };

export type ConcentrationInput = {
  counts: ArrayLike<number>;
  /** Land of each cell, any unit; null = all alike. */
  areas: ArrayLike<number> | null;
  /** 1 = in the study area; null = all. */
  include?: Uint8Array | null;
};

export type LorenzAnswer =
  | { ok: true; curve: LorenzPoint[]; incidents: number; cells: number }
  | { ok: false; reason: "no-cells" | "no-incidents" };

/**
 * Curve from (0, 0) to (1, 1), one point after each cell, densest (incidents per area) first. Cells alike in
 * density keep the order of `counts`; between them the curve is a straight line, so their order alters nothing.
 * O(n log n).
 * @throws RangeError for a count below 0 or not finite, an area not above 0, or columns of unequal length.
 */
export function lorenz({ counts, areas, include = null }: ConcentrationInput): LorenzAnswer {
  const cells = includedCells(counts, areas, include);
  if (cells.length === 0) return { ok: false, reason: "no-cells" };
  const totals = cells.reduce((sum, cell) => ({ n: sum.n + cell.n, area: sum.area + cell.area }), {
    n: 0,
    area: 0,
  });
  if (totals.n === 0) return { ok: false, reason: "no-incidents" };
  cells.sort((a, b) => b.n * a.area - a.n * b.area);
  const curve: LorenzPoint[] = [{ shareOfArea: 0, shareOfIncidents: 0, cells: 0 }];
  let n = 0;
  let area = 0;
  for (const cell of cells) {
    n += cell.n;
    area += cell.area;
    curve.push({
      shareOfArea: Math.min(1, area / totals.area),
      shareOfIncidents: n / totals.n,
      cells: curve.length,
    });
  }
  return { ok: true, curve, incidents: totals.n, cells: cells.length };
}

/**
 * Gini coefficient of a curve: 0 = every cell has its share of area, towards 1 = all in one small cell. Twice the
 * surface between curve and diagonal.
 */
export function gini(curve: readonly LorenzPoint[]): number {
  let below = 0;
  for (let i = 1; i < curve.length; i++) {
    const from = curve[i - 1];
    const to = curve[i];
    if (!from || !to) continue;
    below += ((to.shareOfArea - from.shareOfArea) * (to.shareOfIncidents + from.shareOfIncidents)) / 2;
  }
  return Math.max(0, 2 * below - 1);
}

/**
 * G′ = max(N/C, 1)(G − 1) + 1 for N places and C incidents: 0 = as even as so few incidents can be, 1 = all in one
 * place of many. G is the Gini of places that count alike, whatever their area; null without incidents.
 */
export function sparseGini(counts: ArrayLike<number>, include: Uint8Array | null = null): number | null {
  const answer = lorenz({ counts, areas: null, include });
  if (!answer.ok) return null;
  const placesPerIncident = Math.max(answer.cells / answer.incidents, 1);
  return placesPerIncident * (gini(answer.curve) - 1) + 1;
}

/** Share of incidents in the densest share of the area; `cells` = cells needed, the last one perhaps in part. */
export type TopShare = { areaShare: number; incidentShare: number; cells: number };

/**
 * Share of incidents in the densest part of the area. A cell that only partly fits counts by the part that fits.
 * Cells chosen after the event: the share of *later* incidents there is smaller (see the back-test).
 * @param areaShares each above 0 and at most 1.
 * @throws RangeError for a share outside that.
 */
export function shareOfCrimeInTopArea(
  curve: readonly LorenzPoint[],
  areaShares: readonly number[],
): TopShare[] {
  return areaShares.map((areaShare) => {
    if (!(areaShare > 0 && areaShare <= 1)) {
      throw new RangeError(`shareOfCrimeInTopArea: expected a share above 0 and at most 1, got ${areaShare}`);
    }
    // A hair's breadth of slack, so that 3 of 10 equal cells are 30 % although 0.1 + 0.1 + 0.1 > 0.3.
    const found = curve.findIndex((point) => point.shareOfArea >= areaShare - 1e-12);
    const at = found === -1 ? curve.length - 1 : found;
    const from = curve[at - 1];
    const to = curve[at];
    if (!from || !to) throw new RangeError("shareOfCrimeInTopArea: expected a curve that starts at 0");
    const width = to.shareOfArea - from.shareOfArea;
    const part = width > 0 ? Math.min(1, (areaShare - from.shareOfArea) / width) : 1;
    const incidentShare = from.shareOfIncidents + part * (to.shareOfIncidents - from.shareOfIncidents);
    return { areaShare, incidentShare: Math.min(1, incidentShare), cells: to.cells };
  });
}

type Cell = { n: number; area: number };

function includedCells(
  counts: ArrayLike<number>,
  areas: ArrayLike<number> | null,
  include: Uint8Array | null,
): Cell[] {
  for (const column of [areas, include]) {
    if (column && column.length !== counts.length) {
      throw new RangeError(`lorenz: columns of ${counts.length} and ${column.length} cells`);
    }
  }
  const cells: Cell[] = [];
  for (let i = 0; i < counts.length; i++) {
    if (include && include[i] !== 1) continue;
    const n = counts[i] ?? 0;
    const area = areas ? (areas[i] ?? 0) : 1;
    if (!(n >= 0 && Number.isFinite(n)))
      throw new RangeError(`lorenz: expected counts of 0 or more, got ${n}`);
    if (!(area > 0 && Number.isFinite(area))) {
      throw new RangeError(`lorenz: expected areas above 0, got ${area}`);
    }
    cells.push({ n, area });
  }
  return cells;
}
