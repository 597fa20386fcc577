import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { areaDetailSchema } from "#contract/areas.ts";
import { cellRowsSchema, cellStreetsSchema } from "#contract/cells.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importTwoTowns, UPTON } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importTwoTowns(api.database);
});
afterAll(() => api.dispose());

/** Street and count of a cell's burglaries in Upton, from the incident rows themselves. */
async function streetsBySql(cell: string): Promise<{ name: string; n: number }[]> {
  return api.database.sql<{ name: string; n: number }[]>`
    SELECT l.name, count(*)::integer AS n FROM incident i
    JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
    JOIN offence_type t ON t.id = i.offence_type_id AND t.label = 'Burglary'
    JOIN location l ON l.id = i.location_id
    JOIN area a ON a.code = ${UPTON} AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
    WHERE l.h3_9 = ${BigInt(`0x${cell}`).toString()}::bigint
    GROUP BY l.name ORDER BY n DESC, l.name COLLATE "C" LIMIT 3`;
}

describe("streets of hexagons", () => {
  it("are the busiest of each, as a plain count of incident rows has them", async () => {
    const question = `area=${UPTON}&category=burglary`;
    const rows = cellRowsSchema.parse(await api.get(`/cells?${question}&resolution=9`)).data;
    const cells = rows.map((row) => row.cell).slice(0, 60);
    const named = cellStreetsSchema.parse(
      await api.get(`/cells/streets?${question}&cells=${cells.join(",")}`),
    );
    expect(named.data.map((row) => row.cell)).toEqual(cells);
    for (const { cell, streets } of named.data) {
      expect(streets).toEqual((await streetsBySql(cell)).map((street) => street.name));
    }
  });

  it("a hexagon where nothing happened has none, and is not left out", async () => {
    const far = "89195da498bffff";
    const named = cellStreetsSchema.parse(await api.get(`/cells/streets?area=all&cells=${far}`));
    expect(named.data).toEqual([{ cell: far, streets: [] }]);
  });

  it.each([
    ["cells=89195da498bffff,8a195da498b7fff", "mixed-resolutions"],
    ["cells=hendon", "invalid-cell"],
  ])("%s is refused as %s", async (query, code) => {
    const answer = await api.request(`/cells/streets?area=all&${query}`);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code });
  });
});

describe("rates of an area", () => {
  it("are offered only where somebody published how many people live there", async () => {
    const detail = areaDetailSchema.parse(await api.get(`/areas/${UPTON}`));
    expect(detail.data.hexagonRates).toEqual({ residents: false, households: false });
  });
});
