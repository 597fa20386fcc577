import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Place, type Places, placesSchema } from "#contract/places.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importPlantedTown, plantedMonth } from "../support/planted-town.ts";
import { importFile } from "../support/run-imports.ts";
import { streetCsv, testFolder } from "../support/street-files.ts";
import { DOWNTON, UPTON } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importPlantedTown(api.database);
});
afterAll(() => api.dispose());

const YEAR = `area=${UPTON}&category=burglary&resolution=11&from=2020-01&to=2020-12`;

async function list(query = YEAR): Promise<Places> {
  return placesSchema.parse(await api.get(`/places?${query}`));
}

function named(places: readonly Place[], street: string): Place {
  const found = places.find((place) => place.name.includes(street));
  if (!found) throw new Error(`No ${street} among ${places.map((place) => place.name).join("; ")}`);
  return found;
}

/** Incidents of a period in some hexagons and in the polygon, from the incident rows themselves. */
async function countBySql(cells: readonly string[], from: string, to: string): Promise<number> {
  const ids = `{${cells.map((cell) => BigInt(`0x${cell}`)).join(",")}}`;
  const [row] = await api.database.sql<{ n: number }[]>`
    SELECT count(*)::integer AS n FROM incident i
    JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
    JOIN location l ON l.id = i.location_id
    JOIN area a ON a.code = ${UPTON} AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
    WHERE l.h3_11 = ANY (${ids}::bigint[]) AND to_char(i.month, 'YYYY-MM') BETWEEN ${from} AND ${to}`;
  return row?.n ?? 0;
}

describe("the hotspot list", () => {
  it("holds the planted places and no others, most excess first", async () => {
    const { data, meta } = await list();
    expect(data.places.map((place) => place.name.split(",")[0]).sort()).toEqual([
      "Border Lane",
      "Market Row",
      "New Close",
    ]);
    expect(data.places.map((place) => place.rank)).toEqual([1, 2, 3]);
    const excess = data.places.map((place) => place.excess);
    expect(excess).toEqual([...excess].sort((a, b) => b - a));
    expect(meta.refusal).toBeNull();
    expect(meta.test?.method).toBe("gi-star");
  });

  it("figures of a place are those of the incident rows in its hexagons", async () => {
    const { data, meta } = await list();
    for (const place of data.places) {
      expect(place.n).toBe(await countBySql(place.cells, "2020-01", "2020-12"));
      expect(place.yearBefore).toBe(await countBySql(place.cells, "2019-01", "2019-12"));
      expect(place.expected).toBeCloseTo((meta.test?.meanPerCell ?? 0) * place.cells.length, 9);
      expect(place.excess).toBeCloseTo(place.n - place.expected, 9);
      expect(place.excessLow).toBeLessThan(place.excess);
      expect(place.excessHigh).toBeGreaterThan(place.excess);
      expect(place.streets.reduce((sum, street) => sum + street.n, 0)).toBeLessThanOrEqual(place.n);
      for (const cell of place.hotCells) expect(place.cells).toContain(cell);
    }
    const all = data.places.reduce((sum, place) => sum + place.n, 0);
    expect(data.share?.incidents).toBeCloseTo(all / meta.n, 9);
  });

  it("every hexagon of /hotspots with q ≤ 0.05 is in exactly one place", async () => {
    const rows = (
      await api.get<{ data: { cell: string; class: string }[] }>(`/hotspots?${YEAR}`)
    ).data.filter((row) => row.class === "hot-99" || row.class === "hot-95");
    const { data } = await list();
    expect(data.places.flatMap((place) => place.hotCells).sort()).toEqual(rows.map((row) => row.cell).sort());
    const cells = data.places.flatMap((place) => place.cells);
    expect(new Set(cells).size).toBe(cells.length);
  });

  it("tells lasting places from new ones in words", async () => {
    const market = named(
      (await list(`${YEAR}`.replace("2020-12", "2020-11"))).data.places,
      "Market Row",
    ).trend;
    expect([market?.class, market?.hotMonths, market?.months]).toEqual(["persistent", 11, 12]);
    expect(market?.words).toBe(
      "hot for 11 of the last 12 months and 22 of the last 23 months, without a break since Jan 2020",
    );
    expect(named((await list()).data.places, "New Close").trend?.class).toBe("new");
  });

  it("says what month-and-snap-point data cannot", async () => {
    const { data, meta } = await list();
    expect(meta.cannot.map(({ code }) => code)).toEqual(["peak-hours", "near-repeat", "covered"]);
    for (const place of data.places) {
      expect([place.peak, place.nearRepeat, place.covered, place.harm]).toEqual([null, null, null, null]);
    }
  });

  it("alerts: what is new and what is gone since the month before, with both numbers", async () => {
    const { alerts, comparedWith } = (await list()).data;
    expect(comparedWith).toEqual({ from: "2019-12", to: "2020-11" });
    expect(alerts.slice(0, 2).map(({ kind }) => kind)).toEqual(["new-place", "gone-place"]);
    expect(alerts[0]?.text).toMatch(
      /^New: New Close.* with \d+ offences recorded in Jan–Dec 2020, \d+ more than/,
    );
    expect(alerts[1]?.text).toMatch(
      /^Stands out no longer: Old Mews.* with \d+ .* after \d+ in the period a month/,
    );
  });

  it("a place at the boundary is marked, and whole once the buffer is seen", async () => {
    const alone = named((await list()).data.places, "Border Lane");
    expect(alone.flags).toContain("edge");
    const { places } = (await list(`${YEAR}&bufferM=500`)).data;
    const whole = named(places, "Border Lane");
    expect(whole.flags).not.toContain("edge");
    expect(whole.n).toBeGreaterThan(alone.n);
    expect(whole.streets.find(({ name }) => name === "Border Lane")?.n).toBeGreaterThan(
      alone.streets.find(({ name }) => name === "Border Lane")?.n ?? 0,
    );
  });

  it("a place wholly beyond the boundary is left out even with a buffer", async () => {
    const { places } = (await list(`${YEAR}&bufferM=800`)).data;
    expect(places.some((place) => place.name.includes("Far Court"))).toBe(false);
    const downton = await list(YEAR.replace(UPTON, DOWNTON));
    expect(named(downton.data.places, "Far Court").n).toBeGreaterThan(60);
  });

  it("weights add harm and its unit, and mark what nobody has checked", async () => {
    const tables = await api.get<{ data: { id: string; unit: string }[] }>("/harm/tables");
    const table = tables.data[0];
    const { places } = (await list(`${YEAR}&weights=${table?.id}`)).data;
    expect(places[0]?.harm?.unit).toBe(table?.unit);
    const unknown = await api.request(`/places?${YEAR}&weights=nonsense`);
    expect([unknown.status, ((await unknown.json()) as { where: string }).where]).toEqual([404, "weights"]);
  });

  it("gap=1 is empty while no camera is imported, and says so", async () => {
    const { data, meta } = await list(`${YEAR}&gap=1`);
    expect(data.places).toEqual([]);
    expect(meta.cannot.some(({ code }) => code === "covered")).toBe(true);
  });

  it("gap=1 lists lasting places without a camera; one camera takes a place off it", async () => {
    const market = named((await list()).data.places, "Market Row");
    const point = `SRID=4326;POINT(${market.centre[0]} ${market.centre[1]})`;
    const [batch] = await api.database.sql<{ id: number }[]>`SELECT min(id) AS id FROM import_batch`;
    await api.database.sql`
      INSERT INTO map_feature (import_id, layer, class, state, geom)
      VALUES (${batch?.id ?? 0}, 'camera', 'fixed', 'live', ${point}::geometry)`;
    await api.database.sql`UPDATE dataset SET version = version + 1`;
    const all = (await list()).data.places;
    expect(named(all, "Market Row")).toMatchObject({ covered: true });
    expect(named(all, "Border Lane")).toMatchObject({ covered: false, coveredShare: 0 });
    const gaps = (await list(`${YEAR.replace("2020-12", "2020-11")}&gap=1`)).data.places;
    expect(gaps.map((place) => place.name.split(",")[0])).toEqual(["Border Lane"]);
    await api.database.sql`DELETE FROM map_feature WHERE layer = 'camera'`;
    await api.database.sql`UPDATE dataset SET version = version + 1`;
  });
});

describe("where no test can be made the list is empty and says why", () => {
  it.each([
    ["area=all&category=burglary", "no-boundary"],
    [`area=${UPTON}&category=burglary&resolution=8&from=2020-01&to=2020-12`, "too-few-cells"],
    [`area=${UPTON}&category=burglary&resolution=11&from=2030-01&to=2030-02`, "no-data"],
    [`area=${UPTON}&category=robbery&resolution=11`, "no-data"],
  ])("%s: %s", async (query, code) => {
    const { data, meta } = await list(query);
    expect(data).toMatchObject({ places: [], excluded: [], alerts: [], share: null });
    expect(meta.refusal?.code).toBe(code);
    expect(meta.refusal?.text.length).toBeGreaterThan(30);
    const csv = await (await api.request(`/places?${query}&format=csv`)).text();
    expect(csv.split("\r\n")).toHaveLength(3);
  });

  it.each([
    ["ring=4", 422, "ring"],
    ["correction=bonferroni", 422, "correction"],
    ["resolution=12", 422, "resolution"],
    ["format=xls", 422, "format"],
    ["area=E99999999", 404, "area"],
    ["category=arson.grand", 404, "category"],
    ["from=2020-05&to=2020-01", 422, "to"],
    ["from=yesterday", 422, "from"],
  ])("%s is refused with %d at %s", async (query, status, where) => {
    const answer = await api.request(`/places?${query}`);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ where });
  });
});

describe("export", () => {
  it("CSV: a row per place, one header line, and in each row what it is and where from", async () => {
    const answer = await api.request(`/places?${YEAR}&format=csv`);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toContain("hotspot-places.csv");
    const text = Buffer.from(await answer.arrayBuffer()).toString("utf8");
    const [header = "", ...rows] = text.trimEnd().split("\r\n");
    expect(header).toMatch(/^\uFEFFrank,listed,name,ward,incidents,/);
    expect(rows).toHaveLength((await list()).data.places.length);
    for (const row of rows) {
      expect(row).toContain("offences recorded,2020-01,2020-12,Upton,0,11,");
      expect(row).toContain("data.police.uk");
    }
  });

  it("GeoJSON: the outline of each place holds the middle of its incidents", async () => {
    const answer = await api.request(`/places?${YEAR}&format=geojson`);
    expect(answer.headers.get("content-type")).toBe("application/geo+json; charset=utf-8");
    const { features } = JSON.parse(await answer.text()) as {
      features: {
        id: string;
        geometry: unknown;
        properties: { name: string; longitude: number; latitude: number };
      }[];
    };
    const { places } = (await list()).data;
    expect(features.map(({ id }) => id)).toEqual(places.map(({ id }) => id));
    for (const { geometry, properties } of features) {
      const [row] = await api.database.sql<{ valid: boolean; holds: boolean }[]>`
        SELECT ST_IsValid(g) AS valid, ST_Covers(g, ST_SetSRID(ST_MakePoint(${properties.longitude}::float8,
          ${properties.latitude}::float8), 4326)) AS holds
        FROM (SELECT ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}), 4326) AS g) AS parsed`;
      expect([properties.name, row?.valid, row?.holds]).toEqual([properties.name, true, true]);
    }
  });
});

describe("revised figures", () => {
  it("are an alert once an import replaces months of the period after its newest month came in", async () => {
    const files = testFolder();
    const fewer = plantedMonth(20).slice(5);
    const done = await importFile(
      api.database,
      files.write("2020-09-hertfordshire-street.csv", streetCsv(fewer)),
    );
    files.dispose();
    expect(done.status).toBe("committed");
    const { alerts } = (await list()).data;
    expect(alerts.at(-1)).toEqual({
      kind: "revised",
      text: "Figures of Sep 2020 were revised since the newest month came in: 60 offences recorded before, 55 now, in the whole of the force's area.",
      placeId: null,
    });
    const before = (await list(YEAR.replace("2020-12", "2020-08"))).data.alerts;
    expect(before.some(({ kind }) => kind === "revised")).toBe(false);
  });
});
