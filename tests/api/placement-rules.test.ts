import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placementSchema } from "#contract/coverage.ts";
import type { ApiApp } from "../support/api-app.ts";
import { openDemoApi } from "../support/demo-api.ts";

const BARNET = "E09000003";

describe("rules of placement on the demo borough", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openDemoApi();
  });
  afterAll(() => api?.dispose());

  const question = { area: BARNET, category: "robbery", from: "2019-01", to: "2021-12", timeLimitS: 2 };
  async function ask(more: object) {
    const answer = await api.request("/placement", {
      method: "POST",
      body: JSON.stringify({ ...question, ...more }),
    });
    return { status: answer.status, json: await answer.json() };
  }
  const place = async (more: object) => placementSchema.parse((await ask(more)).json).data;

  it("with a floor every ward has that share of its own risk in view; without it some have not", async () => {
    const share = 0.0005;
    const kept = await place({ k: 40, floors: { kind: "ward", share } });
    expect(kept.wards?.length).toBeGreaterThan(10);
    for (const { seenShare } of kept.wards ?? [])
      expect(seenShare).toBeGreaterThanOrEqual(share * (1 - 1e-9));
    const free = await place({ k: 40 });
    expect(free.wards).toBeNull();
    expect(kept.riskShare).toBeLessThanOrEqual(free.bound + 1e-9);
    expect(kept.objective).toBeLessThanOrEqual(kept.bound);
  }, 60_000);

  it("floors that one camera cannot keep are refused with the wards that lack and the rule to relax", async () => {
    const { status, json } = await ask({ k: 1, floors: { kind: "ward", share: 0.001 } });
    expect(status).toBe(422);
    expect(json).toMatchObject({ code: "floors-not-kept", where: "floors" });
    expect((json as { next: string }).next).toMatch(/lower the floor/i);
  });

  it("a floor that no number of cameras can keep says how much each ward could have", async () => {
    const { json } = await ask({ k: 200, floors: { kind: "ward", share: 1 } });
    expect(json).toMatchObject({ code: "floor-unreachable" });
    expect((json as { detail: string }).detail).toMatch(/at most \d/);
  });

  it("says how often each site is chosen when the risk is drawn anew, the same for the same seed", async () => {
    const [first, again] = [
      await place({ k: 3, resamples: 20, seed: 4 }),
      await place({ k: 3, resamples: 20, seed: 4 }),
    ];
    expect(first.resamples).toEqual({ draws: 20, seed: 4 });
    for (const { chosenShare } of first.sites) {
      expect(chosenShare).toBeGreaterThanOrEqual(0);
      expect(chosenShare).toBeLessThanOrEqual(1);
    }
    expect(first.sites.map(({ chosenShare }) => chosenShare)).toEqual(
      again.sites.map(({ chosenShare }) => chosenShare),
    );
    const none = await place({ k: 3 });
    expect(none.resamples).toBeNull();
    expect(none.sites.every(({ chosenShare }) => chosenShare === null)).toBe(true);
  }, 60_000);

  it("limits that no plan can keep are refused with the rule to relax", async () => {
    const candidate = (id: string, cost: number) => ({ id, position: [-0.2, 51.6], heightM: 6, cost });
    const candidates = [candidate("A", 900), candidate("B", 700)];
    const refused = async (more: object) => (await ask({ candidates, ...more })).json;
    expect(await refused({ budget: 699 })).toMatchObject({ code: "budget-too-small", where: "budget" });
    expect(await refused({ k: 1, budget: 800, veto: ["B"] })).toMatchObject({ code: "budget-too-small" });
    expect(await refused({ k: 3 })).toMatchObject({ code: "too-many-cameras", where: "k" });
    expect(await refused({ k: 1, veto: ["A", "B"] })).toMatchObject({ code: "no-candidates" });
  });

  it("a planned building in front of the best site makes it see less", async () => {
    const [best] = (await place({ k: 1 })).sites;
    if (!best) throw new Error("no site");
    const [lng, lat] = best.position;
    const angle = (best.bearingDeg * Math.PI) / 180;
    const at = (m: number, side: number): [number, number] => [
      lng + (m * Math.sin(angle) + side * Math.cos(angle)) / (111_195 * Math.cos((lat * Math.PI) / 180)),
      lat + (m * Math.cos(angle) - side * Math.sin(angle)) / 111_195,
    ];
    const wall = [at(3, -40), at(3, 40), at(6, 40), at(6, -40), at(3, -40)];
    const blocked = await place({
      k: 1,
      obstacles: [{ type: "Polygon", coordinates: [wall] }],
      obstacleHeightsM: [30],
      candidates: [{ id: best.candidateId, position: best.position, heightM: best.heightM }],
    });
    const open = await place({
      k: 1,
      candidates: [{ id: best.candidateId, position: best.position, heightM: best.heightM }],
    });
    const gain = ({ riskShare, before }: typeof open) => riskShare - before;
    expect(gain(blocked)).toBeLessThan(gain(open));
  }, 60_000);
});
