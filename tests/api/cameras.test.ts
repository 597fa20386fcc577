import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Column, columnsSchema, estateSchema } from "#contract/camera-design.ts";
import {
  cameraLevelsSchema,
  coverageSchema,
  type Placement,
  placementSchema,
  visibilitySchema,
} from "#contract/coverage.ts";
import { hoursSchema } from "#contract/patterns.ts";
import type { ApiApp } from "../support/api-app.ts";
import { openDemoApi } from "../support/demo-api.ts";

const BARNET = "E09000003";

describe("cameras of the demo borough", () => {
  let api: ApiApp;
  let columns: Column[];

  beforeAll(async () => {
    api = await openDemoApi();
    columns = columnsSchema.parse(await api.get(`/columns?area=${BARNET}&limit=50000`)).data;
  });

  afterAll(async () => {
    await api?.dispose();
  });

  async function post(path: string, body: unknown): Promise<{ status: number; json: unknown }> {
    const response = await api.request(path, { method: "POST", body: JSON.stringify(body) });
    return { status: response.status, json: await response.json() };
  }

  const design = (position: readonly number[], bearingDeg: number | null, more = {}) => ({
    position,
    heightM: 6,
    bearingDeg,
    tiltDeg: null,
    projection: "rectilinear",
    hfovDeg: 68,
    sensorWidthMm: null,
    focalLengthMm: null,
    horizontalPx: 1920,
    verticalPx: 1080,
    rangeM: 60,
    nightRangeM: null,
    presets: [],
    ...more,
  });

  async function measure(cameras: unknown[], more = {}) {
    const { status, json } = await post("/coverage", { cameras, area: BARNET, category: "robbery", ...more });
    expect(status).toBe(200);
    return coverageSchema.parse(json);
  }

  it("the estate says of each camera what the register says and lacks", async () => {
    const { data, meta } = estateSchema.parse(await api.get(`/cameras?area=${BARNET}`));
    expect(data).toHaveLength(120);
    for (const camera of data) expect(camera.design === null).toBe(camera.missing.length > 0);
    expect(data.filter(({ design }) => design === null)).toHaveLength(40);
    expect(meta.caveats.map(({ code }) => code)).toEqual([
      "range-cap",
      "incomplete-register",
      "ptz-home-view",
    ]);
  });

  it("columns come by area and by box, and say if there are more", async () => {
    expect(columns.length).toBeGreaterThan(20_000);
    const first = columnsSchema.parse(await api.get(`/columns?area=${BARNET}&limit=10`));
    expect([first.data.length, first.meta.more]).toEqual([10, true]);
    const box = columnsSchema.parse(await api.get("/columns?bbox=-0.16,51.58,-0.15,51.59"));
    for (const { position } of box.data) expect(position[0]).toBeGreaterThanOrEqual(-0.16);
  });

  it("columns are found by id wherever they are, and one that is no longer on record is not answered", async () => {
    const [first, last] = [columns[0]?.id ?? "", columns.at(-1)?.id ?? ""];
    const { data } = columnsSchema.parse(await api.get(`/columns?ids=${last},${first},gone`));
    expect(data.map(({ id }) => id).sort()).toEqual([first, last].sort());
  });

  it("both editions of the standard have their levels", async () => {
    const { data } = cameraLevelsSchema.parse(await api.get("/cameras/levels"));
    expect(data.map(({ id, levels }) => [id, levels.map(({ pxPerM }) => pxPerM)])).toEqual([
      ["2014", [12.5, 25, 62.5, 125, 250, 1000]],
      ["2025", [20, 40, 80, 125, 250, 500, 1500]],
    ]);
  });

  it("a view ends at buildings, and its polygon is as large as it says", async () => {
    let blocked = 0;
    for (const { position } of columns.filter((_, i) => i % 500 === 0)) {
      const { status, json } = await post("/visibility", { position, heightM: 6, rangeM: 60 });
      expect(status).toBe(200);
      const { data } = visibilitySchema.parse(json);
      expect(data.areaM2).toBeLessThanOrEqual(Math.PI * 3600 + 1e-6);
      if (data.areaM2 < Math.PI * 3600 - 1) blocked++;
      const [row] = await api.database.sql<{ m2: number }[]>`
        SELECT ST_Area(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(data.polygon)}), 4326)::geography) AS m2`;
      expect(Math.abs((row?.m2 ?? 0) / data.areaM2 - 1)).toBeLessThan(2e-3);
    }
    expect(blocked).toBeGreaterThan(10);
  });

  it("agrees with PostGIS on what a full roof hides", async () => {
    const at = columns.find((_, i) => i === 12_000);
    const [lng = 0, lat = 0] = at?.position ?? [];
    // Lower than every roof, so that each building hides all that is behind it.
    const body = { position: [lng, lat], heightM: 1.7, rangeM: 60, targetHeightM: 1.6 };
    const { data } = visibilitySchema.parse((await post("/visibility", body)).json);
    const [row] = await api.database.sql<{ seen: number; tried: number }[]>`
      WITH eye AS (SELECT ST_SetSRID(ST_Point(${lng}::float8, ${lat}::float8), 4326) AS geom),
      points AS (
        SELECT ST_Project(eye.geom::geography, d, radians(a))::geometry AS geom, eye.geom AS eye
        FROM eye, generate_series(3, 59, 8) AS d, generate_series(0, 350, 10) AS a),
      judged AS (
        SELECT p.geom, NOT EXISTS (
          SELECT 1 FROM map_feature f WHERE f.layer = 'building' AND f.state = 'live'
            AND f.geom && ST_MakeLine(p.eye, p.geom) AND ST_Intersects(f.geom, ST_MakeLine(p.eye, p.geom))) AS seen
        FROM points p)
      SELECT count(*)::integer AS tried, count(*) FILTER (WHERE seen = ST_Covers(
        ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(data.polygon)}), 4326), geom))::integer AS seen FROM judged`;
    expect(row?.tried).toBe(8 * 36);
    // Points within a centimetre of an edge may fall on either side of it.
    expect(row?.seen).toBeGreaterThanOrEqual(8 * 36 - 3);
  });

  it("a camera in a building is refused with what to do", async () => {
    const [row] = await api.database.sql<{ lng: number; lat: number }[]>`
      SELECT ST_X(c) AS lng, ST_Y(c) AS lat FROM (
        SELECT ST_PointOnSurface(geom) AS c FROM map_feature WHERE layer = 'building' LIMIT 1) AS t`;
    const { status, json } = await post("/visibility", {
      position: [row?.lng, row?.lat],
      heightM: 6,
      rangeM: 60,
    });
    expect(status).toBe(422);
    expect(json).toMatchObject({ code: "camera-in-building", next: expect.stringContaining("outside") });
    const { data } = await measure([{ id: "A", design: design([row?.lng ?? 0, row?.lat ?? 0], 0) }]);
    expect(data.cameras[0]).toMatchObject({ ok: false, reason: "inside a building", riskShare: 0 });
  });

  it("adding a camera never reduces coverage, and shares add up as they should", async () => {
    const spots = columns.filter((_, i) => i % 1700 === 0).slice(0, 12);
    const cameras = spots.map(({ id, position }, i) => ({ id, design: design(position, 30 * i) }));
    let before = 0;
    for (const n of [1, 4, 12]) {
      const { data } = await measure(cameras.slice(0, n));
      expect(data.riskShare).toBeGreaterThanOrEqual(before);
      before = data.riskShare;
      const sum = (of: (camera: (typeof data.cameras)[number]) => number) =>
        data.cameras.reduce((total, camera) => total + of(camera), 0);
      expect(data.riskShare).toBeLessThanOrEqual(sum(({ riskShare }) => riskShare) + 1e-12);
      expect(data.riskShare).toBeGreaterThanOrEqual(sum(({ uniqueShare }) => uniqueShare) - 1e-12);
      expect(data.incidentsPerYear).toBeCloseTo(data.riskShare * data.totalPerYear, 9);
      // The risk seen is the sum over hexagons of their risk times the share of their points in view.
      const byCell = data.cells.reduce((total, { risk, share }) => total + risk * share, 0);
      expect(data.incidentsPerYear).toBeCloseTo(byCell, 9);
    }
  });

  it("the same camera twice adds nothing but a second pair of eyes", async () => {
    const at = columns[4000]?.position ?? [0, 0];
    const one = await measure([{ id: "A", design: design(at, 90) }]);
    const two = await measure(["A", "B"].map((id) => ({ id, design: design(at, 90) })));
    expect(two.data.riskShare).toBeCloseTo(one.data.riskShare, 12);
    expect(two.data.backupShare).toBeCloseTo(one.data.riskShare, 12);
    expect(two.data.areaM2).toBeCloseTo(one.data.areaM2, 1);
    // One camera shares no ground with itself, not even by the rounding of its arc.
    expect(one.data.overlapM2).toBeCloseTo(0, 6);
    expect(two.data.overlapM2).toBeCloseTo(one.data.areaM2, 6);
    expect(two.data.cameras.every(({ uniqueShare }) => uniqueShare === 0)).toBe(true);
  });

  it("a moving head counts for the time it looks there, and could see more", async () => {
    const at = columns[4000]?.position ?? [0, 0];
    const presets = [0, 90, 180, 270].map((bearingDeg) => ({
      name: String(bearingDeg),
      bearingDeg,
      hfovDeg: 68,
      tiltDeg: null,
      share: 0.25,
    }));
    const { data } = await measure([{ id: "PTZ", design: design(at, null, { presets }) }]);
    const [camera] = data.cameras;
    expect(camera?.ok).toBe(true);
    expect(camera?.anyTimeShare).toBeCloseTo(4 * (camera?.riskShare ?? 0), 9);
    // Four looks that share no ground: what it sees at some time is four times what it sees at any one.
    const anyTimeM2 = 4 * (camera?.areaM2 ?? 0);
    expect(Math.abs(data.areaM2 - anyTimeM2)).toBeLessThan(1e-3 * anyTimeM2);
    expect(data.overlapM2).toBeCloseTo(0, 6);
    const twice = await measure(["A", "B"].map((id) => ({ id, design: design(at, null, { presets }) })));
    expect(twice.data.overlapM2).toBeCloseTo(data.areaM2, 6);
  });

  it("what is not on record is said, never guessed", async () => {
    const at = columns[4000]?.position ?? [0, 0];
    const { data } = await measure([
      { id: "no lens", design: design(at, 0, { hfovDeg: null }) },
      { id: "no facing", design: design(at, null) },
    ]);
    expect(data.cameras.map(({ reason }) => reason)).toEqual([
      "not on record: lens",
      "not on record: bearing",
    ]);
    expect(data.riskShare).toBe(0);
  });

  it("hours of the day: parts of the day add up, and are those of the hours of the week", async () => {
    const at = columns[4000]?.position ?? [0, 0];
    const cameras = [{ id: "A", design: design(at, 90) }];
    const period = { from: "2019-01", to: "2021-12" };
    const all = await measure(cameras, period);
    const parts = await Promise.all(
      [0, 12].map((first) =>
        measure(cameras, { ...period, hours: Array.from({ length: 12 }, (_, h) => first + h) }),
      ),
    );
    const total = parts.reduce((sum, { data }) => sum + data.totalPerYear, 0);
    expect(total).toBeLessThanOrEqual(all.data.totalPerYear + 1e-9);
    expect(total).toBeGreaterThan(0.95 * all.data.totalPerYear);
    const evening = await measure(cameras, { ...period, hours: [20, 21] });
    const { data } = hoursSchema.parse(
      await api.get(`/hours?area=${BARNET}&category=robbery&from=2019-01&to=2021-12`),
    );
    const inWeek = (data?.weight ?? []).reduce(
      (sum, w, hour) => ([20, 21].includes(hour % 24) ? sum + w : sum),
      0,
    );
    const years = (365 + 366 + 365) / 365.25;
    // Incidents in hexagons whose centre is outside the borough are in the one and not in the other.
    expect(evening.data.totalPerYear).toBeGreaterThan((0.97 * inWeek) / years);
    expect(evening.data.totalPerYear).toBeLessThanOrEqual(inWeek / years + 1e-9);
    expect(evening.meta.caveats.map(({ code }) => code)).toContain("hours-shared");
  });

  it("a planned building takes view away", async () => {
    const [lng = 0, lat = 0] = columns[4000]?.position ?? [];
    const cameras = [{ id: "A", design: design([lng, lat], 90) }];
    const d = 0.0001;
    const ring = [
      [lng + d, lat - d],
      [lng + 2 * d, lat - d],
      [lng + 2 * d, lat + d],
      [lng + d, lat + d],
      [lng + d, lat - d],
    ];
    const open = await measure(cameras);
    const built = await measure(cameras, {
      obstacles: [{ type: "Polygon", coordinates: [ring] }],
      obstacleHeightsM: [60],
    });
    expect(built.data.areaM2).toBeLessThan(open.data.areaM2);
  });

  /** A home in view takes 0.001 incidents a year off what a site is worth. */
  let totalPerYear = Number.POSITIVE_INFINITY;
  const homesShare = ({ sites }: Placement["data"], i: number) =>
    (0.001 * (sites[i]?.homesInView ?? 0)) / totalPerYear;

  it("the best sites see as much together as coverage says of them, and keep the rules", async () => {
    const ask = async (more: object) => {
      const answered = await post("/placement", {
        area: BARNET,
        category: "robbery",
        timeLimitS: 20,
        ...more,
      });
      expect(answered.status).toBe(200);
      return placementSchema.parse(answered.json).data;
    };
    const best = await ask({ k: 8 });
    expect(best.sites).toHaveLength(8);
    expect(best.gap).toBeLessThanOrEqual(0.02);
    expect(best.objective).toBeLessThanOrEqual(best.bound + 1e-12);
    expect(new Set(best.sites.map(({ candidateId }) => candidateId)).size).toBe(8);
    const cameras = best.sites.map(({ candidateId: id, design: of }) => ({ id, design: of }));
    const { data } = await measure(cameras);
    totalPerYear = data.totalPerYear;
    expect(data.riskShare).toBeCloseTo(best.riskShare, 12);
    for (const [i, { marginalShare }] of best.sites.entries())
      expect(data.cameras[i]?.uniqueShare).toBeCloseTo(marginalShare + homesShare(best, i), 9);
    // Without one of them, what is left to choose is no better.
    const [first] = best.sites;
    const veto = await ask({ k: 8, veto: [first?.candidateId] });
    expect(veto.sites.map(({ candidateId }) => candidateId)).not.toContain(first?.candidateId);
    expect(veto.objective).toBeLessThanOrEqual(best.bound + 1e-12);
    const kept = await ask({ k: 3, keep: cameras });
    expect(kept.before).toBeCloseTo(best.riskShare, 12);
    const paid = await ask({ budget: 20_000 });
    expect(paid.cost).toBeLessThanOrEqual(20_000);
    expect(paid.sites).toHaveLength(2);
  });

  it("says which rule to relax where nothing can be placed", async () => {
    const candidates = [{ id: "one", position: columns[0]?.position }];
    for (const [more, code] of [
      [{}, "no-limit"],
      [{ k: 1, candidates, veto: ["one"] }, "no-candidates"],
      [{ k: 1, level: "inspect" }, "no-views"],
    ] as const) {
      const answered = await post("/placement", { area: BARNET, category: "robbery", ...more });
      expect(answered).toMatchObject({ status: 422, json: { code, next: expect.any(String) } });
    }
  });

  it("refuses what makes no sense, and says what to do", async () => {
    const cameras = [{ id: "A", design: design([-0.2, 51.6], 0) }];
    for (const [more, status, code] of [
      [{ level: "nonsense" }, 422, "unknown-level"],
      [{ level: "discern" }, 422, "unknown-level"],
      [{ category: "treason" }, 404, "unknown-category"],
      [{ from: "1990-01", to: "1990-02" }, 422, "no-risk"],
      [{ area: "all" }, 422, "area-needed"],
      [{ cameras: [{ id: "A", design: design([-0.2, 51.6], 0, { hfovDeg: 0 }) }] }, 422, "invalid-parameter"],
    ] as const) {
      const answered = await post("/coverage", { cameras, area: BARNET, category: "robbery", ...more });
      expect(answered).toMatchObject({ status, json: { code } });
    }
  });
});
