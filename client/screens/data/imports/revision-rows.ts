import type { ImportManifest } from "#contract/imports.ts";

type ReplacedSlice = ImportManifest["replacedSlices"][number];

/** A dry run says what will happen, a committed import what did, an undone one what was taken back. */
export type RevisionTense = "will" | "did" | "undone";

export type RevisionSummary = {
  /** Months whose count is different now. */
  changed: number;
  /** Months that were replaced by the same count. */
  same: number;
  /** Months that nobody covered before. */
  added: number;
  oldN: number;
  newN: number;
};

/** What became of the months that an import replaced. Difference is always new − old. */
export function summariseRevision(slices: readonly ReplacedSlice[]): RevisionSummary {
  const summary: RevisionSummary = { changed: 0, same: 0, added: 0, oldN: 0, newN: 0 };
  for (const slice of slices) {
    if (slice.oldN === slice.newN) summary.same++;
    else if (slice.oldN === 0) summary.added++;
    else summary.changed++;
    summary.oldN += slice.oldN;
    summary.newN += slice.newN;
  }
  return summary;
}

/** Newest month first, then force and source by name. */
export function sortRevision(slices: readonly ReplacedSlice[]): ReplacedSlice[] {
  return [...slices].sort(
    (a, b) =>
      b.month.localeCompare(a.month) || a.force.localeCompare(b.force) || a.source.localeCompare(b.source),
  );
}

const number = new Intl.NumberFormat("en-GB");

/** `+107` or `−3` (true minus) or `0`: new − old. */
export function signedDifference(newN: number, oldN: number): string {
  const difference = newN - oldN;
  if (difference === 0) return "0";
  return difference > 0 ? `+${number.format(difference)}` : `−${number.format(-difference)}`;
}

/** One sentence: how many months are or were replaced, and the count before and after. */
export function revisionSentence(slices: readonly ReplacedSlice[], tense: RevisionTense): string {
  if (slices.length === 0) {
    return tense === "will"
      ? "None: no month of this file is in the data yet."
      : "None: no month of this file was in the data before.";
  }
  const { changed, same, oldN, newN } = summariseRevision(slices);
  const months = slices.length === 1 ? "1 month" : `${number.format(slices.length)} months`;
  const totals = `${number.format(oldN)} incidents before, ${number.format(newN)} after`;
  if (changed === 0 && same === slices.length) return `${months} replaced by the same counts (${totals}).`;
  return `${months} replaced: ${totals} (${signedDifference(newN, oldN)}).`;
}
