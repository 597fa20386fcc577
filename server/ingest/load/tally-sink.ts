/** Sink of a dry run: keeps no row, and counts what a commit would write. */
import type { ReadIncident } from "./incident-record.ts";
import type { IncidentSink } from "./incident-sink.ts";
import { slugOf } from "./source-definition.ts";

/** What the accepted rows of a file add up to. */
export type IncidentTally = {
  /** Dictionary that the category texts belong to. */
  vocabulary: string;
  /** Months of a force, in the order in which the file names them. */
  slices: { forceSlug: string; month: string; n: number }[];
  /** Category texts that the scheme does not know, the most frequent first. */
  unknownTexts: { code: string; label: string; n: number }[];
};

export class TallySink implements IncidentSink {
  readonly room = Number.POSITIVE_INFINITY;
  readonly #slices = new Map<string, { force: string; month: string; n: number }>();
  readonly #texts = new Map<string, { code: string; label: string; n: number }>();

  add({ force, month, offence }: ReadIncident): void {
    const key = `${month}${force}`;
    const slice = this.#slices.get(key);
    if (slice) slice.n++;
    else this.#slices.set(key, { force, month, n: 1 });
    const text = this.#texts.get(offence.code);
    if (text) text.n++;
    else this.#texts.set(offence.code, { ...offence, n: 1 });
  }

  async makeRoom(): Promise<void> {}

  /** @param categoryOf category of a vocabulary's text, or null where the scheme does not know it. */
  tally(vocabulary: string, categoryOf: (vocabulary: string, label: string) => string | null): IncidentTally {
    const unknown = [...this.#texts.values()].filter(({ label }) => categoryOf(vocabulary, label) === null);
    return {
      vocabulary,
      slices: [...this.#slices.values()].map(({ force, month, n }) => ({
        forceSlug: slugOf(force),
        month,
        n,
      })),
      unknownTexts: unknown.sort((a, b) => b.n - a.n),
    };
  }
}
