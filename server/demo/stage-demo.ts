/** Writes the generated demo as staged rows, which no reader sees. */
import type { ImportProgress } from "#contract/imports.ts";
import { insertStagedAreas } from "../db/queries/areas-load.ts";
import { type FeatureRow, insertStagedFeatures, setStagedParent } from "../db/queries/demo-load.ts";
import { insertStagedFigures } from "../db/queries/population-load.ts";
import type { Sql } from "../db/sql.ts";
import { wkbOfPolygons } from "../ingest/boundaries/well-known-binary.ts";
import type { IncidentSink } from "../ingest/load/incident-sink.ts";
import { nextTurn } from "../next-turn.ts";
import { DEMO_BOROUGH_CODE } from "./areas.ts";
import { ewkbHex } from "./ewkb.ts";
import type { Demo } from "./generate-demo.ts";
import type { MapFeature } from "./map-features.ts";

const FEATURES_PER_STATEMENT = 4_000;

type StageProgress = { onProgress: (progress: ImportProgress) => void; signal?: AbortSignal };

/** Stages areas, with their parent, and residents and households. */
export async function stageAreas(sql: Sql, importId: number, demo: Demo): Promise<void> {
  const rows = demo.areas.all.map(({ code, kind, name, areaM2, ring }) => ({
    code,
    kind,
    name,
    area_m2: areaM2,
    wkb: wkbOfPolygons([[[...ring, ...ring.slice(0, 1)]]]).toString("hex"),
  }));
  await insertStagedAreas(sql, importId, rows);
  await setStagedParent(sql, importId, DEMO_BOROUGH_CODE);
  const figures = demo.population.map(({ areaCode, areaName, year, measure, n }) => ({
    code: areaCode,
    name: areaName,
    year,
    measure,
    n,
  }));
  await insertStagedFigures(sql, importId, figures);
}

/** Stages map features a few thousand at a time; `onDone` hears how many there are so far. */
export async function stageFeatures(
  sql: Sql,
  importId: number,
  features: readonly MapFeature[],
  onDone: (rows: number) => void,
): Promise<void> {
  for (let from = 0; from < features.length; from += FEATURES_PER_STATEMENT) {
    const rows = features.slice(from, from + FEATURES_PER_STATEMENT).map(featureRow);
    await insertStagedFeatures(sql, importId, rows);
    onDone(from + rows.length);
    await nextTurn();
  }
}

function featureRow({ geometry, attributes, ...feature }: MapFeature): FeatureRow {
  return {
    ...feature,
    attributes: attributes === null ? null : JSON.stringify(attributes),
    ewkb: ewkbHex(geometry),
  };
}

export type StagedCounts = { incidents: number; unlocated: number };

/** Hands all incidents to the loader and waits until they are staged. */
export async function stageIncidents(
  { onProgress, signal }: StageProgress,
  demo: Demo,
  loader: IncidentSink & { finish(): Promise<void> },
): Promise<StagedCounts> {
  const counts: StagedCounts = { incidents: 0, unlocated: 0 };
  for (const { month, records } of demo.incidents()) {
    signal?.throwIfAborted();
    await loader.makeRoom(records.length, true);
    for (const record of records) {
      loader.add(record);
      if (record.position === null) counts.unlocated++;
    }
    counts.incidents += records.length;
    onProgress({ phase: `Making the demo's incidents: ${month}`, rows: counts.incidents });
    await nextTurn();
  }
  await loader.finish();
  return counts;
}
