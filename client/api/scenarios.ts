import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type Scenario,
  scenarioAnswerSchema,
  scenariosSchema,
  scenarioTag,
  scenarioVersionsSchema,
} from "#contract/scenarios.ts";
import type { ScenarioDocument } from "#domain/scenario/scenario-document.ts";
import { request } from "./http.ts";
import { ApiError } from "./problem-message.ts";

const STALE = 412;

/** The server's side of a scenario that is worked on. */
export const scenarioApi = {
  async read(id: string): Promise<Scenario> {
    return (await request(scenarioAnswerSchema, `/scenarios/${id}`)).data;
  },
  async readVersion(id: string, version: number): Promise<Scenario> {
    return (await request(scenarioAnswerSchema, `/scenarios/${id}`, { params: { version } })).data;
  },
  async save(
    onto: Pick<Scenario, "id" | "version">,
    body: { name: string; author: string; summary: string; document: ScenarioDocument },
  ): Promise<Scenario> {
    const headers = { "If-Match": scenarioTag(onto) };
    return (await request(scenarioAnswerSchema, `/scenarios/${onto.id}`, { method: "PUT", body, headers }))
      .data;
  },
  async create(body: { name: string; author: string; document: ScenarioDocument }): Promise<Scenario> {
    return (await request(scenarioAnswerSchema, "/scenarios", { method: "POST", body })).data;
  },
  async copy(body: {
    name: string;
    author: string;
    copyOf: { id: string; version: number };
  }): Promise<Scenario> {
    return (await request(scenarioAnswerSchema, "/scenarios", { method: "POST", body })).data;
  },
  async archive(id: string, body: { author: string; isArchived: boolean }): Promise<Scenario> {
    return (await request(scenarioAnswerSchema, `/scenarios/${id}/archive`, { method: "POST", body })).data;
  },
  isStale: (error: unknown): boolean => error instanceof ApiError && error.status === STALE,
};

/** All scenarios, the latest saved first. */
export function useScenarios(withArchived: boolean) {
  return useQuery({
    queryKey: ["scenarios", withArchived],
    queryFn: ({ signal }) =>
      request(scenariosSchema, "/scenarios", { params: { archived: withArchived ? 1 : 0 }, signal }),
    staleTime: 0,
  });
}

/** Who saved what when; "" = do not ask. */
export function useScenarioVersions(id: string, version: number) {
  return useQuery({
    queryKey: ["scenario-versions", id, version],
    queryFn: ({ signal }) => request(scenarioVersionsSchema, `/scenarios/${id}/versions`, { signal }),
    enabled: id !== "",
  });
}

/** Some scenarios whole, for comparing. */
export function useWholeScenarios(ids: readonly string[]) {
  return useQuery({
    queryKey: ["whole-scenarios", ids],
    queryFn: () => Promise.all(ids.map((id) => scenarioApi.read(id))),
    enabled: ids.length > 0,
    staleTime: 0,
  });
}

/** Says that the list of scenarios has changed. */
export function useScenariosChanged(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["scenarios"] });
}
