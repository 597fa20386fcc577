/**
 * Outlines: buildings with heights where these are known, which hide views and in which people live; buildings that are
 * planned; and zones where privacy weighs more.
 */
import { open } from "node:fs/promises";
import type { ImportOptions } from "#contract/imports.ts";
import { insertStagedBuildings, repairStagedBuildings } from "../../db/queries/buildings-load.ts";
import { livePlaces, publishPlaces } from "../../db/queries/places-load.ts";
import {
  type FilePreview,
  type ImportContext,
  type Importer,
  ImportFailure,
  type ImportTotals,
  type OpenedFile,
  type ReadContext,
  type StagedImport,
} from "../importer.ts";
import { looksLikeOsm } from "../points/points-importer.ts";
import { sourceKey } from "../points/source-key.ts";
import { type BuildingDraft, type BuildingEntry, geoJsonBuildings, osmBuildings } from "./read-buildings.ts";
import { stagedOutline } from "./staged-outline.ts";

const PREVIEW_ROWS = 50;
const HEAD_BYTES = 512;
const BATCH_BUILDINGS = 1000;

type Counts = {
  read: number;
  accepted: number;
  rejected: number;
  withHeight: number;
  fromLevels: number;
  unusable: { n: number; example: string };
};

/** A kind of outline. */
type OutlineKind = {
  kind: "buildings" | "planned-buildings" | "privacy-zones";
  layer: "building" | "planned-building" | "privacy-zone";
  /** What one of them is called. */
  noun: string;
  takesOsm: boolean;
  /** Why an outline is of no use for this kind, or null. */
  fault(draft: BuildingDraft): string | null;
  tell(counts: Counts, context: ReadContext): void;
};

export const buildingsImporter = outlineImporter({
  kind: "buildings",
  layer: "building",
  noun: "building",
  takesOsm: true,
  fault: () => null,
  tell: tellHeights,
});

export const plannedBuildingsImporter = outlineImporter({
  kind: "planned-buildings",
  layer: "planned-building",
  noun: "planned building",
  takesOsm: false,
  fault: ({ heightM }) =>
    heightM === null
      ? "It has no height that can be read: what a planned building would block hangs on its height."
      : null,
  tell: tellHeights,
});

export const privacyZonesImporter = outlineImporter({
  kind: "privacy-zones",
  layer: "privacy-zone",
  noun: "privacy zone",
  takesOsm: false,
  fault: () => null,
  tell: () => undefined,
});

function outlineImporter(outline: OutlineKind): Importer {
  return {
    kind: outline.kind,
    async preview(file: OpenedFile, _options: ImportOptions, context: ReadContext): Promise<FilePreview> {
      const rows: string[][] = [];
      for await (const entry of await entriesOf(file, context, outline)) {
        if (!entry.ok) continue;
        const { class: kind, name, reference, heightM, heightFrom } = entry.building;
        rows.push([
          kind,
          name ?? "",
          reference ?? "",
          heightM === null ? "" : String(heightM),
          heightFrom ?? "",
        ]);
        if (rows.length >= PREVIEW_ROWS) break;
      }
      const columns = ["class", "name", "reference", "height, m", "height from"];
      return { columns, rows, entries: [], suggestedMapping: null, suggestedBoundaryFields: null };
    },

    async check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
      const { counts, isOsm } = await readAll(file, context, outline, async () => undefined);
      return totalsOf(counts, options, isOsm);
    },

    async stage(file: OpenedFile, options: ImportOptions, context: ImportContext): Promise<StagedImport> {
      const { sql, importId } = context;
      const { counts, isOsm } = await readAll(file, context, outline, (batch) =>
        insertStagedBuildings(sql, importId, outline.layer, batch.map(stagedOutline)),
      );
      const repaired = await repairStagedBuildings(sql, importId);
      if (repaired > 0) {
        context.warn(
          `${repaired.toLocaleString("en-GB")} outlines cross themselves or are not closed properly; they were repaired.`,
        );
      }
      const totals = totalsOf(counts, options, isOsm);
      const key = sourceKey(file.name, totals.publisher);
      return {
        totals,
        incidents: false,
        flip: async (tx) => {
          const live = await livePlaces(tx, [outline.layer]);
          const replaced = live
            .filter(
              ({ kind, fileName, publisher }) =>
                kind === outline.kind && sourceKey(fileName, publisher) === key,
            )
            .map((buildings) => buildings.importId);
          await publishPlaces(tx, importId, [...new Set(replaced)]);
          return { replacedSlices: [] };
        },
      };
    },
  };
}

async function isOsmFile(file: OpenedFile): Promise<boolean> {
  const handle = await open(file.path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return looksLikeOsm(buffer.toString("latin1", 0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function entriesOf(
  file: OpenedFile,
  context: ReadContext,
  { takesOsm }: OutlineKind,
): Promise<AsyncGenerator<BuildingEntry>> {
  return takesOsm && (await isOsmFile(file)) ? osmBuildings(file, context) : geoJsonBuildings(file, context);
}

async function readAll(
  file: OpenedFile,
  context: ReadContext,
  outline: OutlineKind,
  store: (batch: BuildingDraft[]) => Promise<void>,
): Promise<{ counts: Counts; isOsm: boolean }> {
  const counts: Counts = {
    read: 0,
    accepted: 0,
    rejected: 0,
    withHeight: 0,
    fromLevels: 0,
    unusable: { n: 0, example: "" },
  };
  let batch: BuildingDraft[] = [];
  const flush = async () => {
    context.signal.throwIfAborted();
    context.onProgress({ phase: "Reading buildings", rows: counts.read });
    await store(batch);
    batch = [];
    await context.settle?.();
  };
  for await (const entry of await entriesOf(file, context, outline)) {
    counts.read++;
    if (!entry.ok) {
      const { ok: _, ...fault } = entry;
      counts.rejected++;
      context.reject({ entry: file.name, ...fault });
      continue;
    }
    const fault = outline.fault(entry.building);
    if (fault !== null) {
      const { name, reference } = entry.building;
      counts.rejected++;
      context.reject({
        entry: file.name,
        line: counts.read,
        reason: `unusable-${outline.layer}`,
        detail: `Feature ${counts.read}: ${fault}`,
        excerpt: JSON.stringify({ name, reference }).slice(0, 300),
      });
      continue;
    }
    counts.accepted++;
    countHeight(counts, entry.building);
    batch.push(entry.building);
    if (batch.length >= BATCH_BUILDINGS) await flush();
  }
  await flush();
  if (counts.accepted === 0) throw noOutlines(file.name, counts.read, outline);
  outline.tell(counts, context);
  return { counts, isOsm: await isOsmFile(file) };
}

function countHeight(counts: Counts, { heightM, heightFrom, unusableHeight }: BuildingDraft): void {
  if (heightM !== null) counts.withHeight++;
  if (heightFrom === "levels") counts.fromLevels++;
  if (unusableHeight !== null) {
    counts.unusable = { n: counts.unusable.n + 1, example: counts.unusable.example || unusableHeight };
  }
}

function tellHeights({ accepted, withHeight, fromLevels, unusable }: Counts, context: ReadContext): void {
  const count = (n: number) => n.toLocaleString("en-GB");
  const without = accepted - withHeight;
  if (without > 0) {
    context.warn(
      `${count(without)} of ${count(accepted)} buildings have no height on record; they are taken to block every view behind them.`,
    );
  }
  if (fromLevels > 0)
    context.warn(`${count(fromLevels)} heights are estimated from the number of storeys, 3 m each.`);
  if (unusable.n > 0)
    context.warn(
      `${count(unusable.n)} heights cannot be read, for example “${unusable.example.slice(0, 60)}”.`,
    );
}

function totalsOf(
  { read, accepted, rejected }: Counts,
  options: ImportOptions,
  isOsm: boolean,
): ImportTotals {
  return {
    read,
    accepted,
    rejected,
    unlocated: 0,
    period: null,
    publisher: options.publisher ?? (isOsm ? "OpenStreetMap contributors" : null),
    licence: options.licence ?? (isOsm ? "ODbL 1.0" : null),
    sourceSlug: null,
    transformMethod: null,
  };
}

function noOutlines(name: string, read: number, { noun, takesOsm }: OutlineKind): ImportFailure {
  return new ImportFailure({
    code: "no-buildings",
    title: `The file holds no ${noun} that can be used`,
    detail: `${name} was read to its end: ${read.toLocaleString("en-GB")} entries, none of them the outline of a ${noun}; rejected entries say why.`,
    next: takesOsm
      ? "Choose an OpenStreetMap extract, or GeoJSON with outlines of buildings as areas."
      : "Choose GeoJSON with areas.",
  });
}
