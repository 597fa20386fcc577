/** A zipped Shapefile: .shp with its .dbf, .prj and .cpg, in any folder of the archive. */
import { open } from "shapefile";
import { ImportFailure, type OpenedFile, type ReadContext } from "../importer.ts";
import { systemOfWkt } from "./coordinate-system.ts";
import { type BoundarySource, geometryOfGeoJson, type RawFeature } from "./raw-feature.ts";
import { readZipMembers } from "./zip-members.ts";

/** Largest archive content that is unpacked into memory, bytes. */
const MAX_BYTES = 400 * 1024 * 1024;

/** Reads the members into memory. @throws ImportFailure if there is no Shapefile or more than one. */
export async function openShapefile(
  file: OpenedFile,
  context: Pick<ReadContext, "signal" | "warn">,
): Promise<BoundarySource> {
  const { names, members } = await readZipMembers(file, /\.(shp|dbf|prj|cpg)$/i, MAX_BYTES, context.signal);
  const shapes = names.filter((name) => /\.shp$/i.test(name)).sort();
  const [shp] = shapes;
  if (shp === undefined) throw noShapefile(file.name, names);
  if (shapes.length > 1) throw severalShapefiles(shapes);
  const sibling = (extension: string): Buffer | undefined => {
    const wanted = shp.replace(/\.shp$/i, `.${extension}`).toLowerCase();
    const name = names.find((candidate) => candidate.toLowerCase() === wanted);
    return name === undefined ? undefined : members.get(name);
  };
  const shape = members.get(shp) ?? Buffer.alloc(0);
  const table = sibling("dbf");
  if (!table) context.warn(`${shp} comes without its .dbf table, so its areas have no code and no name.`);
  const projection = sibling("prj");
  const system = projection ? systemOfWkt(projection.toString("utf8").replace(/^\ufeff/, "")) : null;
  const encoding = encodingOf(sibling("cpg"), table, context.warn);
  return {
    entry: shp,
    entries: names,
    features: () => readFeatures(shp, shape, table, encoding, context.signal),
    system: () => system,
    close: () => members.clear(),
  };
}

async function* readFeatures(
  name: string,
  shape: Buffer,
  table: Buffer | undefined,
  encoding: string,
  signal: AbortSignal,
): AsyncGenerator<RawFeature, void, undefined> {
  let number = 0;
  try {
    const source = await open(shape, table, { encoding });
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await source.read();
      if (done) return;
      const properties = Object.fromEntries(Object.entries(value.properties ?? {}));
      yield { number: ++number, properties, geometry: geometryOfGeoJson(value.geometry) };
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ImportFailure) throw error;
    throw damaged(name, number, error);
  }
}

/** Encoding of the attribute table as TextDecoder knows it. UTF-8 where nothing is said and the bytes allow it. */
function encodingOf(
  cpg: Buffer | undefined,
  table: Buffer | undefined,
  warn: (text: string) => void,
): string {
  const said = cpg?.toString("latin1").trim() ?? "";
  const code = /^(?:ANSI\s*)?(\d{3,5})$/i.exec(said)?.[1];
  const label = said === "" ? null : code === "65001" ? "utf-8" : code ? `windows-${code}` : said;
  for (const candidate of [label, said.replace(/^ISO\s*/i, "ISO-").replace(/\s+/g, "")]) {
    if (!candidate) continue;
    try {
      return new TextDecoder(candidate).encoding;
    } catch {
      // Not a label that TextDecoder knows; the next form of it is tried.
    }
  }
  if (said !== "") warn(`The encoding ${said} is not known; the table was read as UTF-8 or Windows-1252.`);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(table ?? Buffer.alloc(0));
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

function noShapefile(file: string, names: readonly string[]): ImportFailure {
  const listed = names.slice(0, 5).join(", ");
  return new ImportFailure({
    code: "no-shapefile-in-zip",
    title: "The archive holds no Shapefile",
    detail: `${file} has no .shp file${listed === "" ? "; it is empty" : ` among: ${listed}`}.`,
    next: "Zip the .shp together with its .dbf, .prj and .cpg, or import a GeoJSON or GeoPackage by itself.",
  });
}

function severalShapefiles(shapes: readonly string[]): ImportFailure {
  return new ImportFailure({
    code: "several-shapefiles",
    title: "The archive holds several Shapefiles",
    detail: `It is not clear which to import: ${shapes.slice(0, 6).join(", ")}.`,
    next: "Make an archive for each of them and import one after the other.",
  });
}

function damaged(name: string, read: number, cause: unknown): ImportFailure {
  return new ImportFailure({
    code: "shapefile-damaged",
    title: "The Shapefile is damaged or cut short",
    detail: `${name} could not be read after shape ${read}.`,
    next: "Download or export it again.",
    cause,
  });
}
