import type { RejectionRow } from "../../../api/imports.ts";

export type RejectionGroup = {
  reason: string;
  /** All rejected rows with this reason, also those not in the examples. */
  n: number;
  examples: RejectionRow[];
};

const EXAMPLES = 3;

/**
 * Rejected rows by reason, most frequent first (ties by name), each with its first examples by file and line.
 * Counts come from the manifest, which knows all of them; rows may be only the first of many.
 */
export function groupRejections(
  rejectedByReason: Record<string, number>,
  rows: readonly RejectionRow[],
): RejectionGroup[] {
  const reasons = new Map<string, RejectionGroup>();
  for (const [reason, n] of Object.entries(rejectedByReason))
    reasons.set(reason, { reason, n, examples: [] });
  for (const row of rows) {
    const group = reasons.get(row.reason);
    if (!group) continue;
    if (group.examples.length < EXAMPLES) group.examples.push(row);
  }
  return [...reasons.values()].sort((a, b) => b.n - a.n || a.reason.localeCompare(b.reason));
}

/** `outside-uk` → `Outside UK`: the reason's stable id as words. */
export function reasonWords(reason: string): string {
  const words = reason
    .replaceAll(/[-_]+/g, " ")
    .replace(/\buk\b/, "UK")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `2024-03-hertfordshire-street.csv, line 14`, or `line 14` where the file is not an archive. */
export function whereWords(row: RejectionRow): string {
  const line = `line ${row.line.toLocaleString("en-GB")}`;
  const name = row.entry.split("/").at(-1) ?? "";
  return name === "" ? line : `${name}, ${line}`;
}
