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
import type { PlaceDraft, PlaceSample } from "./place-draft.ts";
import { PlaceSink } from "./place-sink.ts";
import { readGeoJsonPlaces, sampleGeoJsonPlaces } from "./read-geojson-places.ts";
import { readOsmPlaces, sampleOsmPlaces } from "./read-osm-places.ts";
import { readPointTable, samplePointTable } from "./read-point-table.ts";
import { sourceKey } from "./source-key.ts";

const PREVIEW_ROWS = 50;
const HEAD_BYTES = 512;

type Format = {
  sample: (file: OpenedFile, context: ReadContext, limit: number) => Promise<PlaceSample>;
  read: (file: OpenedFile, context: ReadContext, sink: PlaceSink) => Promise<void>;
  /** Who publishes files of this form, where the form tells. */
  publisher: string | null;
  licence: string | null;
};

const OSM: Format = {
  sample: sampleOsmPlaces,
  read: readOsmPlaces,
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

export const pointsImporter: Importer = {
  kind: "points-of-interest",
  async preview(file: OpenedFile, _options: ImportOptions, context: ReadContext): Promise<FilePreview> {
    const format = await formatOf(file);
    const { columns, rows } = await format.sample(file, context, PREVIEW_ROWS);
    return { columns, rows, entries: [], suggestedMapping: null, suggestedBoundaryFields: null };
  },

  async check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
    const format = await formatOf(file);
    const sink = await readAll(format, file, context, helmertConverter, async () => undefined);
    const method = `${OSTN15_METHOD} where the database has the grid, otherwise ${helmertConverter.method}`;
    return totalsOf(sink, options, format, method);
  },

  async stage(file: OpenedFile, options: ImportOptions, context: ImportContext): Promise<StagedImport> {
    const { sql, importId } = context;
    const format = await formatOf(file);
    const converter = await chooseConverter(sql);
    const sink = await readAll(format, file, context, converter, (places) =>
      insertStagedPlaces(sql, importId, places.map(rowOf)),
    );
    const key = sourceKey(file.name, options.publisher ?? format.publisher);
    sayWhatIsThere(await livePlaces(sql, [...sink.totals.byLayer.keys()]), key, context);
    return {
      totals: totalsOf(sink, options, format, converter.method),
      incidents: false,
      flip: async (tx) => {
        const live = await livePlaces(tx, [...PLACE_LABELS.keys()]);
        const replaced = live.filter((places) => isSameSource(places, key)).map((places) => places.importId);
        await publishPlaces(tx, importId, [...new Set(replaced)]);
        return { replacedSlices: [] };
      },
    };
  },
};

async function formatOf(file: OpenedFile): Promise<Format> {
  const handle = await open(file.path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString("latin1", 0, bytesRead);
    if (looksLikeOsm(head)) return OSM;
    return /^(?:\xef\xbb\xbf)?\s*\{/.test(head) ? GEOJSON : TABLE;
  } finally {
    await handle.close();
  }
}

/** @throws ImportFailure where no row is a place of interest. */
async function readAll(
  format: Format,
  file: OpenedFile,
  context: ReadContext,
  converter: CoordinateConverter,
  store: (places: PlaceDraft[]) => Promise<void>,
): Promise<PlaceSink> {
  const sink = new PlaceSink(file.name, context, converter, store);
  await format.read(file, context, sink);
  await sink.flush(true);
  if (sink.totals.accepted === 0) throw noPlaces(file.name, sink.totals.read);
  const found = [...sink.totals.byLayer].map(
    ([layer, n]) => `${n.toLocaleString("en-GB")} ${labelOf(layer)}`,
  );
  context.warn(`Found: ${found.join(", ")}. Places drawn as areas count from the middle of the area.`);
  if (format === OSM && sink.totals.byLayer.has("licensed-premises")) {
    context.warn(
      "OpenStreetMap does not say who holds a licence: licensed premises are its pubs, bars, nightclubs and off-licences, without restaurants and supermarkets.",
    );
  }
  return sink;
}

function rowOf({ position: [lng, lat], attributes, bng: _, ...place }: PlaceDraft) {
  return { ...place, attributes: JSON.stringify(attributes), lng, lat };
}

function isSameSource({ kind, fileName, publisher }: LivePlaces, key: string): boolean {
  return kind === "points-of-interest" && sourceKey(fileName, publisher) === key;
}

/** What this file replaces, and what stays beside it from elsewhere. */
function sayWhatIsThere(live: readonly LivePlaces[], key: string, context: ReadContext): void {
  for (const places of live) {
    const layer = PLACE_LAYERS.find((one) => one === places.layer);
    const what = `${places.n.toLocaleString("en-GB")} ${layer ? labelOf(layer) : places.layer}`;
    context.warn(
      isSameSource(places, key)
        ? `${what} of an earlier ${places.fileName} are replaced.`
        : `${what} from ${places.fileName} stay beside these: a place that is in both is drawn twice.`,
    );
  }
}

const PLACE_LAYERS = [...PLACE_LABELS.keys()];

function labelOf(layer: PlaceLayer): string {
  return (PLACE_LABELS.get(layer) ?? layer).toLowerCase();
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
