/** Which version of the dataset holds now, and what is live in it. */
import { BoundedCache } from "./bounded-cache.ts";
import { datasetVersion, readSnapshot } from "./queries/snapshot.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Sql } from "./sql.ts";

/** An older version is kept for requests that began with it. */
const VERSIONS_KEPT = 2;

export class DatasetWatch {
  readonly #sql: Sql;
  readonly #snapshots = new BoundedCache<Promise<Snapshot>>(VERSIONS_KEPT);
  #asking: Promise<string> | null = null;
  #next: Promise<string> | null = null;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /**
   * Version of the dataset as of now or later. A question already under way when this is called is not shared, for
   * it may have been answered before; the one that starts after it is, so a thousand callers cost two queries.
   */
  version(): Promise<string> {
    if (!this.#asking) {
      this.#asking = datasetVersion(this.#sql).finally(() => {
        this.#asking = null;
      });
      return this.#asking;
    }
    this.#next ??= this.#asking
      .catch(() => "")
      .then(() => {
        this.#next = null;
        return this.version();
      });
    return this.#next;
  }

  /** What is live now. The same object for as long as the dataset does not change. */
  async snapshot(): Promise<Snapshot> {
    const version = await this.version();
    const known = this.#snapshots.get(version);
    if (known) return known;
    const reading = readSnapshot(this.#sql);
    this.#snapshots.set(version, reading, 1);
    reading.catch(() => this.#snapshots.delete(version));
    return reading;
  }
}
