/**
 * In how many cases a year would a recording be of use to the investigation? Incidents in view, by kind of crime, times
 * the published share of cases in which footage that was there was useful. That footage exists does not make a
 * detection; and the published shares come from railways.
 */

/** Published shares for a kind of crime. `categories` are ids of the category scheme that it speaks for. */
export type UsefulnessRate = {
  id: string;
  label: string;
  usefulIfAvailable: number;
  categories: readonly string[];
};

/** Incidents of one category in the catchment. Each incident belongs to one category only. */
export type IncidentsInView = {
  category: string;
  perYear: number;
  /** Of these in view: Σ over cells of incidents × share of the cell's public points in view. */
  inViewPerYear: number;
};

export type InvestigativeRow = {
  rateId: string;
  label: string;
  perYear: number;
  inViewPerYear: number;
  usefulIfAvailable: number;
  usefulPerYear: number;
};

export type InvestigativeValue = {
  /** Most useful first; kinds of crime without incidents are left out. */
  rows: InvestigativeRow[];
  inViewPerYear: number;
  usefulPerYear: number;
  /** Incidents of kinds of crime that nothing is published of: in no row and no sum. */
  withoutRate: { category: string; perYear: number; inViewPerYear: number }[];
};

/**
 * Adds up over categories. A category takes the rate that names it, or else the one that names its nearest ancestor.
 * @param parents parent of each category id, null at the top.
 * @throws RangeError if more incidents are in view than there are.
 */
export function investigativeValue(
  incidents: readonly IncidentsInView[],
  rates: readonly UsefulnessRate[],
  parents: ReadonlyMap<string, string | null>,
): InvestigativeValue {
  const rateOfCategory = new Map(rates.flatMap((rate) => rate.categories.map((id) => [id, rate] as const)));
  const rateFor = (category: string): UsefulnessRate | null => {
    for (let at: string | null = category; at !== null; at = parents.get(at) ?? null) {
      const rate = rateOfCategory.get(at);
      if (rate) return rate;
    }
    return null;
  };
  const rows = new Map<string, InvestigativeRow>();
  const withoutRate: InvestigativeValue["withoutRate"] = [];
  for (const { category, perYear, inViewPerYear } of incidents) {
    if (!(inViewPerYear >= 0 && inViewPerYear <= perYear * (1 + 1e-9))) {
      throw new RangeError(
        `investigativeValue: expected 0 to ${perYear} incidents of ${category} in view, got ${inViewPerYear}`,
      );
    }
    if (perYear === 0) continue;
    const rate = rateFor(category);
    if (!rate) withoutRate.push({ category, perYear, inViewPerYear });
    else addTo(rows, rate, perYear, inViewPerYear);
  }
  const list = [...rows.values()].sort((a, b) => b.usefulPerYear - a.usefulPerYear);
  return {
    rows: list,
    inViewPerYear: list.reduce((sum, row) => sum + row.inViewPerYear, 0),
    usefulPerYear: list.reduce((sum, row) => sum + row.usefulPerYear, 0),
    withoutRate,
  };
}

function addTo(
  rows: Map<string, InvestigativeRow>,
  { id, label, usefulIfAvailable }: UsefulnessRate,
  perYear: number,
  inViewPerYear: number,
): void {
  const row = rows.get(id) ?? {
    rateId: id,
    label,
    perYear: 0,
    inViewPerYear: 0,
    usefulIfAvailable,
    usefulPerYear: 0,
  };
  row.perYear += perYear;
  row.inViewPerYear += inViewPerYear;
  row.usefulPerYear += inViewPerYear * usefulIfAvailable;
  rows.set(id, row);
}
