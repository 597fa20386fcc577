/** How much harm, by a published table of weights, lies behind the incidents of a place? */
import type { HarmTable } from "#contract/harm.ts";
import type { Place } from "#contract/places.ts";
import { harmByCell } from "#domain/hotspot/harm.ts";
import { harmWeights } from "./harm-tables.ts";
import type { StudyGrid } from "./study-grid.ts";

export type PlaceHarm = {
  harm: NonNullable<Place["harm"]>;
  /** At least half of the harm rests on two incidents. */
  byFew: boolean;
};

/** Harm of each place, given by numbers of hexagons. Incidents of kinds without a weight are left out of the total. */
export function placeHarm(
  grid: StudyGrid,
  places: readonly { cells: readonly number[] }[],
  table: HarmTable,
): PlaceHarm[] {
  const found = harmWeights(grid.question.snapshot.categories, table);
  const categories = countsByCategory(grid, places);
  const weights = new Map<string, number>();
  const verified = new Set<string>();
  for (const [category, row] of found) {
    if (row.weight === null) continue;
    weights.set(category, row.weight);
    if (row.verified) verified.add(category);
  }
  const { harm, drivenByTwo } = harmByCell(categories, weights);
  return places.map((_, k) => {
    const here = categories.filter(({ counts }) => (counts[k] ?? 0) > 0);
    const weighed = here.filter(({ category }) => weights.has(category));
    const incidents = (rows: typeof here) => rows.reduce((sum, { counts }) => sum + (counts[k] ?? 0), 0);
    const all = incidents(here);
    return {
      harm: {
        total: harm[k] ?? 0,
        unit: table.unit,
        coveredShare: all === 0 ? 0 : incidents(weighed) / all,
        verified: weighed.length > 0 && weighed.every(({ category }) => verified.has(category)),
      },
      byFew: drivenByTwo[k] === 1,
    };
  });
}

/** Incidents of each place by the category that their offence text is mapped to. */
function countsByCategory(
  grid: StudyGrid,
  places: readonly { cells: readonly number[] }[],
): { category: string; counts: Int32Array }[] {
  const { offenceTypes } = grid.question.snapshot;
  const placeOf = new Int32Array(grid.cells.length).fill(-1);
  for (const [k, { cells }] of places.entries()) for (const i of cells) placeOf[i] = k;
  const byCategory = new Map<string, Int32Array>();
  for (const { typeId, index, n } of grid.pairs) {
    const category = offenceTypes.get(typeId)?.category;
    if (!category) continue;
    const counts = byCategory.get(category) ?? new Int32Array(places.length);
    byCategory.set(category, counts);
    for (let k = 0; k < index.length; k++) {
      const place = placeOf[index[k] ?? -1] ?? -1;
      if (place >= 0) counts[place] = (counts[place] ?? 0) + (n[k] ?? 0);
    }
  }
  return [...byCategory].map(([category, counts]) => ({ category, counts }));
}
