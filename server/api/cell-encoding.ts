/** Cell counts as JSON, written column by column so that a cube of a million entries never holds up other answers. */
import type { Meta } from "#contract/meta.ts";
import { nextTurn } from "../next-turn.ts";
import type { CellRows, CubeColumns } from "../use-cases/count-cells.ts";
import type { Body } from "./dataset-answer.ts";
import { integersAsText } from "./integer-text.ts";

const JSON_TYPE = "application/json; charset=utf-8";
/** Values written between two looks at the event loop. About 3 ms. */
const PIECE = 200_000;

/** `{ data: [{ cell, n, flag }], meta }` */
export function rowsAsJson(rows: CellRows): Body {
  return { type: JSON_TYPE, bytes: Buffer.from(JSON.stringify(rows)) };
}

/** `{ data: { cells, …, n }, meta }` */
export async function cubeAsJson(data: CubeColumns, meta: Meta): Promise<Body> {
  const pieces: Buffer[] = [];
  const write = (text: string) => pieces.push(Buffer.from(text));
  write('{"data":{');
  for (const name of ["cells", "areaM2", "months", "monthStates", "categories"] as const) {
    write(`"${name}":${JSON.stringify(data[name])},`);
  }
  await nextTurn();
  for (const name of ["flags", "centreInside", "cellIndex", "monthIndex", "categoryIndex", "n"] as const) {
    write(`"${name}":[`);
    await writeIntegers(pieces, data[name]);
    write(name === "n" ? "]" : "],");
  }
  write(`},"meta":${JSON.stringify(meta)}}`);
  return { type: JSON_TYPE, bytes: Buffer.concat(pieces) };
}

async function writeIntegers(pieces: Buffer[], column: Int32Array | number[]): Promise<void> {
  for (let at = 0; at < column.length; at += PIECE) {
    if (at > 0) {
      pieces.push(Buffer.from(","));
      await nextTurn();
    }
    pieces.push(integersAsText(column.slice(at, at + PIECE)));
  }
}
