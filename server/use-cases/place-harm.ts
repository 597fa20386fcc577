/** How much harm, by a published table of weights, lies behind the incidents of a place? */
import type { HarmTable } from "#contract/harm.ts";
import type { Place } from "#contract/places.ts";
import { harmWeights } from "./harm-tables.ts";
import type { StudyGrid } from "./study-grid.ts";

export type PlaceHarm = {
  harm: NonNullable<Place["harm"]>;
  /** More than half of the harm comes from two incidents or one. */
  byFew: boolean;
};

const FEW_INCIDENTS = 2;

/** Harm of each place, given by numbers of hexagons. Incidents of kinds without a weight are left out of the total. */
export function placeHarm(
  grid: StudyGrid,
  places: readonly { cells: readonly number[] }[],
  table: HarmTable,
): PlaceHarm[] {
  const { snapshot } = grid.question;
  const weights = harmWeights(snapshot.categories, table);
  const placeOf = new Int32Array(grid.cells.length).fill(-1);
  for (const [k, { cells }] of places.entries()) for (const i of cells) placeOf[i] = k;
  const byType = places.map(() => new Map<number, number>());
  for (const { typeId, index, n } of grid.pairs) {
    for (let k = 0; k < index.length; k++) {
      const counts = byType[placeOf[index[k] ?? -1] ?? -1];
      counts?.set(typeId, (counts.get(typeId) ?? 0) + (n[k] ?? 0));
    }
  }
  return byType.map((counts) => {
    const rows = [...counts].map(([typeId, n]) => {
      const category = snapshot.offenceTypes.get(typeId)?.category ?? null;
      const found = category === null ? undefined : weights.get(category);
      return { n, weight: found?.weight ?? null, verified: found?.verified ?? false };
    });
    return summarise(rows, table.unit);
  });
}

type WeighedRow = { n: number; weight: number | null; verified: boolean };

function summarise(rows: readonly WeighedRow[], unit: string): PlaceHarm {
  const weighed = rows.flatMap(({ weight, ...row }) => (weight === null ? [] : [{ ...row, weight }]));
  const all = rows.reduce((sum, { n }) => sum + n, 0);
  const covered = weighed.reduce((sum, { n }) => sum + n, 0);
  const total = weighed.reduce((sum, { n, weight }) => sum + n * weight, 0);
  return {
    harm: {
      total,
      unit,
      coveredShare: all === 0 ? 0 : covered / all,
      verified: weighed.length > 0 && weighed.every(({ verified }) => verified),
    },
    byFew: total > 0 && heaviest(weighed) > total / 2,
  };
}

/** Harm of the two heaviest incidents. */
function heaviest(rows: readonly { n: number; weight: number }[]): number {
  let [left, harm] = [FEW_INCIDENTS, 0];
  for (const { n, weight } of [...rows].sort((a, b) => b.weight - a.weight)) {
    const taken = Math.min(left, n);
    harm += taken * weight;
    left -= taken;
  }
  return harm;
}
