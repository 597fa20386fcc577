/** The record of rapid deployments: what was asked for, refused, hung up and taken down, and why. */
import type { z } from "zod";
import type { DeploymentLine, Deployments, deploymentLineInputSchema } from "#contract/deployments.ts";
import { type Answer, answer, refuse } from "./answer.ts";

/** Where the record is kept. */
export type DeploymentRecord = {
  lines(): Promise<DeploymentLine[]>;
  add(line: Omit<DeploymentLine, "id" | "recordedAt">): Promise<DeploymentLine>;
  hasScenario(id: string): Promise<boolean>;
};

/** The deployment with the latest line first. */
export async function listDeployments(record: DeploymentRecord): Promise<Answer<Deployments["data"]>> {
  const byDeployment = new Map<string, DeploymentLine[]>();
  for (const line of await record.lines()) {
    const lines = byDeployment.get(line.deployment) ?? [];
    byDeployment.set(line.deployment, [...lines, line]);
  }
  const last = (lines: readonly DeploymentLine[]) => lines.at(-1)?.id ?? 0;
  const listed = Array.from(byDeployment, ([deployment, lines]) => ({ deployment, lines }));
  return answer(listed.sort((a, b) => last(b.lines) - last(a.lines)));
}

/** What may follow what: a refused or removed camera does not come back under the same reference. */
const MAY_FOLLOW: Record<DeploymentLine["state"], readonly (DeploymentLine["state"] | null)[]> = {
  requested: [null, "requested"],
  refused: [null, "requested", "refused"],
  live: [null, "requested", "live"],
  removed: ["live", "removed"],
};

/** Adds a line. A line of the same state corrects the one before it; both stay. */
export async function recordDeployment(
  record: DeploymentRecord,
  input: z.output<typeof deploymentLineInputSchema>,
): Promise<Answer<DeploymentLine>> {
  if (input.scenario !== null && !(await record.hasScenario(input.scenario))) {
    return refuse({
      code: "unknown-scenario",
      title: "There is no such scenario",
      detail: `Got ${input.scenario}.`,
      next: "Choose one from /api/v1/scenarios, or leave it out.",
      where: "scenario",
    });
  }
  const lines = (await record.lines()).filter(({ deployment }) => deployment === input.deployment);
  const before = lines.at(-1) ?? null;
  if (!MAY_FOLLOW[input.state].includes(before?.state ?? null)) {
    return refuse({
      code: "deployment-order",
      title: `A deployment cannot be ${input.state} now`,
      detail: before
        ? `${input.deployment} is ${before.state} since ${before.day}.`
        : `${input.deployment} was never live.`,
      next: "Give the new deployment a reference of its own, or record what came first.",
      where: "state",
    });
  }
  if (before && input.day < before.day && input.state !== before.state) {
    return refuse({
      code: "deployment-order",
      title: "This day is before what came first",
      detail: `Got ${input.day}; ${input.deployment} is ${before.state} since ${before.day}.`,
      next: "Correct the day.",
      where: "day",
    });
  }
  return answer(await record.add(input));
}
