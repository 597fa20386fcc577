/** Residents and households of the demo areas. The borough's 400,600 residents (2019) are published; the rest is invented. */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { DEMO_BOROUGH_CODE, DEMO_BOROUGH_NAME, type DemoAreas } from "./areas.ts";

const POPULATION_YEAR = 2019;
const BOROUGH_RESIDENTS = 400_600;
const BOROUGH_HOUSEHOLDS = 151_400;

export type PopulationRow = {
  areaCode: string;
  areaName: string;
  year: number;
  measure: "residents" | "households";
  n: number;
};

/** Figures of every small area, ward and the borough; small areas add up to wards and wards to the borough. */
export function buildPopulation(areas: DemoAreas, random: SeededRandom): PopulationRow[] {
  const density = areas.smallAreas.map(({ homes }) => homes * (0.75 + 0.5 * random.uniform()) + 20);
  const households = apportion(BOROUGH_HOUSEHOLDS, density);
  const residents = apportion(
    BOROUGH_RESIDENTS,
    households.map((n) => n * (2.3 + 0.7 * random.uniform())),
  );
  const wards = new Map(areas.all.map((area) => [area.code, area]));
  const totals = new Map<string, PopulationRow>();
  const add = (areaCode: string, areaName: string, measure: PopulationRow["measure"], n: number) => {
    const key = `${areaCode} ${measure}`;
    const row = totals.get(key) ?? { areaCode, areaName, year: POPULATION_YEAR, measure, n: 0 };
    totals.set(key, { ...row, n: row.n + n });
  };
  areas.smallAreas.forEach(({ code, name, wardCode }, i) => {
    const ward = wards.get(wardCode);
    for (const [measure, figures] of [
      ["residents", residents],
      ["households", households],
    ] as const) {
      const n = figures[i] ?? 0;
      add(code, name, measure, n);
      if (ward) add(ward.code, ward.name, measure, n);
      add(DEMO_BOROUGH_CODE, DEMO_BOROUGH_NAME, measure, n);
    }
  });
  return [...totals.values()];
}

/** Shares a whole number out in proportion to weights (largest remainders); the parts add up exactly. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((x, i) => ({ i, rest: x - Math.floor(x) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}
