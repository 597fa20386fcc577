import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellCubeSchema } from "#contract/cells.ts";
import { type HotspotRow, type Hotspots, hotspotsSchema } from "#contract/hotspots.ts";
import type { TimeseriesRow } from "#contract/timeseries.ts";
import { cellAreaM2, cellAt, cellDisk } from "#domain/grid/h3.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importPlantedTown } from "../support/planted-town.ts";
import { importFile } from "../support/run-imports.ts";
import { streetCsv, testFolder } from "../support/street-files.ts";
import { DOWNTON, UPTON } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importPlantedTown(api.database);
});
afterAll(() => api.dispose());

const YEAR = "category=burglary&from=2020-01&to=2020-12";
const QUESTION = `area=${UPTON}&${YEAR}&resolution=10`;

async function ask(query: string): Promise<Hotspots> {
  return hotspotsSchema.parse(await api.get(`/hotspots?${query}`));
}

const codes = ({ meta }: Hotspots) => meta.caveats.map((caveat) => caveat.code);
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

/** Cells whose sum a row states: itself and its neighbours among the rows. */
function around(rows: ReadonlyMap<string, HotspotRow>, cell: string, ring: number): HotspotRow[] {
  return cellDisk(cell, ring).flatMap((near) => rows.get(near) ?? []);
}

async function countedBySql(area: string, from: string, to: string): Promise<Map<string, number>> {
  const counted = await api.database.sql<{ cell: string; n: number }[]>`
    SELECT to_hex(l.h3_10) AS cell, count(*)::integer AS n FROM incident i
    JOIN slice s ON s.id = i.slice_id AND s.state = 'live'
    JOIN location l ON l.id = i.location_id
    JOIN area a ON a.code = ${area} AND a.state = 'live' AND ST_Covers(a.geom, l.geom)
    WHERE to_char(i.month, 'YYYY-MM') BETWEEN ${from} AND ${to} GROUP BY 1`;
  return new Map(counted.map(({ cell, n }) => [cell, n]));
}

describe("hotspots of a study area", () => {
  it.each(["1", "2", "3"])(
    "local sum, neighbours, expected and z follow from the rows, ring %s",
    async (ring) => {
      const answer = await ask(`${QUESTION}&ring=${ring}`);
      const rows = new Map(answer.data.map((row) => [row.cell, row]));
      const n = answer.data.length;
      const mean = sum(answer.data.map((row) => row.n)) / n;
      const sd = Math.sqrt(sum(answer.data.map((row) => (row.n - mean) ** 2)) / n);
      expect(n).toBeGreaterThan(150);
      for (const row of answer.data) {
        const near = around(rows, row.cell, Number(ring));
        const m = near.length;
        const localSum = sum(near.map((each) => each.n));
        expect([row.cell, row.neighbours, row.localSum]).toEqual([row.cell, m - 1, localSum]);
        expect(row.expected).toBeCloseTo(m * mean, 9);
        const spread = sd * Math.sqrt((n * m - m * m) / (n - 1));
        expect(row.z).toBeCloseTo((localSum - m * mean) / spread, 9);
      }
      expect(answer.meta.test).toMatchObject({
        ring: Number(ring),
        distribution: "exact",
        tested: n,
        cells: n,
      });
      expect(answer.meta.test?.meanPerCell).toBeCloseTo(mean, 12);
      expect(answer.meta.test?.sdPerCell).toBeCloseTo(sd, 12);
    },
  );

  it("p falls as the local sum rises, and q is Benjamini–Hochberg over all tested hexagons", async () => {
    const { data } = await ask(QUESTION);
    const p = data.map((row) => row.p ?? Number.NaN).sort((a, b) => a - b);
    for (const row of data) {
      const steps = p.map((each, k) => ({ each, q: (p.length * each) / (k + 1) }));
      const least = Math.min(1, ...steps.filter(({ each }) => each >= (row.p ?? 1)).map(({ q }) => q));
      expect(row.q).toBeCloseTo(least, 12);
    }
    const full = data.filter((row) => row.neighbours === 6).sort((a, b) => a.localSum - b.localSum);
    for (const [i, row] of full.entries()) {
      if (i > 0) expect(row.p ?? 1).toBeLessThanOrEqual((full[i - 1]?.p ?? 0) + 1e-15);
    }
  });

  it("counts are those of the incident rows, zero hexagons included", async () => {
    const { data, meta } = await ask(QUESTION);
    const counted = await countedBySql(UPTON, "2020-01", "2020-12");
    for (const row of data) expect([row.cell, row.n]).toEqual([row.cell, counted.get(row.cell) ?? 0]);
    expect(data.filter((row) => row.n === 0).length).toBe(
      Math.round((meta.test?.emptyShare ?? 0) * data.length),
    );
    expect(data.some((row) => row.n === 0)).toBe(true);
  });

  it("tested and lost incidents add up to the timeseries, and the lost ones are stated", async () => {
    const answer = await ask(QUESTION);
    const series = await api.get<{ data: TimeseriesRow[]; meta: { n: number } }>(
      `/timeseries?area=${UPTON}&${YEAR}`,
    );
    const lost = answer.meta.test?.lost ?? 0;
    expect(sum(answer.data.map((row) => row.n)) + lost).toBe(series.meta.n);
    expect(lost).toBeGreaterThan(0);
    expect(codes(answer)).toContain("centre-outside");
    expect(answer.meta.caveats.find(({ code }) => code === "centre-outside")?.text).toContain(String(lost));
  });

  it("planted places are hot, and nothing else is", async () => {
    const { data, meta } = await ask(QUESTION);
    const hot = data.filter((row) => row.class === "hot-95" || row.class === "hot-99");
    expect(hot.length).toBe(meta.test?.hotCells);
    expect(hot.length).toBeGreaterThan(3);
    for (const row of hot) expect(row.localSum).toBeGreaterThan(40);
    const coldest = await ask(`${QUESTION}&tail=cold`);
    expect(coldest.data.some((row) => row.class.startsWith("hot"))).toBe(false);
  });

  it("the same rows come as Arrow, with nothing where nothing is defined", async () => {
    const headers = { Accept: "application/vnd.apache.arrow.stream" };
    for (const query of [QUESTION, `area=${UPTON}&resolution=8&${YEAR}`]) {
      const { data } = await ask(query);
      const response = await api.request(`/hotspots?${query}`, { headers });
      const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
      const rows = table.toArray().map((row) => ({ ...row.toJSON() }));
      expect(rows).toEqual(data);
      expect(JSON.parse(table.schema.metadata.get("meta") ?? "{}")).toHaveProperty("refusal");
    }
  });

  it("several kinds of crime are summed", async () => {
    const one = await ask(QUESTION);
    const both = await ask(QUESTION.replace("category=burglary", "category=burglary,robbery"));
    expect(both.data.map((row) => row.n)).toEqual(one.data.map((row) => row.n));
    expect((await ask(QUESTION.replace("category=burglary", "category=all"))).data).toEqual(one.data);
  });

  it("without a buffer hexagons at the boundary are told to be cut off; with one they have all neighbours", async () => {
    const without = await ask(QUESTION);
    expect(codes(without)).toContain("edge-affected");
    const buffered = await ask(`${QUESTION}&bufferM=300`);
    expect(codes(buffered)).not.toContain("edge-affected");
    expect(codes(buffered)).not.toContain("centre-outside");
    expect(codes(buffered)).toContain("buffer");
    expect(buffered.data.length).toBeGreaterThan(without.data.length);
    expect(buffered.meta.test?.lost).toBe(0);
    const cells = new Set(without.data.map((row) => row.cell));
    const inner = buffered.data.filter((row) => cells.has(row.cell));
    expect(inner.every((row) => row.neighbours === 6)).toBe(true);
    expect(buffered.meta.n).toBe(without.meta.n + (without.meta.test?.lost ?? 0));
  });

  it("corrections differ in q only: none ≤ bh ≤ by, and holm ≥ bh", async () => {
    const [none, bh, by, holm] = await Promise.all(
      ["none", "bh", "by", "holm"].map((correction) => ask(`${QUESTION}&correction=${correction}`)),
    );
    for (const [i, row] of (bh?.data ?? []).entries()) {
      const q = (answer: Hotspots | undefined) => answer?.data[i]?.q ?? Number.NaN;
      expect(none?.data[i]).toMatchObject({ p: row.p, q: row.p });
      expect(q(none)).toBeLessThanOrEqual(q(bh) + 1e-15);
      expect(q(bh)).toBeLessThanOrEqual(q(by) + 1e-15);
      expect(q(bh)).toBeLessThanOrEqual(q(holm) + 1e-15);
    }
  });

  it("against true areas a hexagon is expected to have its share", async () => {
    const { data, meta } = await ask(`${QUESTION}&method=per-area`);
    const rows = new Map(data.map((row) => [row.cell, row]));
    const areas = sum(data.map((row) => cellAreaM2(row.cell)));
    const total = sum(data.map((row) => row.n));
    for (const row of data) {
      const near = around(rows, row.cell, 1);
      expect(row.localSum).toBe(sum(near.map((each) => each.n)));
      expect(row.expected).toBeCloseTo((total * sum(near.map((each) => cellAreaM2(each.cell)))) / areas, 6);
    }
    expect(["binomial", "negative-binomial"]).toContain(meta.test?.distribution);
    expect(meta.caveats.map((caveat) => caveat.code)).toContain("edge-exposure");
  });

  it("against last year a new place stands out most, and one that went on does not", async () => {
    const answer = await ask(`${QUESTION}&method=last-year`);
    expect(codes(answer)).toContain("last-year-as-known");
    const byZ = answer.data.toSorted((a, b) => (b.z ?? 0) - (a.z ?? 0));
    const newClose = new Set(cellDisk(cellAt([-0.2165, 51.705], 10), 3));
    const marketRow = cellAt([-0.2105, 51.711], 10);
    for (const row of byZ.slice(0, 5)) expect(newClose.has(row.cell)).toBe(true);
    const went = answer.data.find((row) => row.cell === marketRow);
    expect(Math.abs(went?.z ?? 9)).toBeLessThan(2);
    expect(went?.class).toBe("not-significant");
    const hot = (await ask(QUESTION)).data.find((row) => row.cell === marketRow);
    expect(hot?.class).toBe("hot-99");
  });

  it("local Moran tells busy hexagons from holes, and its sum is the hexagon itself", async () => {
    const { data } = await ask(`${QUESTION}&method=local-moran`);
    for (const row of data) expect(row.localSum).toBe(row.n);
    for (const row of data)
      expect(row.quadrant === null).toBe(row.class === "not-significant" || row.class === "not-tested");
    expect(data.some((row) => row.quadrant === "high-high")).toBe(true);
  });
});

describe("what cannot be tested is said, with counts, and never as an error", () => {
  const REFUSED: [string, string][] = [
    ["area=all", "no-boundary"],
    [`area=${UPTON}&resolution=8`, "too-few-cells"],
    [`area=${UPTON}&category=robbery&resolution=10`, "no-data"],
    [`area=${UPTON}&category=burglary&from=2015-01&to=2015-03&resolution=10`, "no-data"],
    [`area=${UPTON}&resolution=10&method=per-resident`, "no-denominator"],
    [`area=${UPTON}&resolution=10&from=2019-01&to=2019-12&method=last-year`, "no-earlier-year"],
  ];

  it.each(REFUSED)("%s: %s", async (query, code) => {
    const answer = await ask(query);
    expect(answer.meta.refusal?.code).toBe(code);
    expect(answer.meta.refusal?.text.length).toBeGreaterThan(20);
    expect(answer.meta.test).toBeNull();
    for (const row of answer.data) {
      expect(row).toMatchObject({ z: null, p: null, q: null, expected: null, class: "not-tested" });
    }
    expect(JSON.stringify(answer)).not.toMatch(/NaN|Infinity/);
  });

  it("a covered month without an incident is refused as no incidents, not as no data", async () => {
    const files = testFolder();
    const rows = [
      { month: "2021-01", type: "Burglary", lng: "-0.300000", lat: "51.700000", lsoaName: "Upton 001A" },
    ];
    const done = await importFile(
      api.database,
      files.write("2021-01-hertfordshire-street.csv", streetCsv(rows)),
    );
    files.dispose();
    expect(done.status).toBe("committed");
    const answer = await ask(`area=${UPTON}&category=burglary&from=2021-01&to=2021-01&resolution=10`);
    expect(answer.meta.refusal?.code).toBe("no-incidents");
    expect(answer.data.length).toBeGreaterThan(150);
    expect(answer.data.every((row) => row.n === 0)).toBe(true);
  });

  it("a gap month is named and not counted; provisional months are said to be so", async () => {
    const answer = await ask(`area=${UPTON}&category=burglary&from=2018-11&to=2020-12&resolution=10`);
    expect(codes(answer)).toEqual(expect.arrayContaining(["gap", "provisional"]));
    expect(answer.meta.caveats.find(({ code }) => code === "gap")?.text).toContain("Nov 2018, Dec 2018");
  });

  it("a neighbouring force that reported one month only is named beside a buffer", async () => {
    const files = testFolder();
    const rows = Array.from({ length: 40 }, (_, i) => ({
      month: "2020-12",
      force: "Bedfordshire Police",
      type: "Burglary",
      lng: (-0.2195 + (i % 19) * 0.001).toFixed(6),
      lat: (51.7205 + (i % 3) * 0.0005).toFixed(6),
      lsoaName: "Luton 001A",
      lsoaCode: "E01015700",
    }));
    const done = await importFile(
      api.database,
      files.write("2020-12-bedfordshire-street.csv", streetCsv(rows)),
    );
    files.dispose();
    expect(done.status).toBe("committed");
    const answer = await ask(`${QUESTION}&bufferM=300`);
    const caveat = answer.meta.caveats.find(({ code }) => code === "neighbour-not-reported");
    expect(caveat?.text).toContain("Bedfordshire Police");
    expect(caveat?.text).toContain("11 of these 12 months");
    const counted = sum(answer.data.map((row) => row.n));
    const before = await ask(QUESTION);
    expect(counted).toBeGreaterThan(sum(before.data.map((row) => row.n)) + 30);
    expect(codes(before)).not.toContain("neighbour-not-reported");
  });

  it("a cube with whole edges holds the counts that tests are made of, with and without a buffer", async () => {
    for (const buffer of ["", "&bufferM=300"]) {
      const tested = await ask(QUESTION + buffer);
      const { data } = cellCubeSchema.parse(
        await api.get(`/cells?${QUESTION}${buffer}&by=month&edges=whole`),
      );
      const counts = new Map(data.cells.map((cell) => [cell, 0]));
      for (const [k, n] of data.n.entries()) {
        const cell = data.cells[data.cellIndex[k] ?? -1] ?? "";
        counts.set(cell, (counts.get(cell) ?? 0) + n);
      }
      expect(tested.data.map(({ cell }) => counts.get(cell))).toEqual(tested.data.map(({ n }) => n));
    }
  });

  it.each([
    ["/hotspots?ring=4", 422, "ring"],
    ["/hotspots?tail=warm", 422, "tail"],
    ["/hotspots?correction=maybe", 422, "correction"],
    ["/hotspots?method=guess", 422, "method"],
    ["/hotspots?from=2020-04&to=2020-01", 422, "to"],
    ["/hotspots?area=E99999999", 404, "area"],
    ["/hotspots?category=piracy", 404, "category"],
    ["/backtest?testMonths=4", 422, "testMonths"],
    ["/backtest?origins=0", 422, "origins"],
    ["/emerging?years=2", 422, "years"],
    [`/change?area=${DOWNTON}&from=2020-01&to=2020-06&beforeFrom=2019-07&beforeTo=2020-02`, 422, "beforeTo"],
    [`/change?area=${DOWNTON}&from=2020-01&to=2020-06&beforeFrom=2019-07&beforeTo=2019-01`, 422, "beforeTo"],
    ["/density?bandwidthM=1", 422, "bandwidthM"],
    ["/cells/nonsense/sum", 422, "cell"],
    [`/cells/8a195d800007fff/sum?area=${UPTON}`, 404, "cell"],
  ])("%s is refused with %i at %s", async (path, status, where) => {
    const response = await api.request(path);
    const body = (await response.json()) as { where: string; detail: string; next: string };
    expect([response.status, body.where]).toEqual([status, where]);
    expect(body.next.length).toBeGreaterThan(5);
  });
});
