/** Scenario documents for tests: a camera, and a plan that has nothing in it but what is said. */

import type { PlannedCamera, ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { EMPTY_DOCUMENT } from "../../client/state/scenario-session.ts";

export function camera(id: string, change: Partial<PlannedCamera> = {}): PlannedCamera {
  return {
    id,
    label: id,
    kind: "fixed",
    design: {
      position: [-0.2, 51.6],
      heightM: 6,
      bearingDeg: 0,
      tiltDeg: null,
      projection: "rectilinear",
      hfovDeg: 90,
      sensorWidthMm: null,
      focalLengthMm: null,
      horizontalPx: 1920,
      verticalPx: 1080,
      rangeM: 60,
      nightRangeM: null,
      presets: [],
    },
    columnId: null,
    capitalCost: null,
    yearlyCost: null,
    purpose: "",
    deployment: null,
    ...change,
  };
}

export function turned(planned: PlannedCamera, bearingDeg: number): PlannedCamera {
  return { ...planned, design: { ...planned.design, bearingDeg } };
}

export function plan(change: Partial<ScenarioDocument> = {}): ScenarioDocument {
  return { ...EMPTY_DOCUMENT, ...change };
}
