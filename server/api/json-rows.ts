/** Many rows as JSON, written in pieces so that a county of hexagons never holds up other answers. */
import { nextTurn } from "../next-turn.ts";
import type { Body } from "./dataset-answer.ts";

/** Rows written between two looks at the event loop. About 5 ms. */
const ROWS_PER_TURN = 4000;

/** `{ data: [row, row …], meta }`. @param rowText JSON text of the i-th row. */
export async function jsonRows(rows: number, rowText: (i: number) => string, meta: object): Promise<Body> {
  const pieces: string[] = [];
  for (let from = 0; from < rows; from += ROWS_PER_TURN) {
    if (from > 0) await nextTurn();
    const texts: string[] = [];
    for (let i = from; i < Math.min(from + ROWS_PER_TURN, rows); i++) texts.push(rowText(i));
    pieces.push(texts.join(","));
  }
  const bytes = Buffer.from(`{"data":[${pieces.join(",")}],"meta":${JSON.stringify(meta)}}`);
  return { type: "application/json; charset=utf-8", bytes };
}

/** JSON has no NaN: what is not defined is null. */
export function numeral(figure: number | undefined): string {
  return figure === undefined || !Number.isFinite(figure) ? "null" : String(figure);
}
