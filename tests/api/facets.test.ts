import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { facetsSchema } from "#contract/patterns.ts";
import { cellAt } from "#domain/grid/h3.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { EXTRACT_MAPPING, extractCsv } from "../support/force-extract-file.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { importTwoTowns, UPTON } from "../support/two-towns.ts";

/** 30 robberies in Upton: phones 20, cash 7, watch 2, bicycle 1; ages of 12 of them; one has something rare. */
function extract(): string {
  const items = [...Array(20).fill("phone"), ...Array(7).fill("cash"), "watch", "watch", "bicycle"];
  return extractCsv(
    items.map((item, i) => ({
      from: `1${i % 9}/02/2021 ${i < 15 ? "18" : "09"}:30`,
      item,
      age: i < 6 ? "11-17" : i < 12 ? "18-24" : "",
      rare: i === 0 ? "x" : "",
    })),
  );
}

describe("facets of a force's own extract", () => {
  let api: ApiApp;
  const files = testFolder();
  beforeAll(async () => {
    api = await openApiApp();
    await importTwoTowns(api.database);
    const options = { kind: "force-extract" as const, mapping: EXTRACT_MAPPING };
    const done = await importFile(api.database, files.write("extract.csv", extract()), { options });
    if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
  });
  afterAll(async () => {
    await api.dispose();
    files.dispose();
  });

  const ask = async (query: string) => facetsSchema.parse(await api.get(`/facets?area=${UPTON}&${query}`));

  it("counts below 5 are hidden, and another with them so that subtraction does not reveal them", async () => {
    const { data, meta } = await ask("category=robbery&from=2021-02&to=2021-02");
    expect(meta.threshold).toBe(5);
    const item = data.find(({ facet }) => facet === "Item");
    expect(item?.known).toBe(30);
    expect(item?.entries.map(({ label, n, shown }) => [label, n, shown])).toEqual([
      ["phone", 20, "20"],
      ["cash", null, "hidden"],
      ["watch", null, "<5"],
      ["bicycle", null, "<5"],
    ]);
    expect(data.find(({ facet }) => facet === "Age")?.known).toBe(12);
  });

  it("time bands come from the start of incidents; a facet of a single incident is left out and said to be", async () => {
    const { data, meta } = await ask("category=robbery&from=2021-02&to=2021-02");
    expect(data[0]?.facet).toBe("time-band");
    expect(data[0]?.entries.map(({ n }) => n)).toEqual([0, 0, 15, 0, 15, 0]);
    expect(data.map(({ facet }) => facet)).not.toContain("Rare");
    expect(meta.caveats.map(({ code }) => code)).toContain("facets-too-few");
  });

  it("a place can be asked for by its hexagons; other texts are refused", async () => {
    const here = await ask(`category=robbery&from=2021-02&to=2021-02&cells=${cellAt([-0.21, 51.71], 9)}`);
    expect(here.data.find(({ facet }) => facet === "Item")?.known).toBe(30);
    const elsewhere = await ask(
      `category=robbery&from=2021-02&to=2021-02&cells=${cellAt([-0.215, 51.705], 9)}`,
    );
    expect([elsewhere.data, elsewhere.meta.refusal?.code]).toEqual([[], "no-facets"]);
    const mixed = [cellAt([-0.21, 51.71], 9), cellAt([-0.21, 51.71], 10)].join(",");
    for (const cells of ["nonsense", mixed, cellAt([-0.21, 51.71], 5)]) {
      expect((await api.request(`/facets?area=${UPTON}&cells=${cells}`)).status).toBe(422);
    }
  });

  it("where a source says nothing of its incidents, that is said", async () => {
    const { data, meta } = await ask("category=burglary&from=2020-01&to=2020-04");
    expect(data).toEqual([]);
    expect(meta.refusal?.code).toBe("no-facets");
  });
});
