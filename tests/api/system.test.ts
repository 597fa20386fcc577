import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { areaDetailSchema, areaListSchema, reconciliationSchema } from "#contract/areas.ts";
import { categoryListSchema } from "#contract/categories.ts";
import { searchSchema } from "#contract/search.ts";
import { featureCollectionSchema, healthSchema, readySchema, sourceListSchema } from "#contract/system.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importTwoTowns, UPTON } from "../support/two-towns.ts";

let api: ApiApp;
let client: string;
beforeAll(async () => {
  client = mkdtempSync(join(tmpdir(), "sightline-client-"));
  mkdirSync(join(client, "assets"));
  writeFileSync(join(client, "index.html"), `<!doctype html><div id="root"></div>${" ".repeat(2000)}`);
  writeFileSync(join(client, "assets", "app-1a2b.js"), "console.log(1);".repeat(500));
  api = await openApiApp({ clientFolder: client });
  await importTwoTowns(api.database);
});
afterAll(async () => {
  await api.dispose();
  rmSync(client, { recursive: true, force: true });
});

describe("the server's state", () => {
  it("health and readiness follow the contract", async () => {
    expect(healthSchema.parse(await api.get("/health")).status).toBe("ok");
    const { data } = readySchema.parse(await api.get("/ready"));
    expect(data).toMatchObject({ ready: true, demo: false, firstMonth: "2020-01", latestMonth: "2020-04" });
    expect(data.defaultArea).toBe("all");
  });

  it("while it prepares, readiness says what is being done, and the data says that it is not ready", async () => {
    const starting = await openApiApp({ ready: false });
    const ready = await starting.request("/ready");
    expect(ready.status).toBe(503);
    expect(readySchema.parse(await ready.json()).data).toMatchObject({
      ready: false,
      preparing: "Bringing the database up to date",
    });
    expect((await starting.request("/health")).status).toBe(200);
    const cells = await starting.request("/cells");
    expect([cells.status, (await cells.json()).code, cells.headers.get("retry-after")]).toEqual([
      503,
      "not-ready",
      "1",
    ]);
    await starting.dispose();
  });

  it("the description names every stable address", async () => {
    const description = await api.get<{ openapi: string; paths: Record<string, object> }>("/openapi.json");
    expect(description.openapi).toBe("3.1.0");
    for (const path of [
      "timeseries",
      "cells",
      "imports",
      "areas",
      "ready",
      "health",
      "search",
      "incidents",
    ]) {
      expect(Object.keys(description.paths)).toContain(`/api/v1/${path}`);
    }
  });

  it("nothing on a page may come from a third party", async () => {
    for (const path of ["/", "/api/v1/ready", "/api/v1/nowhere"]) {
      const { headers } = await api.fetch(path);
      expect(headers.get("content-security-policy")).toMatch(/default-src 'self'/);
      expect(headers.get("content-security-policy")).not.toMatch(/https?:|\*/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });
});

describe("the pages", () => {
  it("every page address gives the page, asked for anew each time", async () => {
    for (const path of ["/", "/explore?area=x", "/data/imports"]) {
      const answer = await api.fetch(path);
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-cache"]);
      expect(await answer.text()).toContain('<div id="root"');
    }
  });

  it("files with a hash in their name are kept for ever, compressed once", async () => {
    const answer = await api.fetch("/assets/app-1a2b.js", { headers: { "Accept-Encoding": "br, gzip" } });
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()).toContain("console.log");
    const etag = answer.headers.get("etag") ?? "";
    expect((await api.fetch("/assets/app-1a2b.js", { headers: { "If-None-Match": etag } })).status).toBe(304);
  });

  it("a missing file is not the page, and no path leads out of the folder", async () => {
    expect((await api.fetch("/assets/gone.js")).status).toBe(404);
    for (const path of ["/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/package.json", "/assets/..%5c..%5cx.js"]) {
      const text = await (await api.fetch(path)).text();
      expect(text).not.toMatch(/root:|"name": "sightline"/);
    }
  });
});

describe("areas, categories, sources, search", () => {
  it("follow the contract", async () => {
    const areas = areaListSchema.parse(await api.get("/areas?kind=local-authority&q=upt"));
    expect(areas.data.map((area) => area.code)).toEqual([UPTON]);
    expect(areaDetailSchema.parse(await api.get(`/areas/${UPTON}`)).data.geometry.coordinates).toHaveLength(
      1,
    );
    const outlines = featureCollectionSchema.parse(await api.get("/areas/boundaries?kind=local-authority"));
    expect(outlines.features.map((feature) => feature.properties.name).sort()).toEqual(["Downton", "Upton"]);
    expect(categoryListSchema.parse(await api.get("/categories")).data.length).toBeGreaterThan(10);
    const sources = sourceListSchema.parse(await api.get("/sources")).data;
    expect(sources[0]?.forces[0]).toMatchObject({
      from: "2020-01",
      to: "2020-04",
      months: 3,
      gaps: ["2020-03"],
    });
    expect(
      featureCollectionSchema.parse(await api.get(`/map-features?layer=road&area=${UPTON}`)).features,
    ).toEqual([]);
  });

  it("counting by name and by polygon is compared, and the difference said in a sentence", async () => {
    const path = `/areas/${UPTON}/reconciliation?category=burglary`;
    const { data } = reconciliationSchema.parse(await api.get(path));
    expect(data.byName).toBe(141);
    expect(data.byPolygon).toBe(135);
    expect(data.byName - data.namedButOutside + data.insideButNamedElsewhere + data.insideButUnnamed).toBe(
      data.byPolygon,
    );
    expect(data.sentence).toContain("Upton");
  });

  it.each([
    ["upton", "area", "Upton"],
    ["E07000901", "area", "Upton"],
    ["street 3", "street", "Street 3"],
    ["51.71, -0.21", "coordinate", "51.71, -0.21"],
    ["-0.21 51.71", "coordinate", "-0.21 51.71"],
    ["TL 243 031", "grid-reference", "TL 243 031"],
  ])("a search for %s finds a %s", async (text, kind, label) => {
    const found = searchSchema.parse(await api.get(`/search?q=${encodeURIComponent(text)}`));
    expect(found.data[0]).toMatchObject({ kind, label });
  });

  it("a search without a hit says so", async () => {
    const found = searchSchema.parse(await api.get("/search?q=atlantis"));
    expect(found.data).toEqual([]);
    expect(found.message).toContain("atlantis");
  });
});
