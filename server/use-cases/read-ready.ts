/** Can it be used yet, which database runs, and what does it hold? */
import type { Engine, Ready } from "#contract/system.ts";
import type { Snapshot } from "../db/snapshot.ts";
import { defaultArea } from "./default-area.ts";

/** What the process knows of itself, apart from the data. */
export type ServerState = {
  version: string;
  engine: Engine;
  engineText: string;
  durable: boolean;
  baseMap: { pmtilesUrl: string | null; styleUrl: string | null };
  /** What is still being done before the first answer, or null. */
  preparing: string | null;
};

/** State of the server; without a snapshot it is not ready. */
export function readReady(state: ServerState, snapshot: Snapshot | null): Ready {
  const { preparing, ...shown } = state;
  const months = snapshot?.slices.map((slice) => slice.month) ?? [];
  const invented = snapshot?.slices.some((slice) => snapshot.sources.get(slice.sourceId)?.invented) ?? false;
  return {
    ...shown,
    ready: snapshot !== null && preparing === null,
    demo: invented,
    datasetVersion: snapshot?.version ?? "0",
    preparing,
    defaultArea: snapshot ? defaultArea(snapshot) : null,
    latestMonth: months.at(-1) ?? null,
    firstMonth: months[0] ?? null,
  };
}
