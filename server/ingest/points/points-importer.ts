/** Schools, stations, bus stops, forecourts and licensed premises as CSV, GeoJSON or OpenStreetMap extract. */
import { open } from "node:fs/promises";
import type { ImportOptions } from "#contract/imports.ts";
import {
  insertStagedPlaces,
  type LivePlaces,
  livePlaces,
  publishPlaces,
} from "../../db/queries/places-load.ts";
import {
  type CoordinateConverter,
  chooseConverter,
  helmertConverter,
  OSTN15_METHOD,
} from "../coordinates/converter.ts";
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
import { PLACE_LABELS, type PlaceLayer } from "./place-classes.ts";
import type { PlaceDraft, PlaceSample, PostLayer } from "./place-draft.ts";
import { PlaceSink } from "./place-sink.ts";
import { placeReader, type RowReader } from "./place-table.ts";
import { readGeoJsonPlaces, sampleGeoJsonPlaces } from "./read-geojson-places.ts";
import { readOsmPlaces, sampleOsmPlaces } from "./read-osm-places.ts";
import { readPointTable, samplePointTable } from "./read-point-table.ts";
import { sourceKey } from "./source-key.ts";

const PREVIEW_ROWS = 50;
const HEAD_BYTES = 512;

type Format = {
  sample: (file: OpenedFile, context: ReadContext, limit: number) => Promise<PlaceSample>;
  read: (file: OpenedFile, context: ReadContext, sink: PlaceSink, rowReader: RowReader) => Promise<void>;
  /** Who publishes files of this form, where the form tells. */
  publisher: string | null;
  licence: string | null;
};

const OSM: Format = {
  sample: sampleOsmPlaces,
  read: (file, context, sink) => readOsmPlaces(file, context, sink),
  publisher: "OpenStreetMap contributors",
  licence: "ODbL 1.0",
};
const GEOJSON: Format = {
  sample: sampleGeoJsonPlaces,
  read: readGeoJsonPlaces,
  publisher: null,
  licence: null,
};
const TABLE: Format = { sample: samplePointTable, read: readPointTable, publisher: null, licence: null };

/** Begins like an .osm.pbf: a length, then a header whose kind is OSMHeader. */
export function looksLikeOsm(head: string): boolean {
  return head.slice(4, 6) === "\n\t" && head.slice(6, 15) === "OSMHeader";
}

/** What tells an importer of points from another: what its rows are, and what it may replace. */
export type PointKind = {
  kind: "points-of-interest" | "cameras" | "columns";
  layers: readonly (PlaceLayer | PostLayer)[];
  /** Reader of rows, and what is told of a file when it has been read. */
  begin: () => {
    rowReader: RowReader;
    tell: (sink: PlaceSink, context: ReadContext, isOsm: boolean) => void;
  };
  /** False for kinds that an OpenStreetMap extract cannot be. */
  takesOsm: boolean;
  none: (fileName: string, read: number) => ImportFailure;
};

export const pointsImporter: Importer = pointImporter({
  kind: "points-of-interest",
  layers: [...PLACE_LABELS.keys()],
  begin: () => ({ rowReader: placeReader, tell: tellPlaces }),
  takesOsm: true,
  none: noPlaces,
});

/** Importer of one kind of points: CSV or GeoJSON, staged, then live in place of an earlier file of the same source. */
export function pointImporter(what: PointKind): Importer {
  return {
    kind: what.kind,
    async preview(file: OpenedFile, _options: ImportOptions, context: ReadContext): Promise<FilePreview> {
      const format = await formatOf(file, what);
      const { columns, rows } = await format.sample(file, context, PREVIEW_ROWS);
      return { columns, rows, entries: [], suggestedMapping: null, suggestedBoundaryFields: null };
    },

    async check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
      const format = await formatOf(file, what);
      const sink = await readAll(what, format, file, context, helmertConverter, async () => undefined);
      const method = `${OSTN15_METHOD} where the database has the grid, otherwise ${helmertConverter.method}`;
      return totalsOf(sink, options, format, method);
    },

    async stage(file: OpenedFile, options: ImportOptions, context: ImportContext): Promise<StagedImport> {
      const { sql, importId } = context;
      const format = await formatOf(file, what);
      const converter = await chooseConverter(sql);
      const sink = await readAll(what, format, file, context, converter, (places) =>
        insertStagedPlaces(sql, importId, places.map(rowOf)),
      );
      const key = sourceKey(file.name, options.publisher ?? format.publisher);
      const isSame = (live: LivePlaces) =>
        live.kind === what.kind && sourceKey(live.fileName, live.publisher) === key;
      sayWhatIsThere(await livePlaces(sql, [...sink.totals.byLayer.keys()]), isSame, context);
      return {
        totals: totalsOf(sink, options, format, converter.method),
        incidents: false,
        flip: async (tx) => {
          const live = await livePlaces(tx, what.layers);
          const replaced = live.filter(isSame).map((places) => places.importId);
          await publishPlaces(tx, importId, [...new Set(replaced)]);
          return { replacedSlices: [] };
        },
      };
    },
  };
}

async function formatOf(file: OpenedFile, { takesOsm, none }: PointKind): Promise<Format> {
  const handle = await open(file.path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString("latin1", 0, bytesRead);
    if (looksLikeOsm(head)) {
      if (takesOsm) return OSM;
      throw none(file.name, 0);
    }
    return /^(?:\xef\xbb\xbf)?\s*\{/.test(head) ? GEOJSON : TABLE;
  } finally {
    await handle.close();
  }
}

/** @throws ImportFailure where no row is a place of interest. */
async function readAll(
  what: PointKind,
  format: Format,
  file: OpenedFile,
  context: ReadContext,
  converter: CoordinateConverter,
  store: (places: PlaceDraft[]) => Promise<void>,
): Promise<PlaceSink> {
  const sink = new PlaceSink(file.name, context, converter, store);
  const { rowReader, tell } = what.begin();
  await format.read(file, context, sink, rowReader);
  await sink.flush(true);
  if (sink.totals.accepted === 0) throw what.none(file.name, sink.totals.read);
  tell(sink, context, format === OSM);
  return sink;
}

function tellPlaces(sink: PlaceSink, context: ReadContext, isOsm: boolean): void {
  const found = [...sink.totals.byLayer].map(
    ([layer, n]) => `${n.toLocaleString("en-GB")} ${labelOf(layer)}`,
  );
  context.warn(`Found: ${found.join(", ")}. Places drawn as areas count from the middle of the area.`);
  if (isOsm && sink.totals.byLayer.has("licensed-premises")) {
    context.warn(
      "OpenStreetMap does not say who holds a licence: licensed premises are its pubs, bars, nightclubs and off-licences, without restaurants and supermarkets.",
    );
  }
}

function rowOf({ position: [lng, lat], attributes, bng: _, heightM = null, ...place }: PlaceDraft) {
  return { ...place, heightM, attributes: JSON.stringify(attributes), lng, lat };
}

/** What this file replaces, and what stays beside it from elsewhere. */
function sayWhatIsThere(
  live: readonly LivePlaces[],
  isSame: (places: LivePlaces) => boolean,
  context: ReadContext,
): void {
  for (const places of live) {
    const what = `${places.n.toLocaleString("en-GB")} ${labelOf(places.layer)}`;
    context.warn(
      isSame(places)
        ? `${what} of an earlier ${places.fileName} are replaced.`
        : `${what} from ${places.fileName} stay beside these: a place that is in both is drawn twice.`,
    );
  }
}

const POST_LABELS = new Map([
  ["camera", "cameras"],
  ["column", "columns"],
]);

function labelOf(layer: string): string {
  const place = [...PLACE_LABELS].find(([one]) => one === layer)?.[1].toLowerCase();
  return place ?? POST_LABELS.get(layer) ?? layer;
}

function totalsOf(sink: PlaceSink, options: ImportOptions, format: Format, method: string): ImportTotals {
  const { read, accepted, rejected } = sink.totals;
  return {
    read,
    accepted,
    rejected,
    unlocated: 0,
    period: null,
    publisher: options.publisher ?? format.publisher,
    licence: options.licence ?? format.licence,
    sourceSlug: null,
    transformMethod: sink.usedGrid ? method : null,
  };
}

function noPlaces(name: string, read: number): ImportFailure {
  return new ImportFailure({
    code: "no-places",
    title: "The file holds no place of interest that can be used",
    detail:
      read === 0
        ? `${name} was read to its end without a school, station, bus stop, forecourt or licensed premises.`
        : `None of the ${read.toLocaleString("en-GB")} entries of ${name} was accepted; the rejected rows say why.`,
    next: "Check that the file covers the area, and that a column says what each place is.",
  });
}
