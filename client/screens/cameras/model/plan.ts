/** The estate with a plan's changes: which cameras there would be, and how one is edited. */
import type { EstateCamera } from "#contract/camera-design.ts";
import type { CameraDesign } from "#domain/camera/camera-design.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { nextId } from "#domain/scenario/rebase.ts";
import type {
  LinkEnd,
  PlannedCamera,
  ScenarioDocument,
  WirelessLink,
} from "#domain/scenario/scenario-document.ts";
import type { CameraState, PlanCamera } from "../../../state/camera-state.ts";

export type CameraRole = "estate" | "changed" | "planned" | "removed";

/** A camera on the screen. `design` is null where the register lacks what a view is made of. */
export type ShownCamera = {
  id: string;
  label: string;
  name: string | null;
  role: CameraRole;
  position: LngLat;
  design: CameraDesign | null;
  /** What the register says; null for a planned camera. */
  record: EstateCamera | null;
  /** What the plan says; null for a camera that is as it is. */
  planned: PlannedCamera | null;
};

/** What is bought where nothing else is said: 1/2.8″, 4 mm, full HD (`methods` of the council's own kit may differ). */
export const NEW_CAMERA: Omit<CameraDesign, "position"> = {
  heightM: 6,
  bearingDeg: 0,
  tiltDeg: null,
  projection: "rectilinear",
  hfovDeg: null,
  sensorWidthMm: 5.4,
  focalLengthMm: 4,
  horizontalPx: 1920,
  verticalPx: 1080,
  rangeM: 60,
  nightRangeM: null,
  presets: [],
};

/**
 * Every camera that is or would be there, the estate's first; those taken away stay in the list as removed.
 * @param document what the plan says of its cameras besides their design.
 */
export function shownCameras(
  estate: readonly EstateCamera[],
  { plan, removed }: Pick<CameraState, "plan" | "removed">,
  document: Pick<ScenarioDocument, "added" | "changed">,
): ShownCamera[] {
  const planned = new Map(plan.map((camera) => [camera.id, camera]));
  const facts = new Map([...document.added, ...document.changed].map((camera) => [camera.id, camera]));
  const taken = new Set(removed);
  const ofEstate = estate.map((record): ShownCamera => {
    const changed = planned.get(record.id);
    planned.delete(record.id);
    const role = taken.has(record.id) ? "removed" : changed ? "changed" : "estate";
    const design = role === "changed" ? (changed?.design ?? null) : record.design;
    return {
      id: record.id,
      label: record.reference ?? record.name ?? record.id,
      name: record.name,
      role,
      position: design?.position ?? record.position,
      design,
      record,
      planned: role === "changed" ? (facts.get(record.id) ?? null) : null,
    };
  });
  const added = [...planned.values()].map(
    ({ id, design }): ShownCamera => ({
      id,
      label: facts.get(id)?.label ?? id,
      name: null,
      role: "planned",
      position: design.position,
      design,
      record: null,
      planned: facts.get(id) ?? null,
    }),
  );
  return [...ofEstate, ...added];
}

/** Cameras whose coverage can be worked out: before (the estate) and after (with the plan). */
export function coveringCameras(
  estate: readonly EstateCamera[],
  shown: readonly ShownCamera[],
): { before: PlanCamera[]; after: PlanCamera[] } {
  const known = ({ id, design }: { id: string; design: CameraDesign | null }) =>
    design === null ? [] : [{ id, design }];
  return {
    before: estate.flatMap(known),
    after: shown.filter(({ role }) => role !== "removed").flatMap(known),
  };
}

/**
 * The plan with a camera placed; it gets the next free number.
 * @param taken ids of the register, which no new camera may have.
 */
export function withNewCamera(
  state: CameraState,
  position: LngLat,
  heightM: number | null,
  taken: ReadonlySet<string>,
): CameraState {
  const id = nextId(new Set([...taken, ...state.plan.map(({ id: used }) => used)]));
  const design = { ...NEW_CAMERA, position, heightM: heightM ?? NEW_CAMERA.heightM };
  return { ...state, plan: [...state.plan, { id, design }], selected: id, tab: "camera" };
}

/** The plan with a camera as it is now; a camera of the estate is thereby changed. */
export function withCamera(state: CameraState, camera: PlanCamera): CameraState {
  const others = state.plan.filter(({ id }) => id !== camera.id);
  const at = state.plan.findIndex(({ id }) => id === camera.id);
  const plan =
    at < 0 ? [...others, camera] : state.plan.map((each) => (each.id === camera.id ? camera : each));
  return { ...state, plan };
}

/** The plan without a camera: a planned one is gone, a changed one as on record, one of the estate taken away. */
export function withoutCamera(
  state: CameraState,
  { id, role }: Pick<ShownCamera, "id" | "role">,
): CameraState {
  const plan = state.plan.filter((camera) => camera.id !== id);
  if (role === "planned") return { ...state, plan, selected: null };
  if (role === "changed") return { ...state, plan };
  if (role === "removed") return { ...state, removed: state.removed.filter((each) => each !== id) };
  return { ...state, removed: [...state.removed, id] };
}

/** Metres north and east → the position moved. */
export function moved([lng, lat]: LngLat, eastM: number, northM: number): LngLat {
  const metresPerDegree = 111_195;
  return [
    Number((lng + eastM / (metresPerDegree * Math.cos((lat * Math.PI) / 180))).toFixed(7)),
    Number((lat + northM / metresPerDegree).toFixed(7)),
  ];
}

/** Bearing from one position to another, whole degrees. */
export function bearingTo([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const east = (lng2 - lng1) * Math.cos((lat1 * Math.PI) / 180);
  const degrees = (Math.atan2(east, lat2 - lat1) * 180) / Math.PI;
  return (Math.round(degrees) + 360) % 360;
}

/** Position at a bearing and distance. */
export function along(position: LngLat, bearingDeg: number, distanceM: number): LngLat {
  const angle = (bearingDeg * Math.PI) / 180;
  return moved(position, distanceM * Math.sin(angle), distanceM * Math.cos(angle));
}

/** The plan with cameras placed at some sites; they get the next free numbers. */
export function withSites(
  state: CameraState,
  designs: readonly CameraDesign[],
  taken: ReadonlySet<string>,
): CameraState {
  return designs.reduce((so, design) => {
    const placed = withNewCamera(so, design.position, design.heightM, taken);
    const id = placed.selected ?? "";
    return { ...withCamera(placed, { id, design }), tab: so.tab };
  }, state);
}

/** The cameras of a document as the map and the figures need them. */
export function planOf({ added, changed, removed }: ScenarioDocument): Pick<CameraState, "plan" | "removed"> {
  return { plan: [...added, ...changed].map(({ id, design }) => ({ id, design })), removed };
}

/**
 * The document with the cameras that there should be now: new ones are added, those gone are left out, and what else
 * is known of a camera stays.
 * @param estate ids of the register: a camera of it is changed, another is added.
 */
export function withPlan(
  document: ScenarioDocument,
  { plan, removed }: Pick<CameraState, "plan" | "removed">,
  estate: ReadonlySet<string>,
): ScenarioDocument {
  const known = new Map([...document.added, ...document.changed].map((camera) => [camera.id, camera]));
  const cameras = plan.map(({ id, design }) => ({ ...(known.get(id) ?? newPlanned(id, design)), design }));
  const isChanged = ({ id }: PlannedCamera) =>
    estate.has(id) || document.changed.some((camera) => camera.id === id);
  return {
    ...document,
    links: document.links.map((link) => followed(link, known, cameras)),
    added: cameras.filter((camera) => !isChanged(camera)),
    changed: cameras.filter(isChanged),
    removed,
  };
}

/** A link that ends at a camera goes where the camera goes. */
function followed(
  link: WirelessLink,
  before: ReadonlyMap<string, PlannedCamera>,
  after: readonly PlannedCamera[],
): WirelessLink {
  const follow = (end: LinkEnd): LinkEnd => {
    const moved = after.find(({ id, design }) => {
      const was = before.get(id)?.design;
      return was && was !== design && samePlace(was.position, end.position);
    });
    return moved ? { position: moved.design.position, heightM: moved.design.heightM } : end;
  };
  const [from, to] = [follow(link.from), follow(link.to)];
  return from === link.from && to === link.to ? link : { ...link, from, to };
}

function samePlace(a: LngLat, b: LngLat): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function newPlanned(id: string, design: CameraDesign): PlannedCamera {
  return {
    id,
    label: id,
    kind: design.projection === "fisheye" ? "fisheye" : "fixed",
    design,
    columnId: null,
    capitalCost: null,
    yearlyCost: null,
    purpose: "",
    deployment: null,
  };
}

/** The document with one camera's facts changed. */
export function withFacts(
  document: ScenarioDocument,
  id: string,
  facts: Partial<PlannedCamera>,
): ScenarioDocument {
  const change = (camera: PlannedCamera) => (camera.id === id ? { ...camera, ...facts } : camera);
  return { ...document, added: document.added.map(change), changed: document.changed.map(change) };
}
