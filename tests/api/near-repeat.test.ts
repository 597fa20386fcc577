import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NearRepeat, nearRepeatSchema } from "#contract/patterns.ts";
import { seededRandom } from "#domain/stats/seeded-random.ts";
import { AnalysisCancelled } from "../../server/analysis/analyses.ts";
import { AnalysisThreads } from "../../server/jobs/analysis-threads.ts";
import { testNearRepeat } from "../../server/use-cases/test-near-repeat.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { EXTRACT_MAPPING, extractCsv } from "../support/force-extract-file.ts";
import { importFile } from "../support/run-imports.ts";
import { testFolder } from "../support/street-files.ts";
import { loadTestDemo } from "../support/test-demo.ts";
import { DOWNTON, importTwoTowns, UPTON } from "../support/two-towns.ts";

const DEMO = "area=E09000003&category=burglary.residential";

describe("near repeats of the demo borough, which were planted there", () => {
  let api: ApiApp;
  beforeAll(async () => {
    api = await openApiApp();
    await loadTestDemo(api.database);
  });
  afterAll(() => api.dispose());

  const ask = async (query = "") => nearRepeatSchema.parse(await api.get(`/near-repeat?${DEMO}${query}`));

  it("are found within 14 days and 100 m, over the last 12 months, with intervals as maths and the seed", async () => {
    const { data, meta } = await ask("&seed=7");
    expect(data?.bands).toHaveLength(20);
    const significant = data?.bands.filter((band) => band.significant) ?? [];
    const near = (distance: string, days: string) =>
      significant.some((band) => band.distance === distance && band.days === days);
    expect(
      near("[0, 1] m", "[0, 8) days") &&
        near("(1, 100] m", "[0, 8) days") &&
        near("(1, 100] m", "[8, 15) days"),
    ).toBe(true);
    expect(significant.every(({ days }) => days === "[0, 8) days" || days === "[8, 15) days")).toBe(true);
    for (const { observed, expected, ratio, q } of significant) {
      expect(ratio).toBeCloseTo(observed / expected, 9);
      expect(q).toBeLessThanOrEqual(0.05);
    }
    expect([data?.permutations, data?.seed, data?.withinMonth]).toEqual([999, 7, false]);
    expect(data?.verdict).toContain("near-repeat pattern");
    expect(meta.method).toContain("Jan–Dec 2021");
  });

  it("the same question has the same answer; another seed moves only what chance moves", async () => {
    const [first, again, other] = [
      await ask("&permutations=99"),
      await ask("&permutations=99&seed=1"),
      await ask("&permutations=99&seed=2"),
    ];
    expect(again.data).toEqual(first.data);
    expect(other.data?.bands.map(({ observed }) => observed)).toEqual(
      first.data?.bands.map(({ observed }) => observed),
    );
  });

  it("the list names streets with ward and the day on which the risk ends, riskiest first, and no addresses", async () => {
    const { data } = await ask();
    const cocoon = data?.cocoon ?? [];
    expect(cocoon.length).toBeGreaterThan(5);
    const weights = cocoon.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    for (const { street, until, lastDay, events, ward } of cocoon) {
      expect(street).not.toMatch(/^\d|\d+[a-z]?\s*$/i);
      expect(until >= (data?.asOfDay ?? "9")).toBe(true);
      expect(lastDay <= (data?.asOfDay ?? "")).toBe(true);
      expect(events).toBeGreaterThan(0);
      expect(typeof ward).toBe("string");
    }
  });

  it("dates can be exchanged within months only, and the months are chosen", async () => {
    const { data } = await ask("&withinMonth=true&permutations=99&months=6");
    expect(data?.withinMonth).toBe(true);
    expect(data?.events).toBeLessThan((await ask("&permutations=99")).data?.events ?? 0);
  });

  it("a withdrawn question ends the thread that works on it", async () => {
    const threads = new AnalysisThreads(1);
    const stop = new AbortController();
    const input = {
      area: "E09000003",
      category: "burglary",
      months: 60,
      withinMonth: false,
      permutations: 9999,
      seed: 1,
    };
    const asked = testNearRepeat({ reader: api.services.reader, analyst: threads }, input, stop.signal);
    setTimeout(() => stop.abort(), 1500);
    await expect(asked).rejects.toThrow(AnalysisCancelled);
    await threads.close();
  });
});

describe("near repeats of other sources", () => {
  let api: ApiApp;
  const files = testFolder();
  beforeAll(async () => {
    api = await openApiApp();
    await importTwoTowns(api.database);
    const random = seededRandom(3);
    const rows = Array.from({ length: 60 }, (_, i) => ({
      from: `${1 + random.integerBelow(28)}/0${1 + random.integerBelow(9)}/2021 12:00`,
      lng: (-0.219 + random.uniform() * 0.018).toFixed(6),
      lat: (51.701 + random.uniform() * 0.018).toFixed(6),
      to: i === 0 ? "01/01/2021 10:00" : "",
      street: `${i} Elm Road`,
    }));
    const options = { kind: "force-extract" as const, mapping: EXTRACT_MAPPING };
    const done = await importFile(api.database, files.write("extract.csv", extractCsv(rows)), { options });
    if (done.status !== "committed") throw new Error(JSON.stringify(done.error));
  });
  afterAll(async () => {
    await api.dispose();
    files.dispose();
  });

  const ask = async (query: string): Promise<NearRepeat> =>
    nearRepeatSchema.parse(await api.get(`/near-repeat?${query}`));

  it("month-and-snap-point data are refused with the reason", async () => {
    const { data, meta } = await ask(`area=${UPTON}&category=burglary&to=2020-04`);
    expect([data, meta.refusal?.code]).toEqual([null, "not-exact"]);
    expect(meta.refusal?.text).toContain("snap point");
  });

  it("events without any pattern have none: no verdict, no list of streets", async () => {
    const { data, meta } = await ask(`area=${UPTON}&category=robbery`);
    expect(data?.bands.filter(({ significant }) => significant)).toEqual([]);
    expect(data?.verdict).toContain("No pattern beyond chance");
    expect(data?.cocoon).toEqual([]);
    expect(meta.caveats.map(({ code }) => code)).toContain("small-numbers");
  });

  it("rows whose end lies before their start are left out and counted", async () => {
    const { data, meta } = await ask(`area=${UPTON}&category=robbery`);
    expect(data?.events).toBe(59);
    expect(meta.caveats.find(({ code }) => code === "left-out")?.text).toBe(
      "Ends before it begins: 1 left out.",
    );
  });

  it("too few events, or an area without any, are refused with the reason", async () => {
    expect((await ask(`area=${UPTON}&category=robbery&months=1&to=2021-02`)).meta.refusal?.code).toBe(
      "too-few-events",
    );
    expect((await ask(`area=${DOWNTON}&category=drugs`)).meta.refusal?.code).toBe("no-data");
  });
});
