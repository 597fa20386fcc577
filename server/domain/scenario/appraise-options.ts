/**
 * Options side by side, each against a reference. One sign everywhere: difference = option − reference. A figure that is
 * not known of an option or of the reference has no difference.
 */

export type OptionFigures = {
  /** Share of the risk in view of one camera or more, and of two or more, 0 … 1. */
  riskShare: number | null;
  backupShare: number | null;
  incidentsPerYear: number | null;
  areaM2: number | null;
  homesInView: number | null;
  cameras: number | null;
  added: number;
  changed: number;
  removed: number;
  /** £; null unless every camera that is added or changed has one. */
  capitalCost: number | null;
  yearlyCost: number | null;
};

export type OptionFigure = keyof OptionFigures;

/** Every figure of an option minus that of the reference. */
export function optionDifference(
  option: OptionFigures,
  reference: OptionFigures,
): Record<OptionFigure, number | null> {
  const minus = (figure: OptionFigure): number | null => {
    const [a, b] = [option[figure], reference[figure]];
    return a === null || b === null ? null : a - b;
  };
  return {
    riskShare: minus("riskShare"),
    backupShare: minus("backupShare"),
    incidentsPerYear: minus("incidentsPerYear"),
    areaM2: minus("areaM2"),
    homesInView: minus("homesInView"),
    cameras: minus("cameras"),
    added: minus("added"),
    changed: minus("changed"),
    removed: minus("removed"),
    capitalCost: minus("capitalCost"),
    yearlyCost: minus("yearlyCost"),
  };
}

/** Sum of the costs of some cameras; null if one of them is not known. */
export function sumOfCosts(costs: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const cost of costs) {
    if (cost === null) return null;
    sum += cost;
  }
  return sum;
}

export type SeenShare = { cell: string; share: number };

/** Share in view of each hexagon that one of two plans looks into, the second minus the first. */
export function shareDifference(
  first: readonly SeenShare[],
  second: readonly SeenShare[],
): { cell: string; difference: number }[] {
  const before = new Map(first.map(({ cell, share }) => [cell, share]));
  const after = new Map(second.map(({ cell, share }) => [cell, share]));
  return [...new Set([...before.keys(), ...after.keys()])].map((cell) => ({
    cell,
    difference: (after.get(cell) ?? 0) - (before.get(cell) ?? 0),
  }));
}
