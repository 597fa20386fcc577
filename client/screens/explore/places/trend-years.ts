/** Calendar months of the last years beside each other. Pure. */
import type { LoadedCube } from "../../../workers/cube-messages.ts";

export type TrendYear = { label: string; values: (number | null)[] };

/**
 * The last `count` years of twelve months, each ending with the calendar month of the last one known, oldest first.
 * null = no data for the month.
 */
export function trendYears(
  cube: Pick<LoadedCube, "months" | "monthTotals" | "gaps">,
  end: string,
  count: number,
): { years: TrendYear[]; monthNames: string[] } {
  const last = cube.months.indexOf(end);
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const endMonth = Number(end.slice(5)) - 1;
  const monthNames = Array.from({ length: 12 }, (_, i) => names[(endMonth + 1 + i) % 12] ?? "");
  const years: TrendYear[] = [];
  for (let y = count - 1; y >= 0; y--) {
    const values = Array.from({ length: 12 }, (_, i) => {
      const m = last - y * 12 - 11 + i;
      return m < 0 || cube.gaps[m] === 1 ? null : (cube.monthTotals[m] ?? null);
    });
    if (values.some((value) => value !== null)) years.push({ label: yearLabel(end, y), values });
  }
  return { years, monthNames };
}

/** `2020` if the year ends in December, else `2019/20`. */
function yearLabel(end: string, yearsBack: number): string {
  const year = Number(end.slice(0, 4)) - yearsBack;
  return end.endsWith("-12") ? String(year) : `${year - 1}/${String(year).slice(2)}`;
}

/** Sum of the known months; null if none is known. */
export function yearTotal({ values }: TrendYear): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
