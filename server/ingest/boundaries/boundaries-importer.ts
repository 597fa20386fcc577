/** Boundaries as GeoJSON, zipped Shapefile or GeoPackage: what the file is is told by its content. */
import { open } from "node:fs/promises";
import type { ImportOptions } from "#contract/imports.ts";
import {
  areaFingerprint,
  insertStagedAreas,
  publishAreas,
  setParents,
  settleStagedGeometry,
} from "../../db/queries/areas-load.ts";
import { chooseConverter, helmertConverter, OSTN15_METHOD } from "../coordinates/converter.ts";
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
import { findParents } from "./authority-of-areas.ts";
import { type BoundaryFields, chooseFields, textOf } from "./boundary-fields.ts";
import { decideSystem } from "./coordinate-system.ts";
import { openGeoJson } from "./geojson-source.ts";
import { openGeoPackage } from "./geopackage-source.ts";
import type { BoundarySource } from "./raw-feature.ts";
import { type AreaDraft, type ReadPlan, readAreas, type Survey, surveySource } from "./read-areas.ts";
import { openShapefile } from "./shapefile-source.ts";
import { wkbOfPolygons } from "./well-known-binary.ts";

const PREVIEW_ROWS = 50;

export const boundariesImporter: Importer = { kind: "boundaries", preview, check, stage };

async function preview(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<FilePreview> {
  return withSource(file, context, async (source) => {
    const { sample } = await surveySource(source);
    const columns = [...new Set(sample.flatMap((properties) => Object.keys(properties)))];
    const { code, name } = fieldsFor(options, sample);
    return {
      columns,
      rows: sample
        .slice(0, PREVIEW_ROWS)
        .map((properties) => columns.map((column) => textOf(properties[column]))),
      entries: source.entries,
      suggestedMapping: null,
      suggestedBoundaryFields: { code, name },
    };
  });
}

async function check(file: OpenedFile, options: ImportOptions, context: ReadContext): Promise<ImportTotals> {
  return withSource(file, context, async (source) => {
    const { survey, plan } = await planFor(source, options, context, async () => helmertConverter);
    let accepted = 0;
    for await (const drafts of readAreas(source, plan, context)) accepted += drafts.length;
    const method = `${OSTN15_METHOD} where the database has the grid, otherwise ${helmertConverter.method}`;
    return totals(survey, accepted, options, plan.system === 27700 ? method : null);
  });
}

async function stage(
  file: OpenedFile,
  options: ImportOptions,
  context: ImportContext,
): Promise<StagedImport> {
  const { sql, importId } = context;
  return withSource(file, context, async (source) => {
    const { survey, plan } = await planFor(source, options, context, () => chooseConverter(sql));
    const numbers = new Map<string, number>();
    let accepted = 0;
    for await (const drafts of readAreas(source, plan, context)) {
      for (const { code, number } of drafts) numbers.set(code, number);
      await insertStagedAreas(sql, importId, drafts.map(toRow));
      accepted += drafts.length;
      context.onProgress({ phase: "Reading boundaries", rows: accepted });
    }
    context.onProgress({ phase: "Checking boundaries", rows: accepted });
    const settled = await settleStagedGeometry(sql, importId);
    for (const name of settled.repaired) context.warn(`${name}: its outline was repaired (ST_MakeValid).`);
    for (const { code, name, reason } of settled.rejected) {
      accepted--;
      context.reject({
        entry: source.entry,
        line: numbers.get(code) ?? 0,
        reason: "invalid-geometry",
        detail: `${name} (${code}): ${reason}; a repair would change its area by more than 0.1 %.`,
        excerpt: code,
      });
    }
    const seen = await areaFingerprint(sql);
    const parents = await findParents(sql, importId);
    return {
      totals: totals(survey, accepted, options, plan.system === 27700 ? plan.converter.method : null),
      incidents: false,
      flip: async (tx) => {
        const unchanged = (await areaFingerprint(tx)) === seen;
        const current = unchanged ? parents : await findParents(tx, importId);
        await publishAreas(tx, importId);
        await setParents(tx, current);
        return { replacedSlices: [] };
      },
    };
  });
}

async function withSource<T>(
  file: OpenedFile,
  context: ReadContext,
  use: (source: BoundarySource) => Promise<T>,
): Promise<T> {
  const source = await openSource(file, context);
  try {
    return await use(source);
  } finally {
    source.close();
  }
}

async function openSource(file: OpenedFile, context: ReadContext): Promise<BoundarySource> {
  const handle = await open(file.path);
  const head = Buffer.alloc(16);
  const { bytesRead } = await handle.read(head, 0, 16, 0).finally(() => handle.close());
  if (bytesRead === 0) throw emptyFile(file.name);
  if (head.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1")))
    return openShapefile(file, context);
  if (head.subarray(0, 15).toString("latin1") === "SQLite format 3") return openGeoPackage(file, context);
  if (head.readInt32BE(0) === 9994) throw looseShapefile(file.name);
  return openGeoJson(file, context);
}

async function planFor(
  source: BoundarySource,
  options: ImportOptions,
  context: ReadContext,
  converter: () => Promise<ReadPlan["converter"]>,
): Promise<{ survey: Survey; plan: ReadPlan }> {
  context.onProgress({ phase: "Looking through the boundaries" });
  const survey = await surveySource(source);
  if (survey.features === 0) throw noFeatures(source.entry);
  const system = decideSystem(source.system(), survey.tally, context.warn);
  const fields = fieldsFor(options, survey.sample);
  const chosen = system === 27700 ? await converter() : helmertConverter;
  const loneName = survey.features === 1 ? nameOfFile(source.entry) : null;
  return { survey, plan: { fields, system, converter: chosen, loneName } };
}

function nameOfFile(entry: string): string | null {
  const stem = entry.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  return stem.replace(/[-_]+/g, " ").trim() || null;
}

/** The caller's fields, or those found by content. @throws ImportFailure if the caller names one that is not there. */
function fieldsFor(options: ImportOptions, sample: Survey["sample"]): BoundaryFields {
  const wanted = options.boundaryFields;
  if (!wanted) return chooseFields(sample);
  const known = new Set(sample.flatMap((properties) => Object.keys(properties)));
  for (const field of [wanted.code, wanted.name]) {
    if (field !== null && !known.has(field)) throw unknownField(field, known);
  }
  return wanted;
}

function toRow(draft: AreaDraft) {
  const { code, kind, name, areaM2, polygons } = draft;
  return { code, kind, name, area_m2: areaM2, wkb: wkbOfPolygons(polygons).toString("hex") };
}

function totals(
  survey: Survey,
  accepted: number,
  options: ImportOptions,
  transformMethod: string | null,
): ImportTotals {
  return {
    read: survey.features,
    accepted,
    rejected: survey.features - accepted,
    unlocated: 0,
    period: null,
    publisher: options.publisher ?? null,
    licence: options.licence ?? null,
    sourceSlug: null,
    transformMethod,
  };
}

function emptyFile(name: string): ImportFailure {
  return new ImportFailure({
    code: "empty-file",
    title: "The file is empty",
    detail: `${name} has no bytes.`,
    next: "Download or export it again.",
  });
}

function noFeatures(entry: string): ImportFailure {
  return new ImportFailure({
    code: "no-features",
    title: "The file holds no boundaries",
    detail: `${entry} was read to its end without a single feature.`,
    next: "Export the layer again and check that it is not filtered.",
  });
}

function looseShapefile(name: string): ImportFailure {
  return new ImportFailure({
    code: "shapefile-not-zipped",
    title: "A Shapefile must be zipped",
    detail: `${name} is only one of the files that make up a Shapefile.`,
    next: "Put the .shp, .dbf, .prj and .cpg into one zip archive and import that.",
  });
}

function unknownField(field: string, known: ReadonlySet<string>): ImportFailure {
  return new ImportFailure({
    code: "unknown-field",
    title: "A chosen field is not in the file",
    detail: `There is no field "${field}"; the file has ${[...known].join(", ") || "none"}.`,
    next: "Choose one of the fields that the file has.",
  });
}
