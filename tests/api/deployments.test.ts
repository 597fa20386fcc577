import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deploymentsSchema } from "#contract/deployments.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";

describe("record of rapid deployments", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
  });
  afterAll(() => api?.dispose());

  const add = async (deployment: string, state: string, day: string, more: object = {}) => {
    const body = {
      deployment,
      state,
      day,
      place: "High Road",
      position: [-0.19, 51.6],
      reason: "Robbery",
      author: "A. Planner",
      ...more,
    };
    const answer = await api.request("/deployments", { method: "POST", body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } };
  };
  const listed = async () => deploymentsSchema.parse(await api.get("/deployments")).data;

  it("a deployment is asked for, hung up and taken down, each with its day and reason", async () => {
    expect((await add("RDC-1", "requested", "2026-09-01")).status).toBe(201);
    await add("RDC-1", "live", "2026-09-09", { unit: "7", column: "EC-104" });
    await add("RDC-1", "removed", "2026-11-04");
    const found = (await listed()).find(({ deployment }) => deployment === "RDC-1");
    expect(found?.lines.map(({ state, day }) => [state, day])).toEqual([
      ["requested", "2026-09-01"],
      ["live", "2026-09-09"],
      ["removed", "2026-11-04"],
    ]);
  });

  it("a refusal keeps its reason, and what was refused is not hung up", async () => {
    await add("RDC-2", "requested", "2026-09-01");
    await add("RDC-2", "refused", "2026-09-03", { reason: "No proportionate need shown" });
    const late = await add("RDC-2", "live", "2026-09-10");
    expect(late).toMatchObject({ status: 409, body: { code: "deployment-order" } });
    expect((await listed()).find(({ deployment }) => deployment === "RDC-2")?.lines.at(-1)?.reason).toBe(
      "No proportionate need shown",
    );
  });

  it("nothing comes down that was not up, nor before it went up", async () => {
    expect(await add("RDC-3", "removed", "2026-09-01")).toMatchObject({ status: 409 });
    await add("RDC-3", "live", "2026-09-09");
    expect((await add("RDC-3", "removed", "2026-09-01")).body.detail).toContain("live since 2026-09-09");
  });

  it("a line of the same state corrects the one before it; both stay", async () => {
    await add("RDC-4", "live", "2026-09-09");
    await add("RDC-4", "live", "2026-09-08", { reason: "Day corrected" });
    expect((await listed())[0]?.lines).toHaveLength(2);
    await expect(api.database.sql`UPDATE deployment_record SET reason = 'xxx'`).rejects.toThrow(
      /never changed or deleted/,
    );
  });

  it("a day that does not exist and an unknown scenario are refused", async () => {
    expect((await add("RDC-5", "live", "2026-02-30")).status).toBe(422);
    expect(await add("RDC-5", "live", "2026-09-09", { scenario: "aaaaaaaaaa" })).toMatchObject({
      status: 404,
      body: { code: "unknown-scenario" },
    });
  });
});
