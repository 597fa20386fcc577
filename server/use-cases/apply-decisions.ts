/** What do decisions do to a list of places? Exclude some, with the reason; move the point of work of others. */
import type { Place, PlaceDecision } from "#contract/places.ts";
import type { Reader } from "../db/read-model.ts";
import type { DecisionScope } from "./decide-place.ts";
import type { DescribedPlace } from "./describe-places.ts";

/** Decisions that hold for one list, newest first. */
export type HeldDecisions = readonly PlaceDecision[];

export async function heldDecisions(reader: Reader, scope: DecisionScope): Promise<HeldDecisions> {
  const all = await reader.placeDecisions();
  return all.filter(
    ({ withdrawn, area, category }) =>
      withdrawn === null && area === scope.area && category === scope.category,
  );
}

/** True if the newest decision that hangs on one of these hexagons excludes the place. */
export function isExcluded(cells: readonly string[], decisions: HeldDecisions): boolean {
  return decisionOn(cells, decisions)?.kind === "exclude";
}

/** Ranks places by their order and applies what was decided of them. Both lists are ranked by themselves. */
export function applyDecisions(
  places: readonly DescribedPlace[],
  decisions: HeldDecisions,
): { listed: Place[]; excluded: Place[] } {
  const listed: Place[] = [];
  const excluded: Place[] = [];
  for (const place of places) {
    const decision = decisionOn(place.cells, decisions);
    const list = decision?.kind === "exclude" ? excluded : listed;
    list.push({ ...place, centre: decision?.position ?? place.centre, rank: list.length + 1, decision });
  }
  return { listed, excluded };
}

function decisionOn(placeCells: readonly string[], decisions: HeldDecisions): PlaceDecision | null {
  const cells = new Set(placeCells);
  return decisions.find(({ cell }) => cells.has(cell)) ?? null;
}
