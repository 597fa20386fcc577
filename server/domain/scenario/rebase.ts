/**
 * Two people have changed the same scenario: what is the scenario with both their changes? A three-way merge over
 * cameras, buildings, links, criteria and notes. Only where both changed the same fact to different things must
 * somebody choose; everything else is kept of both, so that no edit is lost.
 */
import type { PlannedCamera, ScenarioDocument } from "./scenario-document.ts";

export type Side = "mine" | "theirs";

/** One fact that both changed. */
export type Conflict = {
  /** Stable within one rebase: `changed/BA-12/design.bearingDeg`. */
  path: string;
  /** What it is a fact of, for people: a camera's label, a building's name. */
  subject: string;
  /** The fact; null = whether the subject is there at all. */
  field: string | null;
  mine: unknown;
  theirs: unknown;
};

export type Rebased = {
  document: ScenarioDocument;
  conflicts: Conflict[];
  renamed: { from: string; to: string }[];
};

type Named = { id: string };
type Merge = { conflicts: Conflict[]; chosen: ReadonlyMap<string, Side> };

/**
 * @param base the version that both began with.
 * @param chosen what was chosen of the conflicts of an earlier call; without a choice the document holds mine.
 */
export function rebase(
  base: ScenarioDocument,
  mine: ScenarioDocument,
  theirs: ScenarioDocument,
  chosen: ReadonlyMap<string, Side> = new Map(),
): Rebased {
  const merge: Merge = { conflicts: [], chosen };
  const { added, renamed } = withOwnIds(base.added, mine.added, theirs.added);
  const camera = (at: string) => ({ at, subject: ({ label }: PlannedCamera) => label, fields: true });
  const document: ScenarioDocument = {
    schema: 1,
    risk: mergeValue(base.risk, mine.risk, theirs.risk, place("risk", "Question"), merge),
    added: mergeList(base.added, added, theirs.added, camera("added"), merge),
    changed: mergeList(base.changed, mine.changed, theirs.changed, camera("changed"), merge),
    removed: mergeRemoved(base, mine, theirs, merge),
    buildings: mergeList(base.buildings, mine.buildings, theirs.buildings, named("buildings"), merge),
    links: mergeList(base.links, mine.links, theirs.links, named("links"), merge),
    appraisal: mergeList(
      base.appraisal.map(criterionAsId),
      mine.appraisal.map(criterionAsId),
      theirs.appraisal.map(criterionAsId),
      { at: "appraisal", subject: ({ criterion }) => criterion, fields: true },
      merge,
    ).map(({ id: _, ...row }) => row),
    notes: mergeValue(base.notes, mine.notes, theirs.notes, place("notes", "Notes"), merge),
  };
  return { document, conflicts: merge.conflicts, renamed };
}

type Place = { path: string; subject: string; field: string | null };

function place(path: string, subject: string, field: string | null = null): Place {
  return { path, subject, field };
}

function named(at: string) {
  return { at, subject: ({ name }: { name: string }) => name, fields: true };
}

function criterionAsId<T extends { criterion: string }>(row: T): T & Named {
  return { ...row, id: row.criterion };
}

/** Both may have placed a new camera under the same next number: mine gets a number of its own. */
function withOwnIds(
  base: readonly PlannedCamera[],
  mine: readonly PlannedCamera[],
  theirs: readonly PlannedCamera[],
): { added: PlannedCamera[]; renamed: Rebased["renamed"] } {
  const before = new Set(base.map(({ id }) => id));
  const other = new Map(theirs.map((camera) => [camera.id, camera]));
  const used = new Set([...mine, ...theirs].map(({ id }) => id));
  const renamed: Rebased["renamed"] = [];
  const added = mine.map((camera) => {
    const twin = other.get(camera.id);
    if (!twin || before.has(camera.id) || same(camera, twin)) return camera;
    const id = nextId(used);
    used.add(id);
    renamed.push({ from: camera.id, to: id });
    return { ...camera, id, label: camera.label === camera.id ? id : camera.label };
  });
  return { added, renamed };
}

/** The next free number for a planned camera: P1, P2, … */
export function nextId(used: ReadonlySet<string>): string {
  let number = 1;
  while (used.has(`P${number}`)) number++;
  return `P${number}`;
}

type ListPlace<T> = { at: string; subject: (item: T) => string; fields: boolean };

/** Theirs in their order, then what only I have added. */
function mergeList<T extends Named>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  { at, subject }: ListPlace<T>,
  merge: Merge,
): T[] {
  const [was, my, their] = [byId(base), byId(mine), byId(theirs)];
  const ids = new Set([...their.keys(), ...my.keys()]);
  return [...ids].flatMap((id) => {
    const [b, m, t] = [was.get(id), my.get(id), their.get(id)];
    const shown = m ?? t ?? b;
    const about = place(`${at}/${id}`, shown ? subject(shown) : id);
    if (m && t) return [mergeFields(b, m, t, about, merge)];
    const kept = mergeValue<T | undefined>(b, m, t, about, merge);
    return kept ? [kept] : [];
  });
}

/** Field by field; parts of a camera's design are facts of their own. */
function mergeFields<T extends object>(
  base: T | undefined,
  mine: T,
  theirs: T,
  about: Place,
  merge: Merge,
): T {
  const merged: Record<string, unknown> = {};
  const [b, m, t]: Record<string, unknown>[] = [record(base), record(mine), record(theirs)];
  for (const key of new Set([...Object.keys(m ?? {}), ...Object.keys(t ?? {})])) {
    const field = about.field ? `${about.field}.${key}` : key;
    const here = { path: `${about.path}/${key}`, subject: about.subject, field };
    const parts = [b?.[key], m?.[key], t?.[key]];
    merged[key] = parts.every(isRecord)
      ? mergeFields(record(parts[0]), record(parts[1]), record(parts[2]), here, merge)
      : mergeValue(parts[0], parts[1], parts[2], here, merge);
  }
  // Every key of T has come from one of two Ts.
  return merged as T;
}

function mergeValue<T>(base: T | null, mine: T, theirs: T, { path, subject, field }: Place, merge: Merge): T {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  merge.conflicts.push({ path, subject, field, mine, theirs });
  return merge.chosen.get(path) === "theirs" ? theirs : mine;
}

/**
 * Taken away or not is a fact of each camera. Both can only have changed it the same way, but one may have taken away
 * what the other has set anew: then somebody must choose.
 */
function mergeRemoved(
  base: ScenarioDocument,
  mine: ScenarioDocument,
  theirs: ScenarioDocument,
  merge: Merge,
): string[] {
  const [was, my, their] = [new Set(base.removed), new Set(mine.removed), new Set(theirs.removed)];
  return [...new Set([...theirs.removed, ...mine.removed])].filter((id) => {
    if (was.has(id)) return my.has(id) && their.has(id);
    if (my.has(id) && their.has(id)) return true;
    const [before, setByMe, setByThem] = [base, mine, theirs].map(({ changed }) =>
      changed.find((camera) => camera.id === id),
    );
    const setAnew = my.has(id) ? setByThem : setByMe;
    if (setAnew === undefined || same(setAnew, before)) return true;
    const [taken, kept] = ["taken away", "changed"];
    const [mineIs, theirsIs] = my.has(id) ? [taken, kept] : [kept, taken];
    return mergeValue(null, mineIs, theirsIs, place(`removed/${id}`, setAnew.label), merge) === taken;
  });
}

function byId<T extends Named>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((item) => [item.id, item]));
}

function isRecord(part: unknown): part is Record<string, unknown> {
  return typeof part === "object" && part !== null && !Array.isArray(part);
}

function record(part: unknown): Record<string, unknown> {
  return isRecord(part) ? part : {};
}

/** Same content, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((part, i) => same(part, b[i]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}
