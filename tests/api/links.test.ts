import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Links, type LinksInput, linksSchema } from "#contract/links.ts";
import { localPlane } from "#domain/camera/local-plane.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importTwoTowns } from "../support/two-towns.ts";

/** Metres east and north of the first end of the link. */
const PLANE = localPlane([-0.21, 51.71]);

function ring(x: number, y: number, half = 6): [number, number][] {
  const corners = [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
    [x - half, y - half],
  ] as const;
  return corners.map(([east, north]) => {
    const [lng, lat] = PLANE.toLngLat([east, north]);
    return [lng, lat];
  });
}

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importTwoTowns(api.database);
  await build("Chapel", 300, 0, 6);
  await build("Old Mill", 700, 40, 40);
});
afterAll(() => api.dispose());

async function build(name: string, x: number, y: number, heightM: number | null): Promise<void> {
  const shape = JSON.stringify({ type: "Polygon", coordinates: [ring(x, y)] });
  await api.database.sql`
    INSERT INTO map_feature (import_id, layer, class, name, height_m, state, geom)
    SELECT min(id), 'building', 'yes', ${name}, ${heightM}::real, 'live', ST_SetSRID(ST_GeomFromGeoJSON(${shape}), 4326)
    FROM import_batch`;
  await api.database.sql`UPDATE dataset SET version = version + 1`;
}

/** A kilometre due east at 5.8 GHz, both ends at 10 m. */
function link(): LinksInput["links"][number] {
  const [lng, lat] = PLANE.toLngLat([1000, 0]);
  return {
    id: "l1",
    name: "High Street to hub",
    from: { position: [-0.21, 51.71], heightM: 10 },
    to: { position: [lng, lat], heightM: 10 },
    frequencyGHz: 5.8,
  };
}

async function post(input: LinksInput): Promise<Response> {
  return api.request("/links", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(input),
  });
}

async function check(input: LinksInput): Promise<Links> {
  const response = await post(input);
  if (!response.ok) throw new Error(await response.text());
  return linksSchema.parse(await response.json());
}

describe("wireless links", () => {
  it("pass over low buildings and beside high ones", async () => {
    const { data, meta } = await check({ links: [link()] });
    expect(data.map(({ status, buildingsConsidered }) => [status, buildingsConsidered])).toEqual([
      ["clear", 1],
    ]);
    expect(data[0]?.lengthM).toBeCloseTo(1000, 2);
    expect(Math.abs((data[0]?.neededM ?? 0) - 2.157)).toBeLessThan(0.001);
    expect(meta.caveats.map(({ code }) => code)).toEqual(["level-ground"]);
  });

  it("a planned building of 60 m on the link flips it to blocked, and is named with its metres", async () => {
    const tower = { id: "p1", name: "Riverside Tower", ring: ring(400, 0), heightM: 60 };
    const { data } = await check({ links: [link()], buildings: [tower] });
    expect(data[0]?.status).toBe("blocked");
    expect(data[0]?.words).toBe("Blocked by Riverside Tower (planned): 50 m above the line, 406 m along.");
    const [worst] = data[0]?.obstructions ?? [];
    expect([worst?.id, worst?.isPlanned, worst?.heightM]).toEqual(["p1", true, 60]);
    const [x, y] = PLANE.toPlane([worst?.position[0] ?? 0, worst?.position[1] ?? 0]);
    expect(x).toBeCloseTo(406, 0);
    expect(y).toBeCloseTo(0, 1);
    const beside = { ...tower, ring: ring(400, 40) };
    expect((await check({ links: [link()], buildings: [beside] })).data[0]?.status).toBe("clear");
  });

  it("a building without a height leaves it open, and says how low it must be", async () => {
    await build("Warehouse", 500, 0, null);
    const { data, meta } = await check({ links: [link()] });
    expect([data[0]?.status, data[0]?.unknownCount]).toEqual(["unknown", 1]);
    expect(data[0]?.words).toBe(
      "Not known: Warehouse has no height on record; the link is clear only if it is lower than 7.8 m.",
    );
    expect(meta.caveats.map(({ code }) => code)).toContain("unknown-heights");
    await api.database.sql`DELETE FROM map_feature WHERE name = 'Warehouse'`;
  });

  it("several links are answered one by one", async () => {
    const short = { ...link(), id: "l2", to: { ...link().to, position: PLANE.toLngLat([200, 0]) } };
    const { data } = await check({
      links: [link(), { ...short, to: { heightM: 8, position: [...short.to.position] } }],
    });
    expect(data.map(({ id }) => id)).toEqual(["l1", "l2"]);
  });

  it("refuses a link without length and one beyond reach", async () => {
    const none = { ...link(), to: link().from };
    const far = { ...link(), to: { position: [0.5, 51.71] as [number, number], heightM: 10 } };
    for (const each of [none, far]) {
      const response = await post({ links: [each] });
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
        422,
        "link-length",
      ]);
    }
    expect((await post({ links: [] })).status).toBe(422);
  });
});
