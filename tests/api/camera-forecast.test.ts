import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CameraForecast,
  type CameraForecastInput,
  cameraEvidenceSchema,
  cameraForecastSchema,
} from "#contract/camera-evidence.ts";
import { cellAt, cellDisk } from "#domain/grid/h3.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importPlantedTown } from "../support/planted-town.ts";
import { UPTON } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importPlantedTown(api.database);
});
afterAll(() => api.dispose());

/** The hexagon in the middle of Market Row and those around it; the middle is wholly in view, the ring by a fifth. */
const MIDDLE = cellAt([-0.2105, 51.711], 10);
const CELLS = cellDisk(MIDDLE, 1).map((cell) => ({ cell, share: cell === MIDDLE ? 1 : 0.2 }));
const QUESTION: CameraForecastInput = { area: UPTON, category: "burglary", cells: CELLS };

async function post(input: unknown): Promise<Response> {
  return api.request("/camera-forecast", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(input),
  });
}

async function forecast(input: CameraForecastInput): Promise<CameraForecast> {
  const response = await post(input);
  if (!response.ok) throw new Error(await response.text());
  return cameraForecastSchema.parse(await response.json());
}

async function countBySql(cells: readonly string[], year: string): Promise<number> {
  const ids = `{${cells.map((cell) => BigInt(`0x${cell}`)).join(",")}}`;
  const [row] = await api.database.sql<{ n: number }[]>`
    SELECT count(*)::integer AS n FROM incident i
    JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
    JOIN location l ON l.id = i.location_id
    JOIN area a ON a.code = ${UPTON} AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
    WHERE l.h3_10 = ANY (${ids}::bigint[]) AND to_char(i.month, 'YYYY') = ${year}`;
  return row?.n ?? 0;
}

describe("the evidence", () => {
  it("comes with its marks, and without figures that nobody could read", async () => {
    const { data } = cameraEvidenceSchema.parse(await api.get("/camera-evidence"));
    expect(data.prevention.mark).toContain("secondary source");
    expect(data.investigation.mark).toContain("±0.3");
    expect(data.investigation.caveat).toContain("railways");
    expect(data.prevention.effects).toHaveLength(9);
    expect(data.sitingOff.categories.map(({ id }) => id)).toEqual(["drugs", "weapons", "public-order"]);
    const centre = data.prevention.effects.find(({ id }) => id === "town-centre");
    expect([centre?.isClear, Math.round(centre?.changePercent.high ?? 0)]).toEqual([false, 1]);
  });
});

describe("a forecast for cameras", () => {
  it("counts the catchment itself: whole years of the hexagons that are half in view", async () => {
    const { data, meta } = await forecast(QUESTION);
    const [a, b] = [await countBySql([MIDDLE], "2019"), await countBySql([MIDDLE], "2020")];
    expect(data.baseline.years.map(({ n }) => n)).toEqual([a, b]);
    expect(data.baseline.perYear).toBe((a + b) / 2);
    expect([data.baseline.catchmentCells, data.baseline.cells]).toEqual([1, 7]);
    expect(meta.n).toBe(a + b);
    expect(meta.caveats.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["few-years", "displacement", "evidence-mark", "planning-estimate"]),
    );
  });

  it("what is in view counts every hexagon by its share, and burglary by its published usefulness", async () => {
    const { data } = await forecast(QUESTION);
    const ring = CELLS.filter(({ cell }) => cell !== MIDDLE).map(({ cell }) => cell);
    const years = ["2019", "2020"];
    const middle = await Promise.all(years.map((year) => countBySql([MIDDLE], year)));
    const around = await Promise.all(years.map((year) => countBySql(ring, year)));
    const inView = (middle[0] ?? 0) / 2 + (middle[1] ?? 0) / 2 + 0.1 * ((around[0] ?? 0) + (around[1] ?? 0));
    expect(data.baseline.inViewPerYear).toBeCloseTo(inView, 9);
    expect(data.investigation?.rows.map(({ rateId }) => rateId)).toEqual(["burglary"]);
    expect(data.investigation?.usefulPerYear).toBeCloseTo(0.551 * inView, 9);
  });

  it("a known baseline gives the published examples, and the town centre no clear effect", async () => {
    const ask = (setting: "residential" | "town-centre") =>
      forecast({ area: UPTON, baselinePerYear: 120, scheme: { setting } });
    const { data } = await ask("residential");
    expect(data.prevention.words).toBe(
      "If the mean effect (residential areas, 16 studies) holds here: 14.1 incidents a year fewer (95 %: 3.6 to 23.6 fewer). One scheme can lie anywhere from 34.4 more to 47.4 fewer.",
    );
    expect(data.investigation).toBeNull();
    const centre = (await ask("town-centre")).data;
    expect(centre.prevention.words).toMatch(
      /^No clear effect: .*7.4 incidents a year fewer \(95 %: 1.7 more/,
    );
    expect(centre.rule).toBe("town-centre");
  });

  it("no camera comes first, and alternatives without a published size have none", async () => {
    const { data } = await forecast(QUESTION);
    expect(data.comparison.map(({ id }) => id)).toEqual([
      "no-camera",
      "cameras",
      "lighting",
      "patrol",
      "design",
    ]);
    const patrol = data.comparison.find(({ id }) => id === "patrol");
    expect([patrol?.percentFewer, patrol?.fewerPerYear]).toEqual([null, null]);
    expect(patrol?.known).toContain("No published size");
    expect(data.comparison.every(({ source }) => source.length > 0)).toBe(true);
  });

  it("kinds of crime that police activity generates are off by default, and noted when on", async () => {
    const open = await forecast({ area: UPTON, cells: CELLS });
    expect(open.meta.caveats.find(({ code }) => code === "police-generated-off")?.text).toMatch(
      /^Left out: Public order, Drugs, Possession of weapons/,
    );
    const chosen = await forecast({ area: UPTON, category: "burglary,drugs", cells: CELLS });
    const codes = chosen.meta.caveats.map(({ code }) => code);
    expect([codes.includes("police-generated-on"), codes.includes("police-generated-off")]).toEqual([
      true,
      false,
    ]);
  });

  it("a catchment that no hexagon reaches is empty and says so", async () => {
    const { data, meta } = await forecast({
      ...QUESTION,
      cells: CELLS.map(({ cell }) => ({ cell, share: 0.3 })),
    });
    expect([data.baseline.perYear, data.prevention.fewerPerYear]).toEqual([0, 0]);
    expect(meta.caveats.map(({ code }) => code)).toContain("empty-catchment");
    expect(data.prevention.words).toMatch(/^Nothing is forecast/);
    expect(data.baseline.inViewPerYear).toBeGreaterThan(0);
  });

  it("less than a year is told apart from a year", async () => {
    const { data, meta } = await forecast({ ...QUESTION, from: "2020-01", to: "2020-03" });
    expect(data.baseline.years).toEqual([{ from: "2020-01", to: "2020-03", n: expect.any(Number) }]);
    expect(data.baseline.perYear).toBe(4 * (data.baseline.years[0]?.n ?? 0));
    expect(meta.caveats.map(({ code }) => code)).toContain("part-year");
  });

  it("recordings take the room that their rate and time need", async () => {
    const { data } = await forecast({ ...QUESTION, recording: { cameras: 2 } });
    expect(data.storageGB).toBeCloseTo(2 * 1339.2, 6);
  });

  it("the same question with the same seed has the same answer", async () => {
    expect((await forecast({ ...QUESTION, seed: 3 })).data).toEqual(
      (await forecast({ ...QUESTION, seed: 3 })).data,
    );
  });

  it.each([
    [{ area: UPTON }, "no-catchment"],
    [{ ...QUESTION, effect: "public-housing" }, "unknown-effect"],
    [{ ...QUESTION, cells: [{ cell: "8a194ad32b07fff", share: 2 }] }, "invalid-parameter"],
    [{ ...QUESTION, cells: [{ cell: "nonsense", share: 1 }] }, "invalid-cell"],
    [{ ...QUESTION, category: "witchcraft" }, "unknown-category"],
    [{ ...QUESTION, category: "robbery", from: "1999-01", to: "1999-12" }, "no-data"],
  ])("refuses %j with %s", async (input, code) => {
    const response = await post(input);
    expect([response.status >= 400, ((await response.json()) as { code: string }).code]).toEqual([
      true,
      code,
    ]);
  });
});

describe("siting by kinds of crime", () => {
  const codes = async (category?: string) => {
    const body = JSON.stringify({ area: UPTON, ...(category ? { category } : {}), cameras: [] });
    const response = await api.request("/coverage", { method: "POST", body });
    const { meta } = (await response.json()) as { meta: { caveats: { code: string }[] } };
    return meta.caveats.map(({ code }) => code).filter((code) => code.startsWith("police-generated"));
  };

  it("coverage leaves out what police activity generates unless asked for, and says so", async () => {
    expect(await codes()).toEqual(["police-generated-off"]);
    expect(await codes("burglary,drugs")).toEqual(["police-generated-on"]);
    expect(await codes("burglary")).toEqual([]);
  });
});
