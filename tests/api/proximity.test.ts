import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Proximity, proximitySchema } from "#contract/patterns.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { EXTRACT_MAPPING, extractCsv } from "../support/force-extract-file.ts";
import { importFile } from "../support/run-imports.ts";
import { streetCsv, testFolder } from "../support/street-files.ts";
import { loadTestDemo } from "../support/test-demo.ts";
import { importTwoTowns, UPTON } from "../support/two-towns.ts";

const ask = async (api: ApiApp, query: string): Promise<Proximity> =>
  proximitySchema.parse(await api.get(`/proximity?${query}`));
const rowOf = ({ data }: Proximity, kind: string) => {
  const row = data?.rows.find((one) => one.kind === kind);
  if (!row) throw new Error(`no row ${kind}`);
  return row;
};

describe("near what, by hand", () => {
  let api: ApiApp;
  const files = testFolder();
  beforeAll(async () => {
    api = await openApiApp();
    await importTwoTowns(api.database);
    // 20 robberies: 15 at the school gate, 5 in a far corner; the other positions of the month hold one burglary each.
    const gate = { lng: "-0.2100", lat: "51.7100", street: "Gate" };
    const corner = { lng: "-0.2190", lat: "51.7010", street: "Corner" };
    const robberies = [
      ...Array.from({ length: 15 }, (_, i) => ({ ...gate, from: `1${i % 9}/02/2021 15:30` })),
      ...Array.from({ length: 5 }, () => ({ ...corner, from: "10/02/2021", to: "" })),
    ];
    const others = Array.from({ length: 8 }, (_, i) => ({
      offence: "Bicycle theft",
      lng: (-0.218 + i * 0.001).toFixed(4),
      lat: "51.7150",
      street: `Street ${i}`,
    }));
    const options = { kind: "force-extract" as const, mapping: EXTRACT_MAPPING };
    const done = await importFile(api.database, files.write("x.csv", extractCsv([...robberies, ...others])), {
      options,
    });
    if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
    // The school is 55 m north of the gate; another lies beyond the boundary, a third far from everything.
    const places =
      "name,class,lng,lat\nA,school,-0.2100,51.7105\nB,school,-0.2205,51.7010\nC,school,-0.2050,51.7050\n";
    const placed = await importFile(api.database, files.write("schools.csv", places));
    if (placed.status !== "committed") throw new Error(JSON.stringify(placed.error));
  });
  afterAll(async () => {
    await api.dispose();
    files.dispose();
  });

  const QUESTION = `area=${UPTON}&category=robbery&from=2021-02&to=2021-02`;

  it("the share of incidents is set against the share of all positions with any recorded crime", async () => {
    const found = await ask(api, `${QUESTION}&withinM=100`);
    const school = rowOf(found, "school");
    expect([school.near, school.total, school.share]).toEqual([15, 20, 0.75]);
    // Ten positions have any crime; one of them is near a school.
    expect(school.expectedShare).toBeCloseTo(0.1, 9);
    expect(school.ratio).toBeCloseTo(7.5, 9);
    // R: binom.test(15, 20, .1)$conf.int
    expect(school.shareLow).toBeCloseTo(0.508954, 5);
    expect(school.shareHigh).toBeCloseTo(0.9134285, 5);
    expect(school.p).toBeLessThan(1e-9);
    expect(school.expectedFrom).toBe("all positions with any recorded crime");
  });

  it("features inside the area are counted, those beyond the boundary still make what is near them near", async () => {
    expect(rowOf(await ask(api, `${QUESTION}&withinM=100`), "school").features).toBe(2);
    const wide = rowOf(await ask(api, `${QUESTION}&withinM=120`), "school");
    expect([wide.near, wide.features]).toEqual([20, 2]);
  });

  it("by hour, an instant counts in its hour and a date over its day", async () => {
    const { byHour } = rowOf(await ask(api, QUESTION), "school");
    expect(byHour).toHaveLength(24);
    expect(byHour?.[15]?.near).toBe(15);
    expect(byHour?.[15]?.total).toBeCloseTo(15 + 5 / 24, 3);
    expect(byHour?.[3]?.total).toBeCloseTo(5 / 24, 3);
  });

  it("kinds that nobody imported are listed without a share, and that is said", async () => {
    const { data, meta } = await ask(api, QUESTION);
    expect(data?.rows.map(({ kind, share }) => [kind, share === null])).toEqual([
      ["school", false],
      ["station", true],
      ["bus-stop", true],
      ["forecourt", true],
      ["licensed-premises", true],
    ]);
    expect(meta.cannot.map(({ code }) => code)).toEqual([
      "no-station",
      "no-bus-stop",
      "no-forecourt",
      "no-licensed-premises",
    ]);
    expect(meta.cannot[0]?.text).toContain("Import points of interest");
    expect(meta.caveats.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["not-a-cause", "clustered", "small-numbers"]),
    );
  });

  it("snap points are answered without hours, with a caveat; nothing recorded is a reason, not a zero", async () => {
    const snapped = await ask(api, `area=${UPTON}&category=burglary&to=2020-04`);
    expect(rowOf(snapped, "school").byHour).toBeNull();
    expect(snapped.meta.caveats.map(({ code }) => code)).toContain("snap-points-near");
    const none = await ask(api, `area=${UPTON}&category=drugs`);
    expect([none.data, none.meta.refusal?.code]).toEqual([null, "no-data"]);
    for (const query of ["withinM=0", "withinM=far", "withinM=5000"]) {
      expect((await api.request(`/proximity?${QUESTION}&${query}`)).status).toBe(422);
    }
  });

  it("a month-only source beside one with times adds incidents, not hours", async () => {
    const text = streetCsv([
      { month: "2021-02", type: "Shoplifting", lng: "-0.21", lat: "51.7101", lsoaName: "Upton 001A" },
    ]);
    const done = await importFile(api.database, files.write("2021-02-hertfordshire-street.csv", text));
    expect(done.status).toBe("committed");
    const school = rowOf(
      await ask(api, `area=${UPTON}&category=robbery,theft.shop&from=2021-02&to=2021-02`),
      "school",
    );
    expect([school.near, school.total]).toEqual([16, 21]);
    const hours = school.byHour?.reduce((sum, hour) => sum + hour.total, 0) ?? 0;
    expect(hours).toBeCloseTo(20, 6);
  });
});

describe("near what, in the demo borough", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
    await loadTestDemo(api.database);
  });
  afterAll(() => api.dispose());

  it("robbery gathers near bus stops and stations, where it was planted; wider circles hold more of everything", async () => {
    const QUESTION = "area=E09000003&category=robbery.personal&from=2019-01&to=2019-12";
    const near = await ask(api, `${QUESTION}&withinM=50`);
    const wide = await ask(api, `${QUESTION}&withinM=200`);
    for (const kind of ["bus-stop", "station"]) {
      const row = rowOf(near, kind);
      expect([kind, (row.ratio ?? 0) > 1.2, (row.p ?? 1) < 0.01]).toEqual([kind, true, true]);
    }
    for (const { kind, near: n, expectedShare } of near.data?.rows ?? []) {
      const wider = rowOf(wide, kind);
      expect(wider.near).toBeGreaterThanOrEqual(n);
      expect(wider.expectedShare ?? 0).toBeGreaterThanOrEqual(expectedShare ?? 0);
    }
    const total = near.data?.rows[0]?.byHour?.reduce((sum, { total: n }) => sum + n, 0) ?? 0;
    expect(total).toBeCloseTo(near.meta.n, 6);
  });
});
