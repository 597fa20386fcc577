/**
 * Texts that repeat (forces, offence types, statistical areas, outcomes) and slices, each with its index in the
 * loader and, once written, its id in the database.
 */
import { ensureForces, ensureLsoas, ensureOffenceTypes, ensureOutcomes } from "../../db/queries/load.ts";
import { ensurePartitions } from "../../db/queries/partitions.ts";
import { insertStagedSlices } from "../../db/queries/slices.ts";
import type { Sql } from "../../db/sql.ts";
import type { ReadIncident } from "./incident-record.ts";
import { detached, Interner } from "./interner.ts";
import { entry } from "./load-batch.ts";
import { NONE } from "./record-buffer.ts";
import { slugOf } from "./source-definition.ts";

/** What the trailing code of an area's name looks like: "Barnet 042C" is an area of Barnet. */
const LSOA_CODE = /\s+\d{3}[A-Z]$/;

/** Name of the authority that a statistical area's name begins with. */
function authorityNameOf(lsoaName: string): string {
  return lsoaName.replace(LSOA_CODE, "");
}

export class Dictionaries {
  readonly #vocabulary: string;
  readonly #categoryOf: (vocabulary: string, label: string) => string | null;
  readonly #forces = new Interner();
  readonly #offences = new Interner();
  readonly #offenceLabels: string[] = [];
  readonly #lsoas: { code: string; name: string }[] = [];
  /** Indexes of the areas of a code: nearly always one, but names change between years. */
  readonly #lsoasOfCode = new Map<string, number[]>();
  readonly #outcomes = new Interner();
  readonly #sliceIndexes = new Map<number, number>();
  readonly #sliceForce: number[] = [];
  readonly #months = new Interner();
  readonly sliceMonth: string[] = [];
  readonly forceId: number[] = [];
  readonly offenceTypeId: number[] = [];
  readonly lsoaId: number[] = [];
  readonly outcomeId: number[] = [];
  readonly sliceId: number[] = [];

  constructor(vocabulary: string, categoryOf: (vocabulary: string, label: string) => string | null) {
    this.#vocabulary = vocabulary;
    this.#categoryOf = categoryOf;
  }

  slice(record: ReadIncident): number {
    const force = this.#forces.index(record.force);
    const month = this.#months.index(record.month);
    const key = force * 100_000 + month;
    const known = this.#sliceIndexes.get(key);
    if (known !== undefined) return known;
    const index = this.sliceMonth.length;
    this.#sliceIndexes.set(key, index);
    this.#sliceForce.push(force);
    this.sliceMonth.push(entry(this.#months.values, month));
    return index;
  }

  offence(offence: { code: string; label: string }): number {
    const index = this.#offences.index(offence.code);
    if (index === this.#offenceLabels.length) this.#offenceLabels.push(detached(offence.label));
    return index;
  }

  lsoa(lsoa: { code: string; name: string } | null): number {
    if (lsoa === null) return NONE;
    const known = this.#lsoasOfCode.get(lsoa.code);
    for (const index of known ?? []) if (this.#lsoas[index]?.name === lsoa.name) return index;
    const own = { code: detached(lsoa.code), name: detached(lsoa.name) };
    const index = this.#lsoas.push(own) - 1;
    if (known) known.push(index);
    else this.#lsoasOfCode.set(own.code, [index]);
    return index;
  }

  outcome(outcome: string | null): number {
    return outcome === null ? NONE : this.#outcomes.index(outcome);
  }

  get sliceCount(): number {
    return this.sliceMonth.length;
  }

  /**
   * Writes what has no id yet, as far as the dictionaries reach at the moment of the call (rows go on being added
   * meanwhile). Short statements, each a transaction of its own.
   */
  async resolve(sql: Sql, importId: number, sourceId: number): Promise<void> {
    const forces = this.#forces.values.slice(this.forceId.length);
    const outcomes = this.#outcomes.values.slice(this.outcomeId.length);
    const offences = this.#newOffences();
    const lsoas = this.#newLsoas();
    const slices = this.sliceMonth.length;
    if (forces.length > 0) {
      this.forceId.push(
        ...(await ensureForces(
          sql,
          forces.map((name) => ({ slug: slugOf(name), name })),
        )),
      );
    }
    if (outcomes.length > 0) this.outcomeId.push(...(await ensureOutcomes(sql, outcomes)));
    if (offences.length > 0) {
      this.offenceTypeId.push(...(await ensureOffenceTypes(sql, this.#vocabulary, offences)));
    }
    if (lsoas.length > 0) this.lsoaId.push(...(await ensureLsoas(sql, lsoas)));
    await this.#resolveSlices(sql, importId, sourceId, slices);
  }

  #newOffences(): { code: string; label: string; category: string | null }[] {
    const done = this.offenceTypeId.length;
    return this.#offences.values.slice(done).map((code, i) => {
      const label = entry(this.#offenceLabels, done + i);
      return { code, label, category: this.#categoryOf(this.#vocabulary, label) };
    });
  }

  #newLsoas(): { code: string; name: string; authorityName: string }[] {
    return this.#lsoas
      .slice(this.lsoaId.length)
      .map(({ code, name }) => ({ code, name, authorityName: authorityNameOf(name) }));
  }

  async #resolveSlices(sql: Sql, importId: number, sourceId: number, upTo: number): Promise<void> {
    const done = this.sliceId.length;
    const slices = this.sliceMonth.slice(done, upTo).map((month, i) => ({
      forceId: entry(this.forceId, entry(this.#sliceForce, done + i)),
      month,
    }));
    if (slices.length === 0) return;
    const months = new Set(slices.map((slice) => slice.month));
    await ensurePartitions(sql, "incident", months);
    await ensurePartitions(sql, "count_chunk", months);
    this.sliceId.push(...(await insertStagedSlices(sql, importId, sourceId, slices)));
  }
}
