/** The one plan that is worked on in this page: a draft that the address holds, or a scenario that the server keeps. */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { scenarioDocumentSchema } from "#contract/scenarios.ts";
import type { ScenarioDocument, ScenarioRisk } from "#domain/scenario/scenario-document.ts";
import { monthsBetween } from "#domain/time/months.ts";
import { scenarioApi } from "../../../api/scenarios.ts";
import {
  type CameraState,
  DAY_PART_IDS,
  DAY_PARTS,
  planText,
  RISK_YEARS,
  SEASON_IDS,
  SEASONS,
} from "../../../state/camera-state.ts";
import { currentState, navigate } from "../../../state/location-store.ts";
import { EMPTY_DOCUMENT, ScenarioSession, type SessionState } from "../../../state/scenario-session.ts";
import { announce } from "../../../ui/live-region.tsx";
import { planOf, withPlan } from "./plan.ts";

const AUTHOR_KEY = "sightline-author";
const DRAFT_KEY = "sightline-draft";
const LOOK_EVERY_MS = 10_000;

/** What this device keeps. One that keeps nothing (private window, full) loses only the safety copy. */
const deviceStore = {
  getItem(key: string): string | null {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem(key: string, text: string): void {
    try {
      window.localStorage.setItem(key, text);
    } catch {
      announce("This device keeps no copy of the plan: save it as a scenario.");
    }
  },
  removeItem(key: string): void {
    try {
      window.localStorage.removeItem(key);
    } catch {
      // Nothing was kept, so nothing is there to be removed.
    }
  },
};

export const session = new ScenarioSession({
  api: scenarioApi,
  storage: deviceStore,
  author: readAuthor,
  later: (run, ms) => window.setTimeout(run, ms),
  tell: announce,
});

/** Who plans at this device; "" = nobody has said. */
export function readAuthor(): string {
  return deviceStore.getItem(AUTHOR_KEY) ?? "";
}

export function keepAuthor(name: string): void {
  deviceStore.setItem(AUTHOR_KEY, name.trim());
}

let estateIds: ReadonlySet<string> = new Set();

/**
 * Tells which cameras are of the register, so that setting one anew is a change and not a new camera. A draft that was
 * read from the address before the register was there is put right.
 */
export function knowEstate(ids: readonly string[]): void {
  estateIds = new Set(ids);
  const { id, document } = session.state();
  if (id === null && document.added.some((camera) => estateIds.has(camera.id)))
    session.openDraft(withPlan(document, planOf(document), estateIds));
}

/** Ids that a new camera must not take. */
export function takenIds(): ReadonlySet<string> {
  return estateIds;
}

/** The state of the address with the cameras of the plan that is worked on. */
function withSession(state: CameraState, { id, document }: SessionState): CameraState {
  return id === state.scenario ? { ...state, ...planOf(document) } : state;
}

/** The present state for handlers outside React; null on another screen. */
export function planState(): CameraState | null {
  const state = currentState();
  return state.screen === "cameras" ? withSession(state, session.state()) : null;
}

/**
 * Goes to a state whose cameras may differ from what they are: the difference is one step that can be undone.
 * @param more what else is known of its cameras, for example their columns.
 */
export function commit(
  label: string,
  next: CameraState,
  more: (document: ScenarioDocument) => ScenarioDocument = (document) => document,
): void {
  if (isBeingRead()) return;
  session.edit(label, more(withPlan(session.state().document, next, estateIds)));
  keepDraft();
  navigate(next);
}

/** Changes what the plan says besides where its cameras are. */
export function editPlan(label: string, change: (document: ScenarioDocument) => ScenarioDocument): void {
  if (isBeingRead()) return;
  session.edit(label, change(session.state().document));
  follow();
}

/** A change made before the scenario is there would be lost: it is not taken, and that is said. */
function isBeingRead(): boolean {
  if (session.state().status !== "loading") return false;
  announce("The scenario is still being read; the change was not made.");
  return true;
}

export function undoStep(): void {
  session.undo();
  follow();
}

export function redoStep(): void {
  session.redo();
  follow();
}

/** Lets the address of a draft follow its document. */
function follow(): void {
  keepDraft();
  const state = planState();
  if (state && state.scenario === null) navigate({ ...state, ...planOf(session.state().document) });
}

/** What an address cannot hold of a draft stays on this device. */
function keepDraft(): void {
  const { id, document } = session.state();
  if (id === null)
    deviceStore.setItem(DRAFT_KEY, JSON.stringify({ key: draftKey(planOf(document)), document }));
}

function draftKey({ plan, removed }: Pick<CameraState, "plan" | "removed">): string {
  return `${planText(plan)} ${removed.join(";")}`;
}

function draftOf(state: CameraState): ScenarioDocument {
  const fresh = withPlan(EMPTY_DOCUMENT, state, estateIds);
  try {
    const kept = JSON.parse(deviceStore.getItem(DRAFT_KEY) ?? "null");
    if (kept?.key !== draftKey(state)) return fresh;
    return scenarioDocumentSchema.parse(kept.document);
  } catch {
    return fresh;
  }
}

/** A link that names a scenario and no question asks the scenario's own. */
function adoptQuestion(): void {
  const state = currentState();
  const { id, document, status } = session.state();
  if (state.screen !== "cameras" || status === "loading" || state.scenario !== id) return;
  if (state.category === null && state.area === null)
    navigate({ ...state, ...questionOf(document.risk) }, { replace: true });
}

/** The question of a scenario as choices of the screen. */
function questionOf({
  area,
  category,
  from,
  to,
  hours,
  calendarMonths,
  weights,
  level,
  edition,
  night,
  trees,
}: ScenarioRisk) {
  const holds = (parts: readonly number[], asked: readonly number[] = []) =>
    parts.length === asked.length && parts.every((part) => asked.includes(part));
  const months = from && to ? monthsBetween(from, to).length : 36;
  return {
    area: area ?? null,
    category: category ?? null,
    years: RISK_YEARS.find((years) => 12 * years >= months) ?? 5,
    hours: DAY_PART_IDS.find((id) => holds(DAY_PARTS[id], hours)) ?? "all",
    season: SEASON_IDS.find((id) => holds(SEASONS[id], calendarMonths)) ?? "all",
    weights: weights ?? null,
    level,
    edition,
    night,
    trees: trees ?? "ignored",
  } as const;
}

/** The plan of the address, read where it has not been yet, and looked at again now and then. */
export function usePlan(state: CameraState): { state: CameraState; plan: SessionState } {
  const plan = useSyncExternalStore(session.subscribe, session.state);
  const { scenario } = state;
  const address = scenario === null ? draftKey(state) : scenario;
  useEffect(() => {
    const now = session.state();
    if (scenario !== null) {
      if (now.id !== scenario) void session.open(scenario).then(adoptQuestion);
    } else if (now.id !== null || draftKey(planOf(now.document)) !== address)
      session.openDraft(draftOf(state));
  }, [scenario, address]);
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (window.document.visibilityState === "visible") void session.poll();
    }, LOOK_EVERY_MS);
    return () => window.clearInterval(timer);
  }, []);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (["unsaved", "saving", "failed", "conflict", "needs-name"].includes(session.state().status))
        event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
  return { plan, state: useMemo(() => withSession(state, plan), [state, plan]) };
}
