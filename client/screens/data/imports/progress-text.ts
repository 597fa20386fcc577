import type { ImportProgress } from "#contract/imports.ts";

const number = new Intl.NumberFormat("en-GB");

/** Share of the file read, 0–1, or null while it is not known. */
export function progressShare(progress: ImportProgress): number | null {
  const { bytesRead, bytesTotal } = progress;
  if (bytesRead === undefined || bytesTotal === undefined || bytesTotal <= 0) return null;
  return Math.min(1, Math.max(0, bytesRead / bytesTotal));
}

/** `about 4 min left`; rounded so that it does not flicker. Empty while unknown. */
export function timeLeft(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "";
  if (seconds < 1.5) return "almost done";
  if (seconds < 10) return `about ${Math.round(seconds)} s left`;
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}

/** Rows per second to two significant figures: enough to compare, calm enough to read. */
export function rowRate(rowsPerSecond: number | undefined): string {
  if (rowsPerSecond === undefined || !(rowsPerSecond > 0)) return "";
  const digits = Math.max(0, Math.floor(Math.log10(rowsPerSecond)) - 1);
  const rounded = Math.round(rowsPerSecond / 10 ** digits) * 10 ** digits;
  return `${number.format(rounded)} rows/s`;
}

/** One line under the bar: `312,000 rows · 210,000 rows/s · about 3 s left`. Leaves out what is not known. */
export function progressLine(progress: ImportProgress): string {
  const rows = progress.rows === undefined ? "" : `${number.format(progress.rows)} rows`;
  return [rows, rowRate(progress.rowsPerSecond), timeLeft(progress.secondsLeft)].filter(Boolean).join(" · ");
}

/**
 * What a screen reader is told: the share in steps of 25 %, or the phase where no share is known. Phases name the
 * file within an archive, which changes too often to be spoken.
 */
export function progressAnnouncement(progress: ImportProgress): string {
  const share = progressShare(progress);
  if (share === null) return progress.phase;
  return `Reading the file: ${Math.floor(share * 4) * 25} %`;
}
