import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { ImportFailure } from "../../server/ingest/importer.ts";
import { type Figure, readPopulation, wholeNumber } from "../../server/ingest/population/read-population.ts";
import { openedFile, readContext } from "../support/boundary-files.ts";
import { realFile } from "../support/real-data.ts";

async function read(name: string, text: string | Buffer) {
  const context = readContext();
  const figures: Figure[] = [];
  const totals = await readPopulation(
    openedFile(name, text),
    context,
    async (batch) => void figures.push(...batch),
  );
  expect(totals.read).toBe(totals.accepted + totals.rejected);
  expect(context.rejections).toHaveLength(totals.rejected);
  return { totals, figures, ...context };
}

const failure = async (name: string, text: string) => {
  const error: unknown = await read(name, text).catch((e: unknown) => e);
  return error instanceof ImportFailure ? error.code : String(error);
};

describe("population files", () => {
  it("quoted numbers, codes and names are read; the year comes from the file's name", async () => {
    const { figures, warnings } = await read(
      "lsoa-2011.csv",
      'LSOA11CD,LSOA11NM,LAD11CD,LAD11NM,USUALRES,HHOLDS\nE01000001,City 001A,E09000001,City,"1,465","876"\n',
    );
    expect(figures).toEqual([
      { code: "E01000001", name: "City 001A", year: 2011, measure: "residents", n: 1465 },
      { code: "E01000001", name: "City 001A", year: 2011, measure: "households", n: 876 },
    ]);
    expect(warnings.join()).toContain("2011");
  });

  it("a wide table has a year in each column's name, a long one in a column", async () => {
    const wide = await read("a.csv", "borough,lsoas,pop_2011,pop_2012\nBarnet,220,357538,363260\n");
    expect(wide.figures.map(({ name, year, measure, n }) => [name, year, measure, n])).toEqual([
      ["Barnet", 2011, "residents", 357538],
      ["Barnet", 2012, "residents", 363260],
    ]);
    const long = await read("a.csv", "Area name,Year,Households\nBarnet,2011,135916\nBarnet,2021,151873\n");
    expect(long.figures.map(({ year, n }) => [year, n])).toEqual([
      [2011, 135916],
      [2021, 151873],
    ]);
  });

  it("a year that only the geography tells is taken with a warning", async () => {
    const { figures, warnings } = await read(
      "figures.csv",
      "LAD21CD,LAD21NM,Households\nE09000003,Barnet,151873\n",
    );
    expect(figures[0]?.year).toBe(2021);
    expect(warnings.join()).toContain("2021");
  });

  it("rows that cannot be read are rejected with line number and reason, and the rest is kept", async () => {
    const { totals, rejections } = await read(
      "residents-2021.csv",
      [
        "code,name,residents",
        "E09000003,Barnet,389300",
        "E09000004,Bexley,many",
        "E09000005,Brent,-5",
        "E09000006,Bromley,1.5",
        "E09000007,Camden,",
        "E09000003,Barnet,1",
        ",,5",
        "E09000008,Croydon",
        "E09000009,Ealing,367100",
      ].join("\n"),
    ).catch((error: unknown) => {
      throw error;
    });
    expect(totals).toMatchObject({ read: 9, accepted: 2, rejected: 7 });
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "figure-not-a-number"],
      [4, "figure-not-a-number"],
      [5, "figure-not-a-number"],
      [6, "no-figure"],
      [7, "duplicate-area"],
      [8, "no-area"],
      [9, "wrong-field-count"],
    ]);
  });

  it("files without areas, figures or a year are refused, and say what is missing", async () => {
    expect(await failure("a.csv", "")).toBe("empty-file");
    expect(await failure("a-2021.csv", "x,y\n1,2\n")).toBe("population-columns");
    expect(await failure("a-2021.csv", "code,name,colour\nE09000003,Barnet,red\n")).toBe(
      "population-columns",
    );
    expect(await failure("a.csv", "code,name,residents\nE09000003,Barnet,5\n")).toBe("population-columns");
  });

  it.each([
    ["1,465", 1465],
    ["1 465", 1465],
    ["12", 12],
    ["1465.0", 1465],
    ["0", 0],
    ["1,46", null],
    ["-1", null],
    ["1e5", null],
    ["", null],
    ["999999999999", null],
  ])("%j is %j people", (text, expected) => {
    expect(wholeNumber(text)).toBe(expected);
  });
});

const files = {
  households: realFile("population/london-borough-households-2011.csv"),
  years: realFile("population/london-borough-population-2011-2022.csv"),
  lsoas: realFile("population/london-lsoa-2011.csv"),
};

describe.skipIf(!files.households || !files.years || !files.lsoas)("the real population files", () => {
  const real = (path: string | null) => read(basename(path ?? ""), readFileSync(path ?? ""));

  it("borough households and residents of 2011", async () => {
    const { totals, figures } = await real(files.households);
    expect(totals).toMatchObject({ read: 33, rejected: 0, firstYear: 2011, lastYear: 2011 });
    const barnet = figures.filter(({ name }) => name === "Barnet").map(({ measure, n }) => [measure, n]);
    expect(barnet).toEqual([
      ["households", 135916],
      ["residents", 356386],
    ]);
  });

  it("borough population of every year from 2011 to 2022", async () => {
    const { totals, figures } = await real(files.years);
    expect(totals).toMatchObject({ read: 33, rejected: 0, firstYear: 2011, lastYear: 2022 });
    expect(figures).toHaveLength(33 * 12);
    expect(figures.find(({ name, year }) => name === "Barnet" && year === 2022)?.n).toBe(390346);
  });

  it("residents and households of 4,835 LSOAs, by code", async () => {
    const { totals, figures } = await real(files.lsoas);
    expect(totals).toMatchObject({ read: 4835, rejected: 0, firstYear: 2011 });
    expect(figures).toHaveLength(2 * 4835);
    const residents = figures.filter(
      ({ measure, name }) => measure === "residents" && /^Barnet \d/.test(name),
    );
    expect(residents.reduce((sum, { n }) => sum + n, 0)).toBe(356386);
    expect(residents.every(({ code }) => /^E01\d{6}$/.test(code))).toBe(true);
  });
});
