import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemSchema } from "#contract/meta.ts";
import { inlineGeometry } from "../../server/db/geometry.ts";
import { reader } from "../../server/db/read-model.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importTwoTowns, UPTON } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importTwoTowns(api.database);
});
afterAll(() => api.dispose());

const REFUSED: [path: string, status: number, code: string, where: string | undefined][] = [
  ["/timeseries?area=E99999999", 404, "unknown-area", "area"],
  ["/cells?area=E99999999", 404, "unknown-area", "area"],
  ["/timeseries?category=piracy", 404, "unknown-category", "category"],
  ["/cells?category=burglary,piracy", 404, "unknown-category", "category"],
  ["/timeseries?from=2020-13", 422, "invalid-parameter", "from"],
  ["/timeseries?to=yesterday", 422, "invalid-parameter", "to"],
  ["/timeseries?from=2020-04&to=2020-01", 422, "period-backwards", "to"],
  ["/timeseries?from=1000-01&to=2020-01", 422, "period-too-long", "to"],
  ["/cells?resolution=7", 422, "invalid-parameter", "resolution"],
  ["/cells?bufferM=-1", 422, "invalid-parameter", "bufferM"],
  ["/cells?by=week", 422, "invalid-parameter", "by"],
  ["/cells/nonsense", 422, "invalid-cell", "cell"],
  ["/cells/87194ada0ffffff", 422, "invalid-cell", "cell"],
  [`/cells/89195da4b2fffff?area=${UPTON}`, 404, "cell-outside-area", "cell"],
  ["/incidents?by=hour", 422, "source-without-time", "by"],
  ["/incidents?by=weekday", 422, "source-without-time", "by"],
  [`/denominators?area=${UPTON}`, 404, "no-denominator", "measure"],
  ["/areas/E99999999", 404, "unknown-area", "area"],
  ["/areas?kind=planet", 422, "invalid-parameter", "kind"],
  ["/map-features?layer=secrets", 422, "invalid-parameter", "layer"],
  ["/imports/999", 404, "unknown-import", "id"],
  ["/imports/999/rejections", 404, "unknown-import", "id"],
  ["/imports/abc", 422, "invalid-parameter", "id"],
  ["/nowhere", 404, "unknown-path", undefined],
];

describe("refusals", () => {
  it.each(REFUSED)("%s is refused with what, why and next", async (path, status, code, where) => {
    const answer = await api.request(path);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const body = problemSchema.parse(await answer.json());
    expect([answer.status, body.status, body.code, body.where]).toEqual([status, status, code, where]);
    for (const text of [body.title, body.detail, body.next]) expect(text.length).toBeGreaterThan(5);
  });

  it("parameters given as empty texts count as absent", async () => {
    const given = await (await api.request("/timeseries?area=&category=&from=&to=")).json();
    expect(given).toEqual(await (await api.request("/timeseries")).json());
    expect((await api.request("/areas?kind=&q=")).status).toBe(200);
  });

  it("a page of another site cannot change anything", async () => {
    for (const headers of [{ Origin: "https://example.org" }, { "Sec-Fetch-Site": "cross-site" }]) {
      const answer = await api.request("/imports/1/undo", { method: "POST", headers });
      expect([answer.status, (await answer.json()).code]).toEqual([403, "cross-site"]);
    }
  });

  it.each(["partner", "public"] as const)(
    "the %s audience is refused until figures can be suppressed",
    (audience) => {
      const { sql } = api.database;
      expect(() => reader({ sql, geometry: inlineGeometry }, audience)).toThrow(/suppression/);
    },
  );
});
