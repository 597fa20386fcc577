/** Registers of cameras, and lamp columns or other posts that cameras could hang on: CSV or GeoJSON of points. */
import { type Importer, ImportFailure } from "../importer.ts";
import type { PostLayer } from "../points/place-draft.ts";
import { type PointKind, pointImporter } from "../points/points-importer.ts";
import { PostTally, postReader } from "./post-reader.ts";

export const camerasImporter: Importer = pointImporter(postKind("cameras", "camera"));
export const columnsImporter: Importer = pointImporter(postKind("columns", "column"));

function postKind(kind: "cameras" | "columns", layer: PostLayer): PointKind {
  return {
    kind,
    layers: [layer],
    takesOsm: false,
    begin: () => {
      const tally = new PostTally();
      return { rowReader: postReader(layer, tally), tell: (_sink, context) => tally.tell(layer, context) };
    },
    none: (fileName, read) =>
      new ImportFailure({
        code: "no-posts",
        title: `The file holds no ${kind} that can be used`,
        detail:
          read === 0
            ? `${fileName} has no rows with positions.`
            : `None of the ${read.toLocaleString("en-GB")} rows of ${fileName} was accepted; the rejected rows say why.`,
        next: "Export it as CSV or GeoJSON of points, with longitude and latitude or easting and northing.",
      }),
  };
}
