/** Cameras of a review as rows of a table that can be sorted and saved. Pure. */
import type { OutcomeKind } from "#contract/camera-outcomes.ts";
import type { CameraReview } from "#contract/camera-review.ts";

type Data = CameraReview["data"];

export type ReviewRow = {
  id: string;
  label: string;
  ok: boolean;
  incidentsPerYear: number | null;
  uniqueShare: number | null;
  shapleyShare: number | null;
  redundancy: number | null;
  /** Incidents in view over the window, by category of the review. */
  byKind: (number | null)[];
  outcomes: Partial<Record<OutcomeKind, number | null>>;
  flag: { isForReview: boolean; words: string };
};

export type ReviewSort =
  | "label"
  | "incidentsPerYear"
  | "uniqueShare"
  | "shapleyShare"
  | "redundancy"
  | number;

/** @param window number of the window among 1, 3 and 5 years. */
export function reviewRows(data: Data, window: number, labels: ReadonlyMap<string, string>): ReviewRow[] {
  return data.cameras.map(({ id, ok, worth, incidents, outcomes24, flag }) => {
    const own = worth[window] ?? null;
    return {
      id,
      label: labels.get(id) ?? id,
      ok,
      incidentsPerYear: own?.incidentsPerYear ?? null,
      uniqueShare: own?.uniqueShare ?? null,
      shapleyShare: own?.shapleyShare ?? null,
      redundancy: own?.redundancy ?? null,
      byKind: incidents.map((kind) => kind[window] ?? null),
      outcomes: Object.fromEntries(outcomes24.map(({ kind, n }) => [kind, n])),
      flag,
    };
  });
}

/** Most first; what is not known comes last. A number sorts by that category. */
export function sortReview(rows: readonly ReviewRow[], by: ReviewSort): ReviewRow[] {
  if (by === "label") return [...rows].sort((a, b) => a.label.localeCompare(b.label, "en"));
  const figure = (row: ReviewRow) => (typeof by === "number" ? row.byKind[by] : row[by]) ?? -1;
  return [...rows].sort((a, b) => figure(b) - figure(a) || a.label.localeCompare(b.label, "en"));
}
