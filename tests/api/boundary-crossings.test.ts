import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Crossings, crossingsSchema } from "#contract/boundary-crossings.ts";
import type { ApiApp } from "../support/api-app.ts";
import { openDemoApi } from "../support/demo-api.ts";
import { camera } from "../support/scenario-document.ts";

const BARNET = "E09000003";
const M_PER_DEGREE = 111_195;

describe("roads across the boundary", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openDemoApi();
  });
  afterAll(() => api?.dispose());

  async function ask(more: object = {}): Promise<Crossings["data"]> {
    const body = JSON.stringify({ area: BARNET, cameras: [], ...more });
    const answer = await api.request("/boundary-crossings", { method: "POST", body });
    expect(answer.status).toBe(200);
    return crossingsSchema.parse(await answer.json()).data;
  }

  /** South of the crossing, looking at it. */
  function looking([lng, lat]: readonly number[], distanceM = 12) {
    const { design } = camera("P1");
    const position = [lng, (lat ?? 0) - distanceM / M_PER_DEGREE];
    return {
      id: "P1",
      design: { ...design, position, heightM: 5, bearingDeg: 0, hfovDeg: 20, horizontalPx: 3840 },
    };
  }

  it("every crossing lies on the boundary, and there are as many as points where lines and boundary meet", async () => {
    const { crossings, uncovered, covered } = await ask();
    expect(crossings.length).toBeGreaterThan(5);
    expect([covered, uncovered]).toEqual([0, crossings.length]);
    const { sql } = api.database;
    for (const { position } of crossings) {
      const [row] = await sql<{ m: number }[]>`
        SELECT ST_Distance(ST_Boundary(geom)::geography,
          ST_SetSRID(ST_MakePoint(${position[0]}, ${position[1]}), 4326)::geography) AS m
        FROM area WHERE code = ${BARNET} AND state = 'live'`;
      expect(row?.m).toBeLessThan(0.1);
    }
    // Counted otherwise: pieces into which the boundary cuts each road, less one. A road that crosses may also touch once.
    const pieces = await sql<{ n: number }[]>`
      SELECT ST_NumGeometries(ST_Split(f.geom, ST_Boundary(a.geom))) - 1 AS n
      FROM map_feature f JOIN area a ON a.code = ${BARNET} AND a.state = 'live'
      WHERE f.layer = 'road' AND f.state = 'live' AND ST_Crosses(f.geom, ST_Boundary(a.geom))
        AND f.class IN ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential')`;
    const cuts = pieces.reduce((sum, { n }) => sum + n, 0);
    expect(crossings.length).toBeLessThanOrEqual(cuts + 2);
    expect(crossings.length).toBeGreaterThan(0.8 * cuts);
  });

  it("a camera placed at a crossing covers it, turned away it does not", async () => {
    const [first] = (await ask()).crossings;
    if (!first) throw new Error("no crossing");
    const placed = await ask({ cameras: [looking(first.position)] });
    expect(placed.crossings.find(({ id }) => id === first.id)?.cameras).toEqual(["P1"]);
    expect(placed.crossings.at(-1)?.cameras).toEqual(["P1"]);
    const seeing = looking(first.position);
    const away = { ...seeing, design: { ...seeing.design, bearingDeg: 180 } };
    expect((await ask({ cameras: [away], withinM: 0 })).covered).toBe(0);
  });

  it("too far for a plate is not covered, though a coarser level is", async () => {
    const [first] = (await ask()).crossings;
    if (!first) throw new Error("no crossing");
    const far = { cameras: [looking(first.position, 50)], withinM: 0 };
    expect((await ask({ ...far, level: "inspect" })).covered).toBe(0);
    expect((await ask({ ...far, level: "detect" })).covered).toBeGreaterThan(0);
  });

  it("an area without an outline and an unknown level are refused", async () => {
    const answer = async (more: object) => {
      const body = JSON.stringify({ cameras: [], ...more });
      return (await api.request("/boundary-crossings", { method: "POST", body })).json();
    };
    expect(await answer({ area: "all" })).toMatchObject({ code: "area-needed" });
    expect(await answer({ area: BARNET, level: "nonsense" })).toMatchObject({ code: "unknown-level" });
  });
});
