import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Place, type Places, placesSchema } from "#contract/places.ts";
import { connectDatabase } from "../../server/db/sql.ts";
import { loadDemo } from "../../server/demo/load-demo.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { realFile } from "../support/real-data.ts";
import { importFile } from "../support/run-imports.ts";
import { availableEngines } from "../support/test-database.ts";

const archive = realFile("police-uk/metropolitan-burglary-2010-12_2025-02.zip");
const boroughs = realFile("boundaries/london-boroughs.geojson");
const wards = realFile("boundaries/barnet-wards-2022.geojson");
const hasCluster = availableEngines().includes("local-cluster");
const runs = archive && boroughs && wards && hasCluster;
if (!runs) console.warn("SKIPPED: stories of real places need the real files and a local PostgreSQL");

let api: ApiApp;

const list = async (query: string): Promise<Places> => placesSchema.parse(await api.get(`/places?${query}`));

function inWard(places: readonly Place[], ward: string): Place {
  const found = places.find((place) => place.ward === ward);
  if (!found) throw new Error(`No place in ${ward}: ${places.map((place) => place.ward).join(", ")}`);
  return found;
}

describe.skipIf(!hasCluster)("places planted in the demo come out as what they are", () => {
  const HOMES = "area=E09000003&category=burglary.residential&resolution=9";
  beforeAll(async () => {
    api = await openApiApp({ engine: "local-cluster" });
    const { sql, canCopy, connection } = api.database;
    await loadDemo({
      sql,
      canCopy,
      openConnection: () => connectDatabase(connection, { max: 1 }),
      onProgress: () => undefined,
    });
  }, 600_000);
  afterAll(() => api.dispose());

  it("Hendon Park and Park View Road: persistent in every year", async () => {
    for (const year of [2018, 2019, 2020, 2021]) {
      const { places } = (await list(`${HOMES}&from=${year}-01&to=${year}-12`)).data;
      const place = inWard(places, "Hendon");
      expect(place.name).toContain("Park View Road");
      expect(place.trend).toMatchObject({ class: "persistent", persistence: "persistent" });
    }
  });

  it("East Finchley: not listed in 2017, new in 2019, without a break since January 2019", async () => {
    const before = (await list(`${HOMES}&from=2017-01&to=2017-12`)).data.places;
    expect(before.some(({ ward }) => ward === "East Finchley")).toBe(false);
    const after = (await list(`${HOMES}&from=2018-07&to=2019-06`)).data.places;
    expect(inWard(after, "East Finchley").trend).toMatchObject({
      class: "consecutive",
      persistence: "recent",
    });
    const all = (await list(`${HOMES}&from=2016-01&to=2021-12`)).data.places;
    expect(inWard(all, "East Finchley").trend?.words).toContain("without a break since Jan 2019");
  });

  it("Golders Green: diminishing in 2018, fading over six years, not listed in 2021", async () => {
    const then = (await list(`${HOMES}&from=2018-01&to=2018-12`)).data.places;
    expect(inWard(then, "Golders Green").trend).toMatchObject({ class: "diminishing", direction: "falling" });
    const all = (await list(`${HOMES}&from=2016-01&to=2021-12`)).data.places;
    expect(inWard(all, "Golders Green").trend).toMatchObject({ persistence: "fading", direction: "falling" });
    const now = (await list(`${HOMES}&from=2021-01&to=2021-12`)).data.places;
    expect(now.some(({ ward }) => ward === "Golders Green")).toBe(false);
  });

  it("Cricklewood straddles the border: with the buffer it is whole, and most of it is beyond", async () => {
    const question = `${HOMES.replace("resolution=9", "resolution=10")}&from=2021-01&to=2021-12`;
    const cut = inWard((await list(question)).data.places, "Cricklewood");
    const { places } = (await list(`${question}&bufferM=500`)).data;
    const whole = inWard(places, "Cricklewood");
    expect(whole.n).toBeGreaterThan(1.5 * cut.n);
    expect(whole.flags).not.toContain("edge");
  });

  it("near repeats and peak hours are told, since times and places are exact", async () => {
    const { data, meta } = await list(`${HOMES}&from=2021-01&to=2021-12`);
    expect(data.places.every(({ nearRepeat }) => nearRepeat !== null)).toBe(true);
    expect(data.places.some(({ nearRepeat }) => nearRepeat)).toBe(true);
    expect(meta.cannot.some(({ code }) => code === "near-repeat")).toBe(false);
    const all = (await list(`${HOMES}&from=2016-01&to=2021-12`)).data.places;
    for (const { peak } of all) expect(peak?.words).toMatch(/^\w+day \d\d:00/);
  });

  it("gap: lasting places without a camera, of those that are listed", async () => {
    const question = `${HOMES}&from=2021-01&to=2021-12`;
    const { places } = (await list(question)).data;
    const gaps = (await list(`${question}&gap=1`)).data.places;
    expect(gaps).toEqual(
      places.filter((place) => place.covered === false && place.trend?.persistence === "persistent"),
    );
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.length).toBeLessThan(places.length);
  });
});

describe.skipIf(!runs)("burglary in Barnet, the real series", () => {
  const BARNET = "area=E09000003&category=burglary&resolution=9";
  beforeAll(async () => {
    api = await openApiApp({ engine: "local-cluster" });
    for (const file of [boroughs, wards, archive]) {
      const done = await importFile(api.database, file ?? "");
      if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
    }
  }, 600_000);
  afterAll(() => api.dispose());

  it("2011–2015: Golders Green Road lasting and falling, Hendon and Church End beside it", async () => {
    const { data, meta } = await list(`${BARNET}&from=2011-01&to=2015-12`);
    expect(meta.test?.hotCells).toBe(43);
    const [first] = data.places;
    expect(first).toMatchObject({ ward: "Childs Hill", n: 1465, trend: { class: "diminishing" } });
    expect(data.places.map(({ ward }) => ward)).toEqual([
      "Childs Hill",
      "Hendon",
      "West Finchley",
      "Golders Green",
      "East Finchley",
      "Friern Barnet",
    ]);
    expect(data.places.every(({ yearBefore }) => yearBefore === null)).toBe(true);
  });

  it("the five years to February 2025: Grahame Park is new, Golders Green rising", async () => {
    const { places } = (await list(`${BARNET}&from=2020-03&to=2025-02`)).data;
    expect(inWard(places, "Childs Hill").trend).toMatchObject({ class: "intensifying", direction: "rising" });
    expect(inWard(places, "Colindale South").n).toBe(354);
    expect(places.every(({ yearBefore }) => yearBefore !== null)).toBe(true);
  });

  it("the last twelve months hold one place, and at resolution 10 none, which is said", async () => {
    const { data } = await list(`${BARNET}&from=2024-03&to=2025-02`);
    expect(data.places).toHaveLength(1);
    expect(data.places[0]).toMatchObject({ n: 71, hotCells: [expect.any(String)] });
    expect(data.places[0]?.cells).toHaveLength(7);
    const fine = await list(`${BARNET.replace("=9", "=10")}&from=2024-03&to=2025-02`);
    expect(fine.data.places).toEqual([]);
    expect(fine.meta.caveats[0]?.code).toBe("no-places");
    expect(fine.meta.cannot.map(({ code }) => code)).toContain("peak-hours");
  });
});
