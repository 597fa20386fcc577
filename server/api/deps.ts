/** What the HTTP layer is given. Nothing in it is opened, read from the environment or timed by the layer itself. */
import type { Month } from "#domain/time/months.ts";
import type { Analyst } from "../analysis/analyses.ts";
import type { Log } from "../db/log.ts";
import type { Reader } from "../db/read-model.ts";
import type { ImportService } from "../jobs/import-service.ts";
import type { OutcomeLog } from "../use-cases/camera-outcomes.ts";
import type { PlaceDecisionStore } from "../use-cases/decide-place.ts";
import type { DeploymentRecord } from "../use-cases/deployments.ts";
import type { Neighbourhoods } from "../use-cases/neighbourhoods.ts";
import type { ServerState } from "../use-cases/read-ready.ts";
import type { ScenarioStore } from "../use-cases/scenarios.ts";
import type { SearchStops } from "../use-cases/search-stops.ts";

/** What there is once the database is open and migrated. */
export type Services = {
  reader: Reader;
  analyst: Analyst;
  neighbourhoods: Neighbourhoods;
  imports: ImportService;
  placeDecisions: PlaceDecisionStore;
  scenarios: ScenarioStore;
  deployments: DeploymentRecord;
  outcomes: OutcomeLog;
  stops: SearchStops;
  mapOffenceType: (
    id: number,
    category: string | null,
  ) => Promise<"mapped" | "unknown-type" | "unknown-category">;
};

export type AppDeps = {
  /** Null while the server prepares: health and readiness answer, everything else says "not ready". */
  services: () => Services | null;
  state: () => ServerState;
  /** Seconds since the process started. */
  uptimeS: () => number;
  /** The month that has not ended yet, London time. */
  thisMonth: () => Month;
  log: Log;
  /** Folder of the built client, or null without one. */
  clientFolder: string | null;
  /** PMTiles file of a base map, or null. */
  pmtilesFile: string | null;
  /** Origin of a configured style, allowed by the content security policy; null = own origin only. */
  styleOrigin: string | null;
};
