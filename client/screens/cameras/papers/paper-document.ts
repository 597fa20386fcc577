/** The plan with the question of the screen, as a paper is written from it. Pure. */
import type { PaperInput } from "#contract/camera-papers.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import type { PlannedCamera, ScenarioDocument, ScenarioRisk } from "#domain/scenario/scenario-document.ts";
import { asInput } from "../links/link-input.ts";

type Sent = PaperInput["scenario"]["document"];

export function paperDocument(document: ScenarioDocument, risk: ScenarioRisk): Sent {
  return {
    ...document,
    risk,
    added: document.added.map(cameraInput),
    changed: document.changed.map(cameraInput),
    removed: [...document.removed],
    appraisal: [...document.appraisal],
    ...asInput(document.links, document.buildings),
    buildings: asInput(document.links, document.buildings).buildings ?? [],
  };
}

function cameraInput(camera: PlannedCamera): Sent["added"][number] {
  const { design } = camera;
  const pair = ([lng, lat]: LngLat): [number, number] => [lng, lat];
  return { ...camera, design: { ...design, position: pair(design.position), presets: [...design.presets] } };
}
