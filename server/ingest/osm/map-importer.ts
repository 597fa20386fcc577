/** Importing what the map shows: lines, areas, points and buildings of many layers out of one file. */
import type { ImportKind, ImportOptions } from "#contract/imports.ts";
import {
  insertStagedBuildings,
  repairStagedBuildings,
  type StagedBuilding,
} from "../../db/queries/buildings-load.ts";
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
import { sourceKey } from "../points/source-key.ts";

export type MapRow = StagedBuilding & { layer: string };
export type MapFound = { ok: true; row: MapRow } | { ok: false; reason: string; detail: string };
/** One thing in the file: what it is on the map, or why it cannot be used, and how it stands there. */
export type MapEntry = { found: MapFound; excerpt: string };

export type MapSource = {
  kind: ImportKind;
  entries(file: OpenedFile, context: ReadContext): AsyncIterable<MapEntry>;
  publisher: string | null;
  licence: string | null;
  /** What to do where the file holds nothing that the map shows. */
  next: string;
};

type Counts = { read: number; accepted: number; rejected: number; byLayer: Map<string, number> };

const BATCH_ROWS = 1000;
const PREVIEW_ROWS = 50;
const LABELS: Record<string, string> = {
  road: "roads and paths",
  rail: "railways",
  water: "waters",
  park: "parks",
  building: "buildings",
  tree: "trees",
  school: "schools",
  station: "stations",
  "bus-stop": "bus stops",
  forecourt: "forecourts",
  "licensed-premises": "licensed premises",
};

/** An earlier import of the same file is replaced in every layer. */
export function mapImporter(source: MapSource): Importer {
  return {
    kind: source.kind,

    async preview(file: OpenedFile, _options: ImportOptions, context: ReadContext): Promise<FilePreview> {
      const rows: string[][] = [];
      for await (const { found } of source.entries(file, context)) {
        if (!found.ok) continue;
        const { layer, class: kind, name, reference } = found.row;
        rows.push([layer, kind, name ?? "", reference ?? ""]);
        if (rows.length >= PREVIEW_ROWS) break;
      }
      const columns = ["layer", "class", "name", "reference"];
      return { columns, rows, entries: [], suggestedMapping: null, suggestedBoundaryFields: null };
    },

    async check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
      const counts = await readAll(source, file, context, async () => undefined);
      return totalsOf(counts, options, source);
    },

    async stage(file: OpenedFile, options: ImportOptions, context: ImportContext): Promise<StagedImport> {
      const { sql, importId } = context;
      const counts = await readAll(source, file, context, (layer, rows) =>
        insertStagedBuildings(sql, importId, layer, rows),
      );
      await repairStagedBuildings(sql, importId);
      const totals = totalsOf(counts, options, source);
      const key = sourceKey(file.name, totals.publisher);
      return {
        totals,
        incidents: false,
        flip: async (tx) => {
          const live = await livePlaces(tx, Object.keys(LABELS));
          const replaced = live
            .filter(({ fileName, publisher }) => sourceKey(fileName, publisher) === key)
            .map(({ importId: id }) => id);
          await publishPlaces(tx, importId, [...new Set(replaced)]);
          return { replacedSlices: [] };
        },
      };
    },
  };
}

/** @throws ImportFailure where the file holds nothing that the map shows. */
async function readAll(
  source: MapSource,
  file: OpenedFile,
  context: ReadContext,
  store: (layer: string, rows: StagedBuilding[]) => Promise<void>,
): Promise<Counts> {
  const counts: Counts = { read: 0, accepted: 0, rejected: 0, byLayer: new Map() };
  const waiting = new Map<string, StagedBuilding[]>();
  const flush = async (layer: string) => {
    context.signal.throwIfAborted();
    context.onProgress({ phase: "Reading the map", rows: counts.read });
    await store(layer, waiting.get(layer) ?? []);
    waiting.set(layer, []);
    await context.settle?.();
  };
  for await (const { found, excerpt } of source.entries(file, context)) {
    counts.read++;
    if (!found.ok) {
      const { reason, detail } = found;
      counts.rejected++;
      context.reject({ entry: file.name, line: counts.read, reason, detail, excerpt });
      continue;
    }
    const { layer, ...row } = found.row;
    counts.accepted++;
    counts.byLayer.set(layer, (counts.byLayer.get(layer) ?? 0) + 1);
    const batch = waiting.get(layer) ?? [];
    batch.push(row);
    waiting.set(layer, batch);
    if (batch.length >= BATCH_ROWS) await flush(layer);
  }
  for (const layer of waiting.keys()) await flush(layer);
  if (counts.accepted === 0) throw nothingFound(file.name, counts.read, source);
  const found = [...counts.byLayer].map(
    ([layer, n]) => `${n.toLocaleString("en-GB")} ${LABELS[layer] ?? layer}`,
  );
  context.warn(`Found: ${found.join(", ")}. An element that is two things counts twice.`);
  return counts;
}

function totalsOf(
  { read, accepted, rejected }: Counts,
  options: ImportOptions,
  { publisher, licence }: MapSource,
): ImportTotals {
  return {
    read,
    accepted,
    rejected,
    unlocated: 0,
    period: null,
    publisher: options.publisher ?? publisher,
    licence: options.licence ?? licence,
    sourceSlug: null,
    transformMethod: null,
  };
}

function nothingFound(name: string, read: number, { next }: MapSource): ImportFailure {
  return new ImportFailure({
    code: "no-features",
    title: "The file holds nothing that the map shows",
    detail: `${name} was read to its end: ${read.toLocaleString("en-GB")} entries, none of them of use; rejected entries say why.`,
    next,
  });
}
