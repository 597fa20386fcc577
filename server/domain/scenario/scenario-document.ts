/**
 * A what-if plan as a value: what is unlike the baseline (the estate as the register has it). Cameras of the estate that
 * are not named are as they are. Days are YYYY-MM-DD, costs £.
 */
import type { CameraDesign } from "../camera/camera-design.ts";
import type { DeploymentFacts } from "../camera/deployment-prerequisites.ts";
import type { LngLat } from "../grid/h3.ts";

/** What stretches or allows a rapid deployment, and who holds the keys. */
export type Deployment = DeploymentFacts & {
  /** The unit that hangs there; null = not chosen yet. */
  unit: string | null;
  gatekeeper: string | null;
};

export type PlannedCamera = {
  id: string;
  label: string;
  kind: "fixed" | "ptz" | "fisheye" | "rapid-deployment";
  design: CameraDesign;
  columnId: string | null;
  capitalCost: number | null;
  yearlyCost: number | null;
  purpose: string;
  deployment: Deployment | null;
};

export type PlannedBuilding = {
  id: string;
  name: string;
  /** Closed, [lng, lat]. */
  ring: readonly LngLat[];
  heightM: number;
};

export type LinkEnd = { position: LngLat; heightM: number };

export type WirelessLink = { id: string; name: string; from: LinkEnd; to: LinkEnd; frequencyGHz: number };

export type Grade = "high" | "medium" | "low";
export type AppraisalRow = { criterion: string; grade: Grade; why: string };

/** The risk that the plan is held against. */
export type ScenarioRisk = {
  area?: string | undefined;
  category?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  hours?: number[] | undefined;
  /** Only these months of the year count, 1 to 12; absent = all. */
  calendarMonths?: number[] | undefined;
  weights?: string | undefined;
  level: string;
  edition: "2014" | "2025";
  night: boolean;
  /** Whether imported trees dim what lies behind them; absent = ignored. */
  trees?: "ignored" | "leaf-on" | "leaf-off" | undefined;
};

export type ScenarioDocument = {
  schema: 1;
  risk: ScenarioRisk;
  added: readonly PlannedCamera[];
  /** Cameras of the estate, by the estate's id. */
  changed: readonly PlannedCamera[];
  /** Estate ids. */
  removed: readonly string[];
  buildings: readonly PlannedBuilding[];
  links: readonly WirelessLink[];
  appraisal: readonly AppraisalRow[];
  notes: string;
};
