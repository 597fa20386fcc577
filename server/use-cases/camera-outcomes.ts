/** What the control room logged of cameras, and the way it is logged. */
import type { z } from "zod";
import type { OutcomeKind, Outcomes, outcomesInputSchema } from "#contract/camera-outcomes.ts";
import { addMonths, type Month, monthLabel, monthsBetween } from "#domain/time/months.ts";
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer, refuse } from "./answer.ts";
import { listCameras } from "./list-cameras.ts";

type Entry = Outcomes["data"]["entries"][number];

/** Where outcomes are kept. */
export type OutcomeLog = {
  entries(filter: { camera: string | null; from: string | null; to: string | null }): Promise<Entry[]>;
  add(
    author: string,
    entries: readonly Pick<Entry, "camera" | "month" | "kind" | "n" | "note">[],
  ): Promise<number>;
};

export async function listOutcomes(
  log: OutcomeLog,
  { camera, from, to }: { camera?: string | undefined; from?: Month | undefined; to?: Month | undefined },
): Promise<Answer<Outcomes["data"]>> {
  const entries = await log.entries({ camera: camera ?? null, from: from ?? null, to: to ?? null });
  const sums = new Map<OutcomeKind, { n: number; months: Set<string> }>();
  for (const { kind, n, month } of entries) {
    const sum = sums.get(kind) ?? { n: 0, months: new Set() };
    sum.months.add(month);
    sums.set(kind, { n: sum.n + n, months: sum.months });
  }
  return answer({
    entries,
    sums: Array.from(sums, ([kind, { n, months }]) => ({ kind, n, months: months.size })),
  });
}

/**
 * Logs entries, all of them or none.
 * @param thisMonth the month that has not ended yet: later ones are refused.
 */
export async function logOutcomes(
  reader: Reader,
  log: OutcomeLog,
  { author, entries }: z.output<typeof outcomesInputSchema>,
  thisMonth: Month,
): Promise<Answer<{ saved: number }>> {
  const register = await listCameras(reader, undefined);
  if (!register.ok) return register;
  const known = new Set(register.value.data.map(({ id }) => id));
  for (const [i, { camera, month, isFormer }] of entries.entries()) {
    if (month > thisMonth) {
      return refuse({
        code: "future-month",
        title: "This month has not come yet",
        detail: `Entry ${i + 1}, camera ${camera}: got ${month}; it is ${monthLabel(thisMonth)}. Nothing was saved.`,
        next: "Correct the month.",
        where: `entries.${i}.month`,
      });
    }
    if (!known.has(camera) && !isFormer) {
      return refuse({
        code: "unknown-camera",
        title: "This camera is not in the register",
        detail: `Entry ${i + 1}: got ${camera}. Nothing was saved.`,
        next: "Take the id from /api/v1/cameras, or say that the camera was taken down (isFormer).",
        where: `entries.${i}.camera`,
      });
    }
  }
  const rows = entries.map(({ isFormer: _, ...entry }) => entry);
  return answer({ saved: await log.add(author, rows) });
}

export type OutcomeSum = {
  kind: OutcomeKind;
  /** Null unless every month of the span is known. */
  n: number | null;
  knownMonths: number;
};

const KINDS = ["assist", "arrest", "request", "useful", "incident", "downtime-hours"] as const;

/** Sums over the months up to and with `to`, by kind. A month without an entry is not known, so neither is the sum. */
export function sumOutcomes(entries: readonly Entry[], to: Month, months: number): OutcomeSum[] {
  const span = new Set(monthsBetween(addMonths(to, 1 - months), to));
  return KINDS.map((kind) => {
    const found = entries.filter((entry) => entry.kind === kind && span.has(entry.month));
    const isWhole = new Set(found.map(({ month }) => month)).size === months;
    return {
      kind,
      n: isWhole ? found.reduce((sum, { n }) => sum + n, 0) : null,
      knownMonths: found.length,
    };
  });
}
