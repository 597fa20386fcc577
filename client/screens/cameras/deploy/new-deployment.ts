/** What a deployment begins with: defaults of the methods, and what the register knows of the column. Pure. */
import type { Column } from "#contract/camera-design.ts";
import { DEPLOYMENT_DEFAULTS } from "#domain/camera/deployment-dates.ts";
import type { Deployment } from "#domain/scenario/scenario-document.ts";

/** @param today day of the request, YYYY-MM-DD. */
export function newDeployment(today: string, column: Column | null): Deployment {
  return {
    unit: null,
    requested: today,
    leadTimeDays: DEPLOYMENT_DEFAULTS.leadTimeDays,
    stayWeeks: DEPLOYMENT_DEFAULTS.stayWeeks,
    permission: null,
    review: null,
    removed: null,
    gatekeeper: null,
    ...columnFacts(column),
  };
}

/** What the register says of power, test and signal; null where it is silent. */
export function columnFacts(
  column: Column | null,
): Pick<Deployment, "power" | "columnTest" | "columnTestExpiry" | "signal"> {
  if (!column) return { power: null, columnTest: null, columnTestExpiry: null, signal: null };
  const { power, loadTest, loadTestExpiry } = column;
  return {
    power: power === null ? null : power === "permanent" ? "ready" : "needed",
    columnTest: loadTest === null && loadTestExpiry === null ? null : "valid",
    columnTestExpiry: loadTestExpiry,
    signal: null,
  };
}
