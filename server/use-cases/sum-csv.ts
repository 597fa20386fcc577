/** The inputs of a test as CSV: enough for anyone to work it out again, and the results to compare with. */

import type { HotspotRow } from "#contract/hotspots.ts";
import { cellCentre } from "#domain/grid/h3.ts";
import type { Neighbourhood } from "#domain/grid/neighbourhood.ts";
import { nextTurn } from "../next-turn.ts";
import { hotspotRow, type TestedGrid } from "./test-hotspots.ts";

const HEADER =
  "row,cell,lng,lat,area_m2,n,in_neighbourhood,neighbour_rows,local_sum,neighbours,expected,z,p,q,class";
const ROWS_PER_TURN = 4000;

/**
 * One line per hexagon of the study area. `neighbour_rows` are row numbers from 1, separated by spaces;
 * `in_neighbourhood` is 1 for the hexagons of the local sum asked about. Empty = not defined.
 */
export async function sumCsv(
  tested: TestedGrid,
  neighbourhood: Neighbourhood,
  marked: ReadonlySet<string>,
): Promise<string> {
  const lines = [HEADER];
  for (let i = 0; i < tested.grid.cells.length; i++) {
    if (i > 0 && i % ROWS_PER_TURN === 0) await nextTurn();
    lines.push(line(tested, neighbourhood, marked, i));
  }
  return `${lines.join("\n")}\n`;
}

function line(
  tested: TestedGrid,
  { start, index }: Neighbourhood,
  marked: ReadonlySet<string>,
  i: number,
): string {
  const row: HotspotRow = hotspotRow(tested, i);
  const [lng, lat] = cellCentre(row.cell);
  const rows = Array.from(index.subarray(start[i], start[i + 1]), (at) => at + 1);
  return [
    i + 1,
    row.cell,
    lng.toFixed(7),
    lat.toFixed(7),
    (tested.grid.areaM2[i] ?? 0).toFixed(1),
    row.n,
    marked.has(row.cell) ? 1 : 0,
    rows.sort((a, b) => a - b).join(" "),
    row.localSum,
    row.neighbours,
    row.expected ?? "",
    row.z ?? "",
    row.p ?? "",
    row.q ?? "",
    row.class,
  ].join(",");
}
