/** Tested hexagons as JSON, written in pieces so that a county of hexagons never holds up other answers. */
import { nextTurn } from "../next-turn.ts";
import { className, type HotspotMeta, quadrantName, type TestedGrid } from "../use-cases/test-hotspots.ts";
import type { Body } from "./dataset-answer.ts";

/** Rows written between two looks at the event loop. About 5 ms. */
const ROWS_PER_TURN = 4000;

/** `{ data: [{ cell, n, localSum, neighbours, expected, z, p, q, class }], meta }` */
export async function hotspotsAsJson(tested: TestedGrid, meta: HotspotMeta): Promise<Body> {
  const { grid } = tested;
  const pieces = ['{"data":['];
  for (let from = 0; from < grid.cells.length; from += ROWS_PER_TURN) {
    if (from > 0) {
      pieces.push(",");
      await nextTurn();
    }
    pieces.push(rowsAsText(tested, from, Math.min(from + ROWS_PER_TURN, grid.cells.length)));
  }
  pieces.push(`],"meta":${JSON.stringify(meta)}}`);
  return { type: "application/json; charset=utf-8", bytes: Buffer.from(pieces.join("")) };
}

function rowsAsText({ grid, counts, columns, clusters }: TestedGrid, from: number, to: number): string {
  const rows: string[] = [];
  for (let i = from; i < to; i++) {
    rows.push(
      `{"cell":"${grid.cells[i]}","n":${counts[i]},"localSum":${numeral(columns.localSum[i])},` +
        `"neighbours":${columns.neighbours[i]},"expected":${numeral(columns.expected[i])},` +
        `"z":${numeral(columns.z[i])},"p":${numeral(columns.p[i])},"q":${numeral(columns.q[i])},` +
        `"class":"${className(columns.classes[i])}"${clusters ? `,"quadrant":${JSON.stringify(quadrantName(clusters[i]))}` : ""}}`,
    );
  }
  return rows.join(",");
}

/** JSON has no NaN: what is not defined is null. */
function numeral(figure: number | undefined): string {
  return figure === undefined || !Number.isFinite(figure) ? "null" : String(figure);
}
