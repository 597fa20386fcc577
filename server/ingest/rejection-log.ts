/** Collects the rejected rows of an import and stores all of them, in batches, while the file is being read. */
import { insertRejections, type StoredRejection } from "../db/queries/imports.ts";
import type { Sql } from "../db/sql.ts";
import type { Rejection } from "./load/incident-record.ts";

const BATCH_ROWS = 1_000;
/** Longest texts kept of a row; a whole record can be a megabyte. */
const MAX_CHARS = 500;

export class RejectionLog {
  readonly #store: (rows: StoredRejection[]) => Promise<void>;
  #waiting: StoredRejection[] = [];
  #stored: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  #count = 0;
  readonly byReason: Record<string, number> = {};

  constructor(store: (rows: StoredRejection[]) => Promise<void>) {
    this.#store = store;
  }

  get count(): number {
    return this.#count;
  }

  add(rejection: Rejection): void {
    this.#count++;
    this.byReason[rejection.reason] = (this.byReason[rejection.reason] ?? 0) + 1;
    const { entry, line, reason } = rejection;
    const detail = storable(rejection.detail);
    this.#waiting.push({
      seq: this.#count,
      entry,
      line,
      reason,
      detail,
      excerpt: storable(rejection.excerpt),
    });
    if (this.#waiting.length >= BATCH_ROWS) this.#send();
  }

  /** Waits until at most one batch is on its way. @throws what storing threw. */
  async settle(): Promise<void> {
    if (this.#waiting.length === 0 && this.#failure === null) return;
    await this.#stored;
    if (this.#failure !== null) throw this.#failure;
  }

  /** Stores what is left. */
  async finish(): Promise<void> {
    if (this.#waiting.length > 0) this.#send();
    await this.#stored;
    if (this.#failure !== null) throw this.#failure;
  }

  #send(): void {
    const rows = this.#waiting;
    this.#waiting = [];
    this.#stored = this.#stored
      .then(() => this.#store(rows))
      .catch((error: unknown) => {
        this.#failure ??= error;
      });
  }
}

/** Log of one import. */
export function rejectionLog(sql: Sql, importId: number): RejectionLog {
  return new RejectionLog((rows) => insertRejections(sql, importId, rows));
}

function storable(text: string): string {
  return text.slice(0, MAX_CHARS).replaceAll("\0", "");
}
