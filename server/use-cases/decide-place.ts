/** What did analysts decide of places on the hotspot list? A decision is kept for good; it can be withdrawn. */
import { ALL_AREAS_CODE } from "#contract/areas.ts";
import type { PlaceDecision, PlaceDecisionInput, PlaceDecisionWithdrawal } from "#contract/places.ts";
import { cellCentre, cellResolution, type LngLat } from "#domain/grid/h3.ts";
import type { DecisionAdded, DecisionWithdrawn, NewPlaceDecision, Reader } from "../db/read-model.ts";
import type { AreaRow } from "../db/snapshot.ts";
import { type Answer, answer, type Refusal, refuse } from "./answer.ts";
import { storedResolution, unknownCell } from "./describe-cell.ts";
import { findArea, findCategories, type QuestionInput } from "./question.ts";

/** Where decisions are kept. */
export type PlaceDecisionStore = {
  add(decision: NewPlaceDecision): Promise<DecisionAdded>;
  withdraw(id: number, withdrawal: PlaceDecisionWithdrawal): Promise<DecisionWithdrawn>;
};

/** Farther than this from the hexagon a point is another place, not the same one put right. */
const WIDEST_SHIFT_M = 2000;
/** As wide as the widest buffer of the list. */
const WIDEST_BUFFER_M = 5000;
const M_PER_DEGREE = 111_195;

/** Which list a decision holds for: area and category in one spelling, however they were asked for. */
export type DecisionScope = { area: string; category: string };

/** Scope of a question. Refuses areas and categories that are not known. */
export async function decisionScope(reader: Reader, input: QuestionInput): Promise<Answer<DecisionScope>> {
  const snapshot = await reader.snapshot();
  const area = findArea(snapshot, input.area);
  if (!area.ok) return area;
  const code = area.value?.code ?? ALL_AREAS_CODE;
  if (input.category === undefined || input.category === "" || input.category === "all") {
    return answer({ area: code, category: "all" });
  }
  const categories = findCategories(snapshot, input.category);
  if (!categories.ok) return categories;
  const ids = categories.value.map((category) => category.id).sort();
  return answer({ area: code, category: ids.join(",") });
}

/** Keeps a decision; tells whoever comes second that one holds already. */
export async function decidePlace(
  reader: Reader,
  store: PlaceDecisionStore,
  input: PlaceDecisionInput,
): Promise<Answer<PlaceDecision>> {
  if (storedResolution(input.cell) === null) return unknownCell(input.cell);
  const scope = await decisionScope(reader, input);
  if (!scope.ok) return scope;
  const area = findArea(await reader.snapshot(), input.area);
  if (!area.ok) return area;
  if (area.value && !isNear(area.value, cellCentre(input.cell))) return farFromArea(input.cell, area.value);
  const wrong = checkPosition(input);
  if (wrong) return wrong;
  const { kind, cell, reason, position, author } = input;
  const added = await store.add({
    kind,
    cell,
    reason,
    position,
    author,
    resolution: cellResolution(cell),
    ...scope.value,
  });
  return added.ok ? answer(added.decision) : decidedBefore(added.holds);
}

/** Withdraws a decision: the place is listed as before it. */
export async function withdrawDecision(
  store: PlaceDecisionStore,
  id: number,
  withdrawal: PlaceDecisionWithdrawal,
): Promise<Answer<PlaceDecision>> {
  const done = await store.withdraw(id, withdrawal);
  if (done.ok) return answer(done.decision);
  if (done.reason === "unknown") {
    return refuse({
      code: "unknown-decision",
      title: "There is no decision with this number",
      detail: `Got ${id}.`,
      next: "Choose one from /api/v1/places/decisions.",
      where: "id",
    });
  }
  const { withdrawn } = done.decision;
  return refuse({
    code: "decision-withdrawn",
    title: "This decision was withdrawn before",
    detail: `${withdrawn?.author} withdrew it on ${withdrawn?.at.slice(0, 10)}: ${withdrawn?.reason}`,
    next: "Nothing needs to be done. To decide again, add a new decision.",
    where: "id",
  });
}

/** Decisions of one list or of all, newest first; with the withdrawn ones, for these are the record. */
export async function listDecisions(reader: Reader, input: QuestionInput): Promise<Answer<PlaceDecision[]>> {
  const all = await reader.placeDecisions();
  if (input.area === undefined && input.category === undefined) return answer(all);
  const scope = await decisionScope(reader, input);
  if (!scope.ok) return scope;
  const { area, category } = scope.value;
  return answer(
    all.filter(
      (decision) =>
        (input.area === undefined || decision.area === area) &&
        (input.category === undefined || decision.category === category),
    ),
  );
}

function checkPosition({ kind, cell, position }: PlaceDecisionInput): Refusal | null {
  if ((kind === "shift") !== (position !== null)) {
    return refuse({
      code: "invalid-position",
      title: kind === "shift" ? "A shift needs the point to go to" : "An exclusion has no point to go to",
      detail: `Got kind ${kind} with ${position === null ? "no position" : `position ${position.join(", ")}`}.`,
      next:
        kind === "shift"
          ? "Give position as [longitude, latitude]."
          : "Leave position out, or send kind shift.",
      where: "position",
    });
  }
  if (!position) return null;
  const distanceM = Math.round(distanceBetweenM(cellCentre(cell), position));
  if (distanceM <= WIDEST_SHIFT_M) return null;
  return refuse({
    code: "invalid-position",
    title: "This point is too far from the place",
    detail: `Got a point ${distanceM.toLocaleString("en-GB")} m from the middle of the hexagon; at most ${WIDEST_SHIFT_M.toLocaleString("en-GB")} m. Positions are [longitude, latitude].`,
    next: "Choose a point nearer by, or exclude the place with a reason.",
    where: "position",
  });
}

function decidedBefore(holds: PlaceDecision): Refusal {
  const words = holds.kind === "exclude" ? "excluded" : "shifted";
  return refuse({
    code: "place-decided",
    title: "Somebody has decided on this place already",
    detail: `${holds.author} ${words} it on ${holds.at.slice(0, 10)} (decision ${holds.id}): ${holds.reason}`,
    next: `Leave it, or withdraw decision ${holds.id} with a reason and decide again.`,
    where: "cell",
  });
}

function farFromArea(cell: string, area: AreaRow): Refusal {
  return refuse({
    code: "cell-outside-area",
    title: "This hexagon does not belong to the area",
    detail: `${cell} is more than ${WIDEST_BUFFER_M.toLocaleString("en-GB")} m from ${area.name}.`,
    next: "Take the cell of a place from /api/v1/places with the same area.",
    where: "cell",
  });
}

function isNear({ bbox: [west, south, east, north] }: AreaRow, [lng, lat]: LngLat): boolean {
  const marginLat = WIDEST_BUFFER_M / M_PER_DEGREE;
  const marginLng = marginLat / Math.cos((lat * Math.PI) / 180);
  return (
    lng >= west - marginLng && lng <= east + marginLng && lat >= south - marginLat && lat <= north + marginLat
  );
}

function distanceBetweenM(from: LngLat, to: LngLat): number {
  const narrowing = Math.cos((((from[1] + to[1]) / 2) * Math.PI) / 180);
  return M_PER_DEGREE * Math.hypot((to[0] - from[0]) * narrowing, to[1] - from[1]);
}
