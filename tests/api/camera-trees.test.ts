import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paperSchema } from "#contract/camera-papers.ts";
import { cameraReviewSchema } from "#contract/camera-review.ts";
import { coverageSchema, type Placement, placementSchema } from "#contract/coverage.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import type { ApiApp } from "../support/api-app.ts";
import { openDemoApi } from "../support/demo-api.ts";
import { camera, plan, turned } from "../support/scenario-document.ts";

const BARNET = "E09000003";
const RISK = { area: BARNET, category: "robbery" };
const HERE: LngLat = [-0.1919, 51.6011];

describe("trees in the way of cameras", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openDemoApi();
  });
  afterAll(() => api?.dispose());

  async function post(path: string, body: object): Promise<unknown> {
    const response = await api.request(path, { method: "POST", body: JSON.stringify({ ...RISK, ...body }) });
    expect(response.status).toBe(200);
    return response.json();
  }
  const facing = (bearingDeg: number) => ({
    ...turned(camera("A"), bearingDeg).design,
    position: HERE,
    hfovDeg: 68,
  });
  const cameras = [
    { id: "A", design: facing(45) },
    { id: "B", design: facing(225) },
  ];

  /** Trees at these distances and directions from a place, while `work` is done. */
  async function amongTrees<T>(
    [lng, lat]: LngLat,
    trees: readonly { metres: number; bearingDeg: number }[],
    work: () => Promise<T>,
  ): Promise<T> {
    const { sql } = api.database;
    const [place] = await sql<{ id: number }[]>`
      SELECT min(import_id) AS id FROM map_feature WHERE state = 'live'`;
    for (const { metres, bearingDeg } of trees) {
      const angle = (bearingDeg * Math.PI) / 180;
      const east = lng + (metres * Math.sin(angle)) / (111_195 * Math.cos((lat * Math.PI) / 180));
      const north = lat + (metres * Math.cos(angle)) / 111_195;
      await sql`INSERT INTO map_feature (import_id, layer, class, state, geom)
        VALUES (${place?.id ?? 0}, 'tree', 'tree', 'live', ST_SetSRID(ST_MakePoint(${east}, ${north}), 4326))`;
    }
    try {
      return await work();
    } finally {
      await sql`DELETE FROM map_feature WHERE layer = 'tree'`;
    }
  }
  const measure = async (more = {}) => coverageSchema.parse(await post("/coverage", { cameras, ...more }));
  const review = async (more = {}) =>
    cameraReviewSchema.parse(await post("/camera-review", { cameras, ...more }));

  it("dim what lies behind them, more in leaf than bare, and change no area", async () => {
    const [none, before] = await Promise.all([measure(), measure({ trees: "leaf-on" })]);
    expect(before.data.riskShare).toBe(none.data.riskShare);
    await amongTrees(HERE, [{ metres: 5.7, bearingDeg: 45 }], async () => {
      const leaf = await measure({ trees: "leaf-on" });
      const bare = await measure({ trees: "leaf-off" });
      expect((await measure()).data.riskShare).toBe(none.data.riskShare);
      expect(leaf.data.riskShare).toBeLessThan(bare.data.riskShare);
      expect(bare.data.riskShare).toBeLessThan(none.data.riskShare);
      expect(leaf.data.areaM2).toBeCloseTo(none.data.areaM2, 6);
      expect(leaf.meta.caveats.find(({ code }) => code === "trees")?.text).toContain("1 trees in leaf");
    });
  });

  it("take from the worth of the camera behind them what they take from its coverage, and nothing from another", async () => {
    const none = await review();
    await amongTrees(HERE, [{ metres: 5.7, bearingDeg: 45 }], async () => {
      const leaf = await review({ trees: "leaf-on" });
      const w = leaf.data.windows.findIndex(({ isKnown }) => isKnown);
      const share = (answer: typeof none, i: number) =>
        answer.data.cameras[i]?.worth[w]?.riskShare ?? Number.NaN;
      expect(share(leaf, 0)).toBeLessThan(0.95 * share(none, 0));
      expect(share(leaf, 1)).toBeCloseTo(share(none, 1), 12);
      const window = leaf.data.windows[w];
      const { data } = await measure({ trees: "leaf-on", from: window?.from, to: window?.to });
      expect(share(leaf, 0)).toBeCloseTo(data.cameras[0]?.riskShare ?? Number.NaN, 9);
      expect(leaf.meta.caveats.map(({ code }) => code)).toContain("trees");
    });
  });

  it("move the best site if it stands among trees in leaf; single bare crowns hide nothing", async () => {
    const place = async (more = {}): Promise<Placement> =>
      placementSchema.parse(await post("/placement", { k: 1, timeLimitS: 5, ...more }));
    const open = await place();
    const site = open.data.sites[0] ?? expect.fail("no site");
    const ring = Array.from({ length: 16 }, (_, i) => ({ metres: 6, bearingDeg: 22.5 * i }));
    await amongTrees(site.position, ring, async () => {
      const leaf = await place({ trees: "leaf-on" });
      expect(leaf.data.sites[0]?.candidateId).not.toBe(site.candidateId);
      expect(leaf.data.riskShare).toBeLessThanOrEqual(open.data.riskShare);
      expect(leaf.meta.caveats.find(({ code }) => code === "trees")?.text).toMatch(/at least half/);
      expect((await place()).data.sites).toEqual(open.data.sites);
    });
    await amongTrees(site.position, [{ metres: 20, bearingDeg: site.bearingDeg }], async () => {
      expect((await place({ trees: "leaf-off" })).data.riskShare).toBeCloseTo(open.data.riskShare, 12);
    });
  });

  it("are in the figures of a paper whose plan counts them, and among its limits", async () => {
    await amongTrees(HERE, [{ metres: 5.7, bearingDeg: 45 }], async () => {
      const write = async (trees: "leaf-on" | "ignored") => {
        const risk = { ...RISK, level: "observe", edition: "2014", night: false, trees } as const;
        const document = plan({ risk, added: [camera("A", { design: facing(45) })] });
        const scenario = { name: "Trees", version: null, document };
        const body = { scenario, author: "A. Planner", date: "2026-11-27" };
        return paperSchema.parse(await post("/camera-papers/operational-requirement", body)).data;
      };
      const [leaf, none] = [await write("leaf-on"), await write("ignored")];
      expect(leaf.limits.join(" ")).toMatch(/trees in leaf/);
      expect(none.limits.join(" ")).not.toMatch(/trees in leaf/);
      expect(JSON.stringify(leaf.sections)).not.toBe(JSON.stringify(none.sections));
    });
  });
});
