/** Least shares of each ward's own risk: which ward a hexagon belongs to, and what is said if they cannot be kept. */
import type { Placement } from "#contract/coverage.ts";
import type { Caveat } from "#contract/meta.ts";
import { cellCentre } from "#domain/grid/h3.ts";
import type { AnalysisOutput } from "../analysis/analyses.ts";
import type { Reader } from "../db/read-model.ts";
import { type Refusal, refuse } from "./answer.ts";

type Ward = { code: string; name: string; risk: number };

export type Wards = {
  wards: Ward[];
  /** Number of the ward of each hexagon; −1 = in none. */
  wardOfCell: Int32Array;
};

/** Wards of the hexagons with risk: each belongs to the ward that its centre lies in. */
export async function readWards(
  reader: Reader,
  cells: readonly string[],
  risk: Float64Array,
): Promise<Wards> {
  const busy = Array.from(cells.keys()).filter((cell) => (risk[cell] ?? 0) > 0);
  const found = await reader.wardsOfPositions(busy.map((cell) => cellCentre(cells[cell] ?? "")));
  const wards: Ward[] = [];
  const numbers = new Map<string, number>();
  const wardOfCell = new Int32Array(cells.length).fill(-1);
  for (const { at, code, name } of found) {
    const number = numbers.get(code) ?? wards.length;
    if (number === wards.length) {
      numbers.set(code, number);
      wards.push({ code, name, risk: 0 });
    }
    const cell = busy[at] ?? -1;
    wardOfCell[cell] = number;
    const ward = wards[number];
    if (ward) ward.risk += risk[cell] ?? 0;
  }
  return { wards, wardOfCell };
}

export function leastOf({ wards }: Wards, share: number): Float64Array {
  return Float64Array.from(wards, ({ risk }) => share * risk);
}

export function wardRows({ wards }: Wards, seen: Float64Array): NonNullable<Placement["data"]["wards"]> {
  return wards
    .map(({ code, name, risk }, i) => ({
      code,
      name,
      totalPerYear: risk,
      seenShare: risk > 0 ? (seen[i] ?? 0) / risk : 0,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

export const FLOOR_CAVEAT: Caveat = {
  code: "ward-floors",
  text: "A hexagon belongs to the ward that its centre lies in. The bound is that without the floors: no plan that keeps them is better than it.",
};

export const RESAMPLE_CAVEAT: Caveat = {
  code: "resampled",
  text: "How often a site is chosen again: counts are drawn anew as Poisson counts with a gamma mean, and each draw is solved by greedy choice and exchange. A site is a toss-up if neither its column nor another within 30 m is chosen in half of them. Hexagons without incidents stay without.",
};

export function noWards(): Refusal {
  return refuse({
    code: "no-wards",
    title: "There are no wards to set floors for",
    detail: "No ward boundary is loaded for the part of the area that has risk.",
    next: "Import the wards on the Data screen, or leave the floors out.",
    where: "floors",
  });
}

type Failure = Extract<AnalysisOutput<"camera-placement">, { ok: false }>;

/** Which wards, how much is possible, and which rule to relax. */
export function floorsNotKept(failure: Failure, wards: readonly Ward[], share: number): Refusal {
  const least = percent(share);
  if (failure.reason === "floor-unreachable") {
    const named = failure.wards.map(({ part, most }) => {
      const ward = wards[part];
      return `${ward?.name ?? "a ward"} (at most ${percent(ward && ward.risk > 0 ? most / ward.risk : 0)})`;
    });
    return refuse({
      code: "floor-unreachable",
      title: "Not so much of every ward can be seen, however many cameras there are",
      detail: `Asked for ${least} of each ward’s risk. With a camera on every column that may be used: ${named.join(", ")}.`,
      next: "Lower the floor, choose a lower level of detail or another lens, or take vetoes back.",
      where: "floors",
    });
  }
  const lacking =
    failure.reason === "floors-infeasible" || failure.reason === "floors-not-found" ? failure.lacking : [];
  const open = wards.filter((_, i) => (lacking[i] ?? 0) > 0).map(({ name }) => name);
  const isProven = failure.reason === "floors-infeasible";
  return refuse({
    code: "floors-not-kept",
    title: isProven
      ? "So few cameras cannot keep the floors of all wards"
      : "No plan was found that keeps the floors of all wards",
    detail: `Asked for ${least} of each ward’s risk; the nearest plan lacks some in ${open.join(", ")}. ${isProven ? "It is proven that no other does." : "It is not proven that none exists."}`,
    next: isProven
      ? "Lower the floor, or allow more cameras or a larger budget."
      : "Allow more cameras, a larger budget or more time, or lower the floor.",
    where: "floors",
  });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
