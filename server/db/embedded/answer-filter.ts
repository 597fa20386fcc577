/** Checks the engine's raw answer to one unit before a client sees it. */
import { bareSql, type RequestUnit } from "./request-unit.ts";
import { errorResponse, MessageCutter, type TransactionStatus } from "./wire.ts";

/**
 * Passes messages on, except ReadyForQuery: the engine says it once more than asked after each error, which would
 * make a client take the answer to its next query for the end of this one. The caller sends exactly one.
 *
 * Also the second line of defence against statements that ended without a result and without an error: an answer
 * that PostgreSQL cannot give is replaced by an error, and `engineIsSuspect` is set.
 */
export class AnswerFilter {
  #cutter = new MessageCutter();
  #unit: RequestUnit;
  #send: (bytes: Buffer) => void;
  status: TransactionStatus | null = null;
  failed = false;
  engineIsSuspect = false;

  constructor(unit: RequestUnit, send: (bytes: Buffer) => void) {
    this.#unit = unit;
    this.#send = send;
  }

  push(chunk: Buffer): void {
    for (const { type, bytes } of this.#cutter.push(chunk)) {
      if (type === "Z") this.status = transactionStatus(bytes.toString("latin1", 5, 6));
      else if (this.engineIsSuspect) continue;
      else if (this.#isImpossible(type)) this.#fail();
      else {
        if (type === "E") this.failed = true;
        this.#send(bytes);
      }
    }
  }

  #isImpossible(type: string): boolean {
    if (type === "s") return !this.#unit.limitsRows;
    if (type === "G" || type === "W") return true;
    if (type !== "I") return false;
    const texts = this.#unit.parses.map((parse) => parse.text);
    if (this.#unit.queryText !== null) texts.push(this.#unit.queryText);
    return !texts.some((text) => /^[;\s]*$/.test(bareSql(text)));
  }

  #fail(): void {
    this.failed = true;
    this.engineIsSuspect = true;
    this.#send(
      errorResponse({
        code: "XX000",
        message: "The statement ended without a result and without an error.",
        detail: "The embedded database engine lost an internal error, most likely of a geometry function.",
        hint: "The transaction was rolled back. Check the geometries with ST_IsValid.",
      }),
    );
  }
}

function transactionStatus(text: string): TransactionStatus {
  if (text === "I" || text === "T" || text === "E") return text;
  throw new RangeError(`transaction status: got ${text}`);
}
