/** An OpenStreetMap extract (.osm.pbf) from beginning to end, block by block. */
import { ImportFailure } from "../importer.ts";
import { decodeBlock } from "./decode-block.ts";
import type { OsmHandlers } from "./osm-element.ts";
import { ProtobufReader } from "./protobuf-reader.ts";
import { guarded, readBlobs } from "./read-blobs.ts";

export type ReadOsmOptions = {
  signal?: AbortSignal;
  /** Bytes of the file read so far, after each block. */
  onBytes?: (bytes: number) => void;
};

/** What a reader must be able to do to understand a file. */
const KNOWN_FEATURES = new Set(["OsmSchema-V0.6", "DenseNodes"]);

/**
 * Reads a file once and hands its elements to the handlers, in the order of the file. Elements that nobody asks for
 * cost next to nothing, so that reading twice (ways first, then the positions of their nodes) is cheap.
 *
 * Memory: one block (32 MB at most). Time: about 1 s per 10 million nodes' positions.
 * @throws ImportFailure where the file is cut short, damaged, or of a kind that cannot be read (history files).
 */
export async function readOsm(
  file: { path: string; name: string },
  handlers: OsmHandlers,
  options: ReadOsmOptions = {},
): Promise<void> {
  let blocks = 0;
  for await (const { kind, bytes, bytesRead } of readBlobs(file.path, file.name)) {
    options.signal?.throwIfAborted();
    if (blocks === 0 && kind !== "OSMHeader") throw notOsm(file.name);
    blocks++;
    if (kind === "OSMHeader") checkFeatures(bytes, file.name);
    else if (kind === "OSMData") guarded(file.name, () => decodeBlock(bytes, handlers));
    options.onBytes?.(bytesRead);
  }
  if (blocks === 0) throw notOsm(file.name);
}

/** @throws ImportFailure if the file says that it needs something which is not known here. */
function checkFeatures(header: Uint8Array, name: string): void {
  const unknown: string[] = [];
  guarded(name, () => {
    const reader = new ProtobufReader(header);
    while (reader.next()) {
      if (reader.field !== 4) {
        reader.skip();
        continue;
      }
      const feature = Buffer.from(reader.slice()).toString("utf8");
      if (!KNOWN_FEATURES.has(feature)) unknown.push(feature);
    }
  });
  if (unknown.length === 0) return;
  throw new ImportFailure({
    code: "osm-features",
    title: "This kind of OpenStreetMap file cannot be read",
    detail: `${name} needs ${unknown.join(", ")}.`,
    next: "Choose a plain extract, without history.",
  });
}

function notOsm(name: string): ImportFailure {
  return new ImportFailure({
    code: "not-osm",
    title: "This is not an OpenStreetMap extract",
    detail: `${name} does not begin as a .osm.pbf file does.`,
    next: "Download an extract in .osm.pbf form again.",
  });
}
