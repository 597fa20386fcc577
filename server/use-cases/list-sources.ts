/** Who says so, of which months, and which months are missing? */
import type { SourceList } from "#contract/system.ts";
import { monthsBetween } from "#domain/time/months.ts";
import type { Reader } from "../db/read-model.ts";
import type { Snapshot } from "../db/snapshot.ts";

/** Sources with live data, and for each of their forces the period, its gaps, and located and unlocated counts. */
export async function listSources(reader: Reader): Promise<SourceList> {
  const snapshot = await reader.snapshot();
  return [...snapshot.sources.values()]
    .map(({ id, vocabulary: _, ...source }) => ({ ...source, forces: forcesOf(snapshot, id) }))
    .filter((source) => source.forces.length > 0);
}

function forcesOf(snapshot: Snapshot, sourceId: number): SourceList[number]["forces"] {
  const ofSource = snapshot.slices.filter((slice) => slice.sourceId === sourceId);
  return [...new Set(ofSource.map((slice) => slice.forceId))].flatMap((forceId) => {
    const slices = ofSource.filter((slice) => slice.forceId === forceId);
    const months = new Set(slices.map((slice) => slice.month));
    const sorted = [...months].sort();
    const [from, to] = [sorted[0], sorted.at(-1)];
    if (!from || !to) return [];
    const counts = slices.flatMap((slice) => [...slice.counts.values()]);
    return {
      name: snapshot.forces.get(forceId)?.name ?? "",
      from,
      to,
      months: months.size,
      gaps: monthsBetween(from, to).filter((month) => !months.has(month)),
      located: counts.reduce((sum, count) => sum + count.located, 0),
      unlocated: counts.reduce((sum, count) => sum + count.unlocated, 0),
    };
  });
}
