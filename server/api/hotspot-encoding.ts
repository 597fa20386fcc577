/** Tested hexagons as JSON or as an Arrow IPC stream. */
import { className, type HotspotMeta, quadrantName, type TestedGrid } from "../use-cases/test-hotspots.ts";
import { encodeArrow } from "./cell-arrow.ts";
import type { Body } from "./dataset-answer.ts";
import { jsonRows, numeral } from "./json-rows.ts";

/** `{ data: [{ cell, n, localSum, neighbours, expected, z, p, q, class }], meta }` */
export function hotspotsAsJson(tested: TestedGrid, meta: HotspotMeta): Promise<Body> {
  return jsonRows(tested.grid.cells.length, (i) => rowText(tested, i), meta);
}

function rowText({ grid, counts, columns, clusters }: TestedGrid, i: number): string {
  const quadrant = clusters ? `,"quadrant":${JSON.stringify(quadrantName(clusters[i]))}` : "";
  return (
    `{"cell":"${grid.cells[i]}","n":${counts[i]},"localSum":${numeral(columns.localSum[i])},` +
    `"neighbours":${columns.neighbours[i]},"expected":${numeral(columns.expected[i])},` +
    `"z":${numeral(columns.z[i])},"p":${numeral(columns.p[i])},"q":${numeral(columns.q[i])},` +
    `"class":"${className(columns.classes[i])}"${quadrant}}`
  );
}

/** Columns cell, n, localSum, neighbours, expected, z, p, q, class; `meta` as JSON in the schema's metadata. */
export function hotspotsAsArrow({ grid, counts, columns }: TestedGrid, meta: HotspotMeta): Promise<Body> {
  const classes = [...new Set(Array.from(columns.classes, className))];
  return encodeArrow(
    {
      cell: { words: grid.cells, index: Int32Array.from(grid.cells, (_, i) => i) },
      n: counts,
      localSum: columns.localSum,
      neighbours: Int32Array.from(columns.neighbours),
      expected: columns.expected,
      z: columns.z,
      p: columns.p,
      q: columns.q,
      class: {
        words: classes,
        index: Int32Array.from(columns.classes, (level) => classes.indexOf(className(level))),
      },
    },
    { meta: JSON.stringify(meta) },
  );
}
