/**
 * The plan that is worked on: its document, undo and redo, and saving. A draft is kept by the address; a scenario is
 * saved a moment after every change, onto the version that was read. If somebody saved in between, both changes are put
 * together, and only what both changed is asked. What could not be saved yet is also kept on this device.
 */
import { type Scenario, scenarioDocumentSchema } from "#contract/scenarios.ts";
import { type Conflict, rebase, type Side, same } from "#domain/scenario/rebase.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { type EditHistory, NO_HISTORY, redo, type Stepped, undo, withStep } from "./edit-history.ts";

export type SaveStatus =
  | "draft"
  | "loading"
  | "saved"
  | "unsaved"
  | "saving"
  | "needs-name"
  | "failed"
  | "conflict";

export type SessionState = {
  /** Null = a draft. */
  id: string | null;
  name: string;
  version: number | null;
  document: ScenarioDocument;
  history: EditHistory;
  status: SaveStatus;
  problem: unknown;
  conflict: { theirs: Scenario; conflicts: readonly Conflict[] } | null;
  /** The saved scenario as the server last gave it; null for a draft. */
  latest: Scenario | null;
};

export type SaveBody = { name: string; author: string; summary: string; document: ScenarioDocument };

export type SessionDeps = {
  api: {
    read(id: string): Promise<Scenario>;
    save(onto: Pick<Scenario, "id" | "version">, body: SaveBody): Promise<Scenario>;
    create(body: Omit<SaveBody, "summary">): Promise<Scenario>;
    isStale(error: unknown): boolean;
  };
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Who plans, or "" if nobody has said. */
  author(): string;
  later(run: () => void, ms: number): void;
  tell(sentence: string): void;
};

export const EMPTY_DOCUMENT: ScenarioDocument = {
  schema: 1,
  risk: { level: "observe", edition: "2014", night: false, trees: "ignored" },
  added: [],
  changed: [],
  removed: [],
  buildings: [],
  links: [],
  appraisal: [],
  notes: "",
};

const DRAFT: SessionState = {
  id: null,
  name: "",
  version: null,
  document: EMPTY_DOCUMENT,
  history: NO_HISTORY,
  status: "draft",
  problem: null,
  conflict: null,
  latest: null,
};

const SAVE_AFTER_MS = 400;
const TRY_AGAIN_MS = 5000;

export class ScenarioSession {
  #state: SessionState = DRAFT;
  #summary = "";
  #isBusy = false;
  readonly #deps: SessionDeps;
  readonly #listeners = new Set<() => void>();

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  readonly state = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins a draft. Coming from another plan its undo steps are forgotten; of the same draft they are kept. */
  openDraft(document: ScenarioDocument): void {
    const history = this.#state.id === null ? this.#state.history : NO_HISTORY;
    this.#set({ ...DRAFT, document, history });
  }

  /** Reads a scenario; what this device had not been able to save of it is put onto it. */
  async open(id: string): Promise<void> {
    this.#set({ ...DRAFT, id, status: "loading" });
    try {
      const found = await this.#deps.api.read(id);
      // Somebody may have gone on to another plan in the meantime.
      if (this.#state.id !== id) return;
      this.#adopt(found);
      const kept = this.#kept(id);
      if (kept) this.#putOnto(kept.base, kept.document, found);
      if (this.#state.status === "unsaved") this.#deps.later(() => void this.#push(), SAVE_AFTER_MS);
    } catch (problem) {
      if (this.#state.id === id) this.#set({ ...this.#state, problem });
    }
  }

  /** Changes the document. A change that changes nothing is no step. */
  edit(label: string, document: ScenarioDocument): void {
    const before = this.#state.document;
    if (same(before, document)) return;
    this.#change(document, withStep(this.#state.history, { label, before, after: document }), label);
  }

  undo(): void {
    this.#step(undo(this.#state.document, this.#state.history), "Undone");
  }

  redo(): void {
    this.#step(redo(this.#state.document, this.#state.history), "Redone");
  }

  rename(name: string): void {
    if (this.#state.id === null || name === this.#state.name) return;
    this.#set({ ...this.#state, name });
    this.#queue(`Renamed to “${name}”`);
  }

  /**
   * Keeps the plan as a scenario of its own.
   * @param onMade hears of it before anybody else, so that the address can follow.
   * @throws what the server refuses.
   */
  async saveAs(
    { name, author, risk }: { name: string; author: string; risk: ScenarioDocument["risk"] },
    onMade: (made: Scenario) => void,
  ): Promise<void> {
    const document = { ...this.#state.document, risk };
    const made = await this.#deps.api.create({ name, author, document });
    const { history } = this.#state;
    onMade(made);
    this.#adopt(made);
    this.#set({ ...this.#state, history });
  }

  /** Tries again at once what could not be saved, or had no name to be saved under. */
  async saveNow(): Promise<void> {
    if (["failed", "needs-name", "unsaved"].includes(this.#state.status)) await this.#push();
  }

  /** Decides what both changed, and saves. */
  async resolve(chosen: ReadonlyMap<string, Side>): Promise<void> {
    const { conflict, latest, document } = this.#state;
    if (!conflict || !latest) return;
    this.#putOnto(latest.document, document, conflict.theirs, chosen);
    await this.#push();
  }

  /** Looks whether somebody else has saved, if nothing here waits to be saved. */
  async poll(): Promise<void> {
    const { id, status, version } = this.#state;
    if (id === null || status !== "saved") return;
    const found = await this.#deps.api.read(id).catch(() => null);
    if (!found || this.#state.id !== id || this.#state.status !== "saved") return;
    if (found.version <= (version ?? 0)) return;
    const { history } = this.#state;
    this.#adopt(found);
    this.#set({ ...this.#state, history });
    this.#deps.tell(`${found.author} has saved version ${found.version}; you see it now.`);
  }

  #step(stepped: Stepped | null, word: string): void {
    if (!stepped) return;
    this.#change(stepped.document, stepped.history, `${word}: ${stepped.label}`);
    this.#deps.tell(`${word}: ${stepped.label}.`);
  }

  #change(document: ScenarioDocument, history: EditHistory, label: string): void {
    this.#set({ ...this.#state, document, history });
    if (this.#state.id !== null) this.#queue(label);
  }

  #queue(label: string): void {
    this.#summary = this.#summary === "" ? label : `${this.#summary}; ${label}`.slice(0, 300);
    this.#keep();
    if (this.#state.status !== "conflict" && this.#state.status !== "saving")
      this.#set({ ...this.#state, status: "unsaved" });
    this.#deps.later(() => void this.#push(), SAVE_AFTER_MS);
  }

  async #push(): Promise<void> {
    const { id, version, latest, name, document, status } = this.#state;
    const waits = ["unsaved", "failed", "needs-name"].includes(status);
    if (this.#isBusy || !waits || id === null || version === null || !latest) return;
    const author = this.#deps.author();
    if (author === "") return this.#set({ ...this.#state, status: "needs-name" });
    const summary = this.#summary;
    this.#summary = "";
    this.#isBusy = true;
    this.#set({ ...this.#state, status: "saving", problem: null });
    try {
      const done = await this.#deps.api.save({ id, version }, { name, author, summary, document });
      this.#saved(done, document);
    } catch (problem) {
      this.#summary = summary;
      await this.#failed(id, problem);
    } finally {
      this.#isBusy = false;
    }
    if (this.#state.status === "unsaved") this.#deps.later(() => void this.#push(), SAVE_AFTER_MS);
  }

  #saved(done: Scenario, sent: ScenarioDocument): void {
    if (this.#state.id !== done.id) return;
    const isAll = this.#state.document === sent && this.#state.name === done.name;
    const latest = { ...done, document: sent };
    this.#set({ ...this.#state, version: done.version, latest, status: isAll ? "saved" : "unsaved" });
    if (isAll) this.#deps.storage.removeItem(keyOf(done.id));
    else this.#keep();
  }

  async #failed(id: string, problem: unknown): Promise<void> {
    if (this.#deps.api.isStale(problem)) {
      const theirs = await this.#deps.api.read(id).catch(() => null);
      const { latest, document } = this.#state;
      if (theirs && latest && this.#state.id === id) return this.#putOnto(latest.document, document, theirs);
    }
    if (this.#state.id !== id) return;
    this.#set({ ...this.#state, status: "failed", problem });
    this.#deps.later(() => void this.saveNow(), TRY_AGAIN_MS);
  }

  /** Mine, made from a base, onto theirs. */
  #putOnto(
    base: ScenarioDocument,
    mine: ScenarioDocument,
    theirs: Scenario | null,
    chosen: ReadonlyMap<string, Side> = new Map(),
  ): void {
    if (!theirs) return;
    const { document, conflicts, renamed } = rebase(base, mine, theirs.document, chosen);
    const open = conflicts.filter(({ path }) => !chosen.has(path));
    if (open.length > 0) {
      const latest = { ...(this.#state.latest ?? theirs), document: base };
      this.#set({
        ...this.#state,
        document: mine,
        latest,
        conflict: { theirs, conflicts: open },
        status: "conflict",
      });
      return;
    }
    const { history, name, latest } = this.#state;
    const isRenamed = latest !== null && name !== latest.name;
    this.#adopt(theirs);
    const isSame = same(document, theirs.document) && !isRenamed;
    this.#set({
      ...this.#state,
      document,
      history,
      name: isRenamed ? name : theirs.name,
      status: isSame ? "saved" : "unsaved",
    });
    if (isSame) this.#deps.storage.removeItem(keyOf(theirs.id));
    else this.#keep();
    for (const { from, to } of renamed) this.#deps.tell(`Your new camera ${from} is now ${to}.`);
    if (!isSame) this.#deps.tell(`${theirs.author} had saved as well: both changes are kept.`);
  }

  /** Takes over what the server has. */
  #adopt(latest: Scenario): void {
    const { id, name, version, document } = latest;
    this.#set({ ...DRAFT, id, name, version, document, latest, status: "saved" });
  }

  #keep(): void {
    const { id, document, latest } = this.#state;
    if (id === null || !latest) return;
    this.#deps.storage.setItem(keyOf(id), JSON.stringify({ base: latest.document, document }));
  }

  #kept(id: string): { base: ScenarioDocument; document: ScenarioDocument } | null {
    try {
      const found = JSON.parse(this.#deps.storage.getItem(keyOf(id)) ?? "null");
      const [base, document] = [found?.base, found?.document].map((each) =>
        scenarioDocumentSchema.parse(each),
      );
      return base && document ? { base, document } : null;
    } catch {
      return null;
    }
  }

  #set(next: SessionState): void {
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}

function keyOf(id: string): string {
  return `sightline-unsaved-${id}`;
}
