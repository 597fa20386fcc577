/** A dry run: reads and validates a whole file, and writes nothing but what it found into the manifest. */
import type { ImportKind, ImportOptions } from "#contract/imports.ts";
import { liveSlicesOf, mappedCodes } from "../db/queries/dry-runs.ts";
import { endImport, readImport, startImport, storeProgress } from "../db/queries/imports.ts";
import { storeChecked } from "../db/queries/received-imports.ts";
import type { Sql } from "../db/sql.ts";
import { failureOf } from "../ingest/failure-of.ts";
import { ImportFailure, type ImportTotals, type ReplacedSlice } from "../ingest/importer.ts";
import { importerOf } from "../ingest/importers.ts";
import { ProgressMeter } from "../ingest/progress-meter.ts";
import { rejectionLog } from "../ingest/rejection-log.ts";

export type CheckDependencies = { sql: Sql; now: () => Date; signal: AbortSignal };

const MOST_WARNINGS = 200;

/** Checks one received import; how it went is in its manifest: `detected` with counts, `failed` or `cancelled`. */
export async function checkImport(
  { sql, now, signal }: CheckDependencies,
  importId: number,
  options: ImportOptions,
): Promise<void> {
  const warnings = new Set<string>();
  const rejections = rejectionLog(sql, importId);
  const details = () => ({
    rejectedByReason: JSON.stringify(rejections.byReason),
    warnings: JSON.stringify([...warnings]),
  });
  try {
    const row = await readImport(sql, importId);
    const kind = options.kind ?? (row?.kind as ImportKind | null | undefined) ?? null;
    const importer = kind === null ? null : importerOf(kind);
    if (!row || row.filePath === null || !importer) throw unknownKind(row?.fileName ?? "The file");
    await startImport(sql, importId, importer.kind, JSON.stringify(options));
    const file = { path: row.filePath, name: row.fileName, bytes: row.bytes, sha256: row.sha256 };
    const meter = new ProgressMeter(now, (progress) => {
      void storeProgress(sql, importId, JSON.stringify(progress)).catch(() => undefined);
    });
    const totals = await importer.check(file, options, {
      signal,
      now,
      onProgress: (progress) => meter.update(progress),
      reject: (rejection) => rejections.add(rejection),
      warn: (text) => {
        if (warnings.size < MOST_WARNINGS) warnings.add(text);
      },
      settle: () => rejections.settle(),
    });
    await rejections.finish();
    signal.throwIfAborted();
    const replacedSlices = await wouldReplace(sql, totals, warnings);
    await storeChecked(sql, importId, totals, {
      ...details(),
      replacedSlices: JSON.stringify(replacedSlices),
    });
  } catch (error) {
    await rejections.finish().catch(() => undefined);
    const status = signal.aborted ? "cancelled" : "failed";
    const reason = signal.aborted ? null : JSON.stringify(failureOf(error));
    await endImport(sql, importId, { status, error: reason, ...details() });
  }
}

/** Months that a commit would replace; category texts that nobody has mapped yet are warned of. */
async function wouldReplace(
  sql: Sql,
  { sourceSlug, tally }: ImportTotals,
  warnings: Set<string>,
): Promise<ReplacedSlice[]> {
  if (!tally || sourceSlug === null) return [];
  const codes = tally.unknownTexts.map(({ code }) => code);
  const mapped = new Set(await mappedCodes(sql, tally.vocabulary, codes));
  for (const { code, label, n } of tally.unknownTexts) {
    if (mapped.has(code) || warnings.size >= MOST_WARNINGS) continue;
    warnings.add(`“${label}” is in no category yet (${n.toLocaleString("en-GB")} incidents).`);
  }
  return liveSlicesOf(sql, sourceSlug, tally.slices);
}

function unknownKind(name: string): ImportFailure {
  return new ImportFailure({
    code: "unknown-kind",
    title: "It is not clear what this file is",
    detail: `${name} was not recognised.`,
    next: "Choose what kind of file it is.",
  });
}
