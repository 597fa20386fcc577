import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coverageSchema, placementSchema } from "#contract/coverage.ts";
import type { ApiApp } from "../support/api-app.ts";
import { openDemoApi } from "../support/demo-api.ts";
import { camera } from "../support/scenario-document.ts";

const QUESTION = { area: "E09000003", category: "robbery", from: "2019-01", to: "2021-12" };

describe("homes where no building is on record", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openDemoApi();
    await api.database.sql`DELETE FROM map_feature WHERE layer = 'building'`;
  });
  afterAll(() => api?.dispose());

  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await api.request(path, {
      method: "POST",
      body: JSON.stringify({ ...QUESTION, ...body }),
    });
    expect(answer.status).toBe(200);
    return answer.json();
  };

  it("are not known, which is no nought: neither in coverage nor of the best sites", async () => {
    const covered = coverageSchema.parse(
      await post("/coverage", { cameras: [{ id: "A", design: camera("A").design }] }),
    );
    expect(covered.data).toMatchObject({ homesInView: null, nearHomesM2: null });
    expect(covered.data.cameras[0]).toMatchObject({ ok: true, homesInView: null });
    expect(covered.meta.caveats.map(({ code }) => code)).toContain("no-buildings");
    const placed = placementSchema.parse(await post("/placement", { k: 2, timeLimitS: 1 }));
    expect(placed.data.sites.map(({ homesInView }) => homesInView)).toEqual([null, null]);
  });
});
