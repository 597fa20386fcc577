import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placementSchema, stoppedSchema } from "#contract/coverage.ts";
import { AnalysisThreads } from "../../server/jobs/analysis-threads.ts";
import type { ApiApp } from "../support/api-app.ts";
import { openDemoApi } from "../support/demo-api.ts";

const QUESTION = { area: "E09000003", category: "robbery", from: "2019-01", to: "2021-12" };

describe("a search for sites that somebody ends early", () => {
  const analyst = new AnalysisThreads(1);
  let api: ApiApp;
  beforeAll(async () => {
    api = await openDemoApi({ analyst });
  });
  afterAll(async () => {
    await api?.dispose();
    await analyst.close();
  });

  const post = async (path: string, body: object) => {
    const answer = await api.request(path, { method: "POST", body: JSON.stringify(body) });
    return { status: answer.status, json: (await answer.json()) as unknown };
  };
  const stop = async (run: string) => stoppedSchema.parse((await post("/placement/stop", { run })).json).data;
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

  it("answers with the best that it has, long before its time is up, and is then no more to be stopped", async () => {
    expect(await stop("nothing-yet")).toEqual({ stopped: false });
    // More draws than it could ever make in the time of this test.
    const long = { ...QUESTION, k: 12, resamples: 1000, timeLimitS: 600, run: "the-long-search" };
    const begun = performance.now();
    let isOver = false;
    const search = post("/placement", long).finally(() => {
      isOver = true;
    });
    await pause(8000);
    expect(isOver).toBe(false);
    expect(await stop("the-long-search")).toEqual({ stopped: true });
    const { status, json } = await search;
    expect(performance.now() - begun).toBeLessThan(40_000);
    expect(status).toBe(200);
    const { data } = placementSchema.parse(json);
    expect(data.sites).toHaveLength(12);
    expect(data.bound).toBeGreaterThanOrEqual(data.objective - 1e-12);
    expect(data.resamples?.draws).toBeLessThan(1000);
    expect(await stop("the-long-search")).toEqual({ stopped: false });
  }, 90_000);

  it("refuses a name that could not be one", async () => {
    expect((await post("/placement/stop", { run: "no" })).status).toBe(422);
    expect((await post("/placement/stop", {})).status).toBe(422);
  });
});
