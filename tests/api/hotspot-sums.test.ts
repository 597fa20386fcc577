import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  areaSumSchema,
  type CellSum,
  cellSumSchema,
  type HotspotRow,
  type Hotspots,
  hotspotsSchema,
} from "#contract/hotspots.ts";
import { cellDisk } from "#domain/grid/h3.ts";
import { type ApiApp, openApiApp } from "../support/api-app.ts";
import { importPlantedTown } from "../support/planted-town.ts";
import { hasSpdep, runRScript } from "../support/r-script.ts";
import { testFolder } from "../support/street-files.ts";
import { UPTON } from "../support/two-towns.ts";

let api: ApiApp;
beforeAll(async () => {
  api = await openApiApp();
  await importPlantedTown(api.database);
});
afterAll(() => api.dispose());

const QUESTION = `area=${UPTON}&category=burglary&from=2020-01&to=2020-12`;

async function rows(more = ""): Promise<HotspotRow[]> {
  const answer: Hotspots = hotspotsSchema.parse(await api.get(`/hotspots?${QUESTION}&resolution=10${more}`));
  return answer.data;
}

async function sumOf(cell: string, more = ""): Promise<CellSum> {
  return cellSumSchema.parse(await api.get(`/cells/${cell}/sum?${QUESTION}${more}`)).data;
}

/** The row with the smallest q, and among those the largest sum. */
function hottest(data: readonly HotspotRow[]): HotspotRow {
  const [first] = data.toSorted((a, b) => (a.q ?? 1) - (b.q ?? 1) || b.localSum - a.localSum);
  if (!first) throw new Error("no rows");
  return first;
}

const text = async (url: string) => (await api.fetch(url)).text();

describe("the sum of one hexagon", () => {
  it("its row, inputs and rank are those of the map", async () => {
    const data = await rows();
    const top = hottest(data);
    const found = await sumOf(top.cell);
    expect(found.row).toEqual(top);
    expect([found.rank, found.ofTested]).toEqual([1, data.length]);
    expect(found.inputs[0]).toMatchObject({ cell: top.cell, n: top.n, ring: 0 });
    expect(new Set(found.inputs.map(({ cell }) => cell))).toEqual(new Set(cellDisk(top.cell, 1)));
    expect(found.inputs.reduce((total, { n }) => total + n, 0)).toBe(top.localSum);
    expect(found.countsOfArea.reduce((total, { cells }) => total + cells, 0)).toBe(data.length);
    expect(found.name).toMatch(/Market Row|Border Lane|New Close/);
    expect(found.verdict).toContain("hot spot at the 99 % level");
  });

  it("every step has words, a formula, figures and an answer, from the mean to the rank", async () => {
    const { steps } = await sumOf(hottest(await rows()).cell);
    expect(steps.map(({ id }) => id)).toEqual(["mean", "sd", "local-sum", "expected", "z", "p", "q", "rank"]);
    for (const step of steps) {
      for (const part of [step.title, step.words, step.formula, step.figures, step.answer]) {
        expect(part.length).toBeGreaterThan(1);
        expect(part).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  });

  it.each(["per-area", "last-year", "local-moran"])(
    "method %s has steps of its own, and no R script",
    async (method) => {
      const top = hottest(await rows(`&method=${method}`));
      const { steps, row } = await sumOf(top.cell, `&method=${method}`);
      expect(row).toEqual(top);
      expect(steps.map(({ id }) => id)).toEqual(expect.arrayContaining(["p", "q", "rank"]));
      const refused = await api.request(`/cells/${top.cell}/sum?${QUESTION}&method=${method}&format=r`);
      expect([refused.status, (await refused.json()).code]).toEqual([422, "no-script"]);
    },
  );

  it("where no test is made the reason takes the place of the steps", async () => {
    const cell = hottest(await rows()).cell;
    const answer = cellSumSchema.parse(await api.get(`/cells/${cell}/sum?area=all&category=burglary`));
    expect(answer.data).toMatchObject({ steps: [], rank: null, ofTested: 0 });
    expect(answer.data.verdict).toBe(answer.meta.refusal?.text);
  });
});

describe("the sum of a map", () => {
  it("leads from hexagons and incidents to the number of hot hexagons", async () => {
    const answer = areaSumSchema.parse(
      await api.get(`/areas/${UPTON}/sum?${QUESTION.replace(`area=${UPTON}&`, "")}&resolution=10`),
    );
    const data = await rows();
    const hot = data.filter((row) => row.class === "hot-95" || row.class === "hot-99").length;
    expect(answer.meta.test?.hotCells).toBe(hot);
    expect(answer.data.steps.map(({ id }) => id)).toEqual([
      "cells",
      "mean",
      "empty",
      "attainable",
      "q",
      "hot",
    ]);
    expect(answer.data.verdict).toContain(`${hot} of ${data.length}`);
  });
});

describe("the inputs as CSV", () => {
  it("hold every hexagon with its count, neighbours and centre, and mark those of the sum", async () => {
    const data = await rows();
    const top = hottest(data);
    const found = await sumOf(top.cell);
    const response = await api.fetch(found.csvUrl);
    expect(response.headers.get("content-type")).toContain("text/csv");
    const [header = "", ...lines] = (await response.text()).trim().split("\n");
    const names = header.split(",");
    const table: Record<string, string>[] = lines.map((line) =>
      Object.fromEntries(line.split(",").map((part, i) => [names[i], part])),
    );
    expect(table.map(({ cell }) => cell)).toEqual(data.map(({ cell }) => cell));
    expect(table.map(({ n }) => Number(n))).toEqual(data.map(({ n }) => n));
    const marked = table.filter((row) => row.in_neighbourhood === "1").map(({ cell }) => cell);
    expect(new Set(marked)).toEqual(new Set(cellDisk(top.cell, 1)));
    for (const [i, row] of table.entries()) {
      const listed = (row.neighbour_rows ?? "").split(" ").filter((each) => each !== "");
      expect(listed.length).toBe(data[i]?.neighbours);
      const localSum = listed.reduce((total, at) => total + Number(table[Number(at) - 1]?.n), Number(row.n));
      expect(localSum).toBe(data[i]?.localSum);
    }
  });

  it("the address states its period, so that new data does not move it", async () => {
    const { csvUrl } = await sumOf(hottest(await rows()).cell);
    expect(csvUrl).toContain("from=2020-01&to=2020-12");
  });
});

describe.skipIf(!hasSpdep())("the R script, run with spdep", () => {
  it.each([
    ["ring 1, hot", ""],
    ["ring 2, cold, Holm", "&ring=2&tail=cold&correction=holm"],
    ["ring 1, two-sided, BY", "&tail=two-sided&correction=by"],
  ])("%s: z to 1e-9, p and q to 1e-9 of themselves", async (_, more) => {
    const files = testFolder();
    const data = await rows(more);
    const found = await sumOf(hottest(data).cell, more);
    const csv = files.write("inputs.csv", await text(found.csvUrl));
    const script = files.write("script.R", await text(found.scriptUrl));
    const results = join(csv, "..", "results.csv");
    const printed = runRScript(script, [csv, results]);
    expect(printed).toContain(`${data.length} hexagons`);
    const [, ...lines] = readFileSync(results, "utf8").trim().split("\n");
    expect(lines.length).toBe(data.length);
    for (const [i, line] of lines.entries()) {
      const [cell, n, localSum, expected, z, p, q] = line.split(",");
      const row = data[i];
      expect([cell, Number(n), Number(localSum)]).toEqual([row?.cell, row?.n, row?.localSum]);
      expect(Math.abs(Number(expected) - (row?.expected ?? 0))).toBeLessThan(1e-9);
      expect(Math.abs(Number(z) - (row?.z ?? 0))).toBeLessThan(1e-9);
      expect(Math.abs(Number(p) / (row?.p ?? 1) - 1)).toBeLessThan(1e-9);
      expect(Math.abs(Number(q) / (row?.q ?? 1) - 1)).toBeLessThan(1e-9);
    }
    files.dispose();
  });
});
