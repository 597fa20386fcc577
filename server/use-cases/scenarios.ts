/** What-if plans of a team: kept with every version, and saved only onto the version that the planner has seen. */
import type { z } from "zod";
import type {
  newScenarioSchema,
  Scenario,
  ScenarioHead,
  ScenarioVersions,
  scenarioSaveSchema,
} from "#contract/scenarios.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { type Answer, answer, type Refusal, refuse } from "./answer.ts";

type NewVersion = { name: string; author: string; summary: string; document: ScenarioDocument };
type Saved =
  | { ok: true; scenario: Scenario }
  | { ok: false; reason: "unknown" }
  | { ok: false; reason: "stale" | "archived"; latest: Scenario };

/** Where scenarios are kept. */
export type ScenarioStore = {
  list(withArchived: boolean): Promise<ScenarioHead[]>;
  read(id: string, version: number | null): Promise<Scenario | null>;
  versions(id: string): Promise<ScenarioVersions["data"]>;
  create(first: NewVersion, origin: { id: string; version: number } | null): Promise<Scenario | null>;
  save(id: string, onto: number, next: NewVersion): Promise<Saved>;
  archive(id: string, author: string | null): Promise<Scenario | null>;
};

export async function listScenarios(
  store: ScenarioStore,
  withArchived: boolean,
): Promise<Answer<ScenarioHead[]>> {
  return answer(await store.list(withArchived));
}

/** @param version null = the latest. */
export async function openScenario(
  store: ScenarioStore,
  id: string,
  version: number | null,
): Promise<Answer<Scenario>> {
  const found = await store.read(id, version);
  return found ? answer(found) : unknownScenario(id, version);
}

/** Newest first. */
export async function listScenarioVersions(
  store: ScenarioStore,
  id: string,
): Promise<Answer<ScenarioVersions["data"]>> {
  const versions = await store.versions(id);
  return versions.length > 0 ? answer(versions) : unknownScenario(id, null);
}

/** A scenario of its own, or a copy of one as it is or was. */
export async function createScenario(
  store: ScenarioStore,
  { name, author, document, copyOf }: z.output<typeof newScenarioSchema>,
): Promise<Answer<Scenario>> {
  const original = copyOf ? await store.read(copyOf.id, copyOf.version ?? null) : null;
  if (copyOf && !original) return unknownScenario(copyOf.id, copyOf.version ?? null);
  const content = document ?? original?.document;
  if (!content) return noContent();
  const origin = original && { id: original.id, version: original.version };
  const summary = original ? `Copied from “${original.name}”, version ${original.version}` : "Saved";
  const made = await store.create({ name, author, summary, document: content }, origin);
  return made ? answer(made) : unknownScenario("new", null);
}

/**
 * Saves a version.
 * @param ifMatch the version it was made from, as the answer's ETag gave it; null = the request had none.
 */
export async function saveScenario(
  store: ScenarioStore,
  id: string,
  ifMatch: string | null,
  next: z.output<typeof scenarioSaveSchema>,
): Promise<Answer<Scenario>> {
  if (ifMatch === null) return noIfMatch();
  const onto = versionOf(id, ifMatch);
  if (onto === null) return otherTag(id, ifMatch);
  const saved = await store.save(id, onto, next);
  if (saved.ok) return answer(saved.scenario);
  switch (saved.reason) {
    case "unknown":
      return unknownScenario(id, null);
    case "stale":
      return stale(onto, saved.latest);
    case "archived":
      return archived(saved.latest);
  }
}

export async function archiveScenario(
  store: ScenarioStore,
  id: string,
  { author, isArchived }: { author: string; isArchived: boolean },
): Promise<Answer<Scenario>> {
  const found = await store.archive(id, isArchived ? author : null);
  return found ? answer(found) : unknownScenario(id, null);
}

function versionOf(id: string, tag: string): number | null {
  const found = /^(?:W\/)?"([0-9a-z]+):(\d{1,9})"$/.exec(tag.trim());
  return found?.[1] === id ? Number(found[2]) : null;
}

function unknownScenario(id: string, version: number | null): Refusal {
  return refuse({
    code: "unknown-scenario",
    title: version === null ? "There is no such scenario" : "There is no such version of the scenario",
    detail: version === null ? `Got ${id}.` : `Got ${id}, version ${version}.`,
    next: "Choose one from /api/v1/scenarios.",
    where: version === null ? "id" : "version",
  });
}

function noContent(): Refusal {
  return refuse({
    code: "no-content",
    title: "A scenario needs a content",
    detail: "Got neither document nor copyOf.",
    next: "Send the document, or name the scenario to copy.",
    where: "document",
  });
}

function noIfMatch(): Refusal {
  return refuse({
    code: "if-match-needed",
    title: "Say which version this change was made from",
    detail: "The request has no If-Match header.",
    next: "Send the ETag of the scenario that was read as If-Match.",
    where: "If-Match",
  });
}

function otherTag(id: string, tag: string): Refusal {
  return refuse({
    code: "stale-scenario",
    title: "This is no version of this scenario",
    detail: `Got If-Match ${tag.slice(0, 60)} for scenario ${id}.`,
    next: "Read the scenario again and send the ETag of its answer.",
    where: "If-Match",
  });
}

function stale(onto: number, { author, version, savedAt }: Scenario): Refusal {
  return refuse({
    code: "stale-scenario",
    title: "Somebody has saved this scenario in the meantime",
    detail: `The change was made from version ${onto}; ${author} saved version ${version} on ${savedAt.slice(0, 10)} at ${savedAt.slice(11, 16)} UTC.`,
    next: "Read the scenario again, put the change onto it and save; nothing was overwritten.",
    where: "If-Match",
  });
}

function archived({ archivedBy, archivedAt, name }: Scenario): Refusal {
  return refuse({
    code: "scenario-archived",
    title: "This scenario is archived",
    detail: `${archivedBy ?? "Somebody"} archived “${name}” on ${archivedAt?.slice(0, 10) ?? "an unknown day"}.`,
    next: "Take it out of the archive, or save a copy under another name.",
    where: "id",
  });
}
