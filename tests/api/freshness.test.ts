import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CategoryList } from "../../server/use-cases/list-categories.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importTwoTowns, UPTON } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importTwoTowns(api.database);
});
afterAll(() => api.dispose());

const PATH = `/cells?area=${UPTON}&category=burglary&resolution=9&by=month`;

describe("freshness", () => {
  it("the same question has the same ETag, in any order of parameters, and is answered 304", async () => {
    const first = await api.request(PATH);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"/);
    const turned = `/cells?by=month&resolution=9&category=burglary&area=${UPTON}&from=`;
    const again = await api.request(turned, { headers: { "If-None-Match": etag } });
    expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, etag, ""]);
  });

  it("JSON and Arrow have different ETags", async () => {
    const json = await api.request(PATH);
    const arrow = await api.request(PATH, { headers: { Accept: "application/vnd.apache.arrow.stream" } });
    expect(json.headers.get("etag")).not.toBe(arrow.headers.get("etag"));
    expect(json.headers.get("vary")).toContain("Accept");
  });

  it("a compressed answer says the same", async () => {
    const plain = await (await api.request(PATH)).text();
    const packed = await api.request(PATH, { headers: { "Accept-Encoding": "gzip" } });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(plain);
    const refused = await api.request(PATH, { headers: { "Accept-Encoding": "gzip;q=0, br;q=0" } });
    expect(refused.headers.get("content-encoding")).toBeNull();
  });

  it("mapping an offence text changes the version, the ETag and the counts at once", async () => {
    const before = await api.request(PATH);
    const etag = before.headers.get("etag") ?? "";
    const { offenceTypes } = await api.get<CategoryList>("/categories");
    const burglary = offenceTypes.find(
      (type) => type.vocabulary === "police-uk" && type.label === "Burglary",
    );
    const put = (category: string | null) =>
      api.request(`/offence-types/${burglary?.id}`, { method: "PUT", body: JSON.stringify({ category }) });
    expect((await put(null)).status).toBe(204);
    const unmapped = await api.request(PATH, { headers: { "If-None-Match": etag } });
    expect(unmapped.status).toBe(200);
    expect((await unmapped.json()).meta.n).toBe(0);
    const all = await api.get<{ meta: { caveats: { code: string }[] } }>(`/timeseries?area=${UPTON}`);
    expect(all.meta.caveats.map((caveat) => caveat.code)).toContain("unmapped-offences");
    expect((await put("burglary.residential")).status).toBe(204);
    expect((await api.get<{ meta: { n: number } }>(PATH)).meta.n).toBe(135);
    expect((await put("burglary")).status).toBe(204);
    expect((await put("piracy")).status).toBe(404);
    expect((await api.request("/offence-types/99999", { method: "PUT", body: "{}" })).status).toBe(422);
  });
});

describe("parents add up", () => {
  it("a parent is its parts and what the publisher does not divide", async () => {
    const { sumChecks } = await api.get<CategoryList>("/categories");
    expect(sumChecks.length).toBeGreaterThan(0);
    for (const check of sumChecks) expect(check.parentN).toBe(check.childrenN + check.unspecified);
  });
});
