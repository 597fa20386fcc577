import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportManifest } from "#contract/imports.ts";
import { importRejections } from "../../server/db/queries/import-manifests.ts";
import { importFile, stagedRows, visible } from "../support/run-imports.ts";
import { STREET_HEADER, streetCsv, streetLine, streetRows, testFolder } from "../support/street-files.ts";
import { availableEngines, openTestDatabase, type TestDatabase } from "../support/test-database.ts";
import { zipOf } from "../support/zip-writer.ts";

const folder = testFolder();
afterAll(() => folder.dispose());
let serial = 0;

describe.each(availableEngines())("on %s", (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.dispose());

  const importBytes = (content: string | Buffer, name = `${serial++}.csv`): Promise<ImportManifest> =>
    importFile(database, folder.write(name, content));
  const asStreet = (content: string | Buffer): Promise<ImportManifest> =>
    importFile(database, folder.write(`${serial++}.csv`, content), { options: { kind: "police-uk" } });
  const rejected = async (manifest: ImportManifest): Promise<[number, string][]> =>
    (await importRejections(database.sql, manifest.id, 0, 1000)).map((row) => [row.line, row.reason]);

  it("every row that cannot be used is rejected with its line and its reason, the others are imported", async () => {
    const rows = [
      streetLine({}),
      streetLine({ lng: "51.7", lat: "-0.2" }),
      streetLine({ lng: "520483", lat: "191400" }),
      streetLine({ lng: "2.35", lat: "48.85" }),
      streetLine({ lng: "0", lat: "0" }),
      streetLine({ lng: "abc", lat: "51.7" }),
      streetLine({ lng: "-0.2", lat: "" }),
      streetLine({ month: "2024-13" }),
      streetLine({ month: "01/02/2024" }),
      streetLine({ month: "2099-01" }),
      streetLine({ force: "" }),
      "too,few,columns",
      `${streetLine({})},one too many`,
      `a stray " quote,${streetLine({})}`,
      streetLine({ location: "Quoted, with comma\nand newline" }),
      streetLine({ lng: "", lat: "", location: "No Location" }),
      streetLine({ location: "x".repeat(1_200_000) }),
      streetLine({ location: "after the long one" }),
    ];
    const manifest = await importBytes(`\ufeff${[STREET_HEADER, ...rows].join("\r\n")}\r\n`);
    expect(manifest).toMatchObject({
      status: "committed",
      read: 18,
      accepted: 4,
      rejected: 14,
      unlocated: 1,
    });
    expect(await rejected(manifest)).toEqual([
      [3, "coordinates-swapped"],
      [4, "coordinates-wrong-system"],
      [5, "outside-uk"],
      [6, "outside-uk"],
      [7, "coordinate-not-a-number"],
      [8, "coordinate-half-blank"],
      [9, "impossible-month"],
      [10, "impossible-month"],
      [11, "impossible-month"],
      [12, "no-force"],
      [13, "wrong-column-count"],
      [14, "wrong-column-count"],
      [15, "malformed-quotes"],
      [19, "field-too-long"],
    ]);
    expect(Object.values(manifest.rejectedByReason).reduce((a, b) => a + b, 0)).toBe(14);
    const [quoted] =
      await database.sql`SELECT count(*)::integer AS n FROM location WHERE name LIKE 'Quoted, %newline'`;
    expect(quoted?.n).toBe(1);
  });

  it("columns are found by name in any order, and missing ones are named", async () => {
    const header = "Crime type,Latitude,Longitude,Falls within,Month,Surprise";
    const good = await importBytes(`${header}\nBurglary,51.7,-0.21,Test Force,2023-05,x\n`);
    expect(good).toMatchObject({ status: "committed", kind: "police-uk", accepted: 1 });
    const bad = await asStreet(
      "Crime ID,Month,Falls within,Longitude,Location\n,2023-05,Test Force,-0.2,x\n",
    );
    expect(bad).toMatchObject({ status: "failed", error: { code: "missing-columns" } });
    expect(bad.error?.detail).toContain("“Latitude”, “Crime type”");
  });

  it("files from before 2012, with eastings and northings, are converted and say how", async () => {
    const text =
      "Month,Reported by,Falls within,Easting,Northing,Location,Crime type,Context\n" +
      "2011-03,Metropolitan Police Service,Metropolitan Police Service,523500,190500,On or near X,Burglary,\n";
    const manifest = await importBytes(text);
    expect(manifest).toMatchObject({ status: "committed", accepted: 1 });
    expect(manifest.transformMethod).toContain("Helmert");
    const [place] = await database.sql`
      SELECT l.lng, l.lat FROM incident i JOIN location l ON l.id = i.location_id WHERE i.month = '2011-03-01'`;
    expect(place?.lng).toBeCloseTo(-0.2187, 2);
    expect(place?.lat).toBeCloseTo(51.5997, 2);
  });

  it("category texts that nobody knows are kept and can be mapped later", async () => {
    const manifest = await importBytes(streetCsv([{ type: "Piracy on the Dollis Brook", month: "2022-01" }]));
    expect(manifest).toMatchObject({ status: "committed", accepted: 1 });
    const types = await database.sql`SELECT label, category FROM offence_type WHERE label LIKE 'Piracy%'`;
    expect(types).toMatchObject([{ label: "Piracy on the Dollis Brook", category: null }]);
  });

  it("identical rows are separate events, and a reference that repeats is no key", async () => {
    const same = { id: "a".repeat(64), month: "2022-02" };
    const manifest = await importBytes(streetCsv([same, same, same]));
    expect(manifest).toMatchObject({ accepted: 3 });
    const [row] = await database.sql`
      SELECT count(*)::integer AS n, count(DISTINCT reference)::integer AS ids FROM incident WHERE month = '2022-02-01'`;
    expect(row).toMatchObject({ n: 3, ids: 1 });
  });

  it("files that cannot be imported say why and what to do, and change nothing", async () => {
    const before = await visible(database.sql);
    const cases: [string | Buffer, string, string][] = [
      ["", "empty.csv", "unknown-kind"],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), "picture.csv", "unknown-kind"],
      ["a,b\n1,2\n", "other.csv", "unknown-kind"],
      ["%PDF-1.7 …", "report.csv", "unknown-kind"],
      [zipOf([{ name: "[Content_Types].xml", content: "<x/>" }]), "book.zip", "unknown-kind"],
      [
        zipOf([{ name: "a-street.csv", content: streetCsv(streetRows(3)) }]).subarray(0, 99),
        "cut.zip",
        "unknown-kind",
      ],
      [`${streetCsv(streetRows(3))}"never closed,2024-01\n`, "quote.csv", "csv-unclosed-quote"],
    ];
    for (const [content, name, code] of cases) {
      const manifest = await importBytes(content, name);
      expect(manifest, name).toMatchObject({ status: "failed", error: { code } });
      expect(manifest.error?.detail.length, name).toBeGreaterThan(10);
      expect(manifest.error?.next.length, name).toBeGreaterThan(10);
    }
    expect(await visible(database.sql)).toEqual(before);
    expect(await stagedRows(database.sql)).toBe(0);
  });

  it("an archive's other files are passed over and counted, and a month that is not the file's is pointed out", async () => {
    const manifest = await importBytes(
      zipOf([
        { name: "2021-03/", content: "", stored: true },
        { name: "2021-03/2021-03-test-street.csv", content: streetCsv(streetRows(5, { month: "2021-04" })) },
        { name: "2021-03/2021-03-test-outcomes.csv", content: "Crime ID,Month,Outcome type\n1,2021-03,x\n" },
        { name: "2021-03/2021-03-test-stop-and-search.csv", content: "Type,Date,Object of search\nx,y,z\n" },
        { name: "readme.txt", content: "hello" },
      ]),
      "mixed.zip",
    );
    expect(manifest).toMatchObject({ status: "committed", accepted: 5 });
    const warnings = manifest.warnings.join("\n");
    expect(warnings).toContain("1 outcomes file");
    expect(warnings).toContain("1 stop-and-search file");
    expect(warnings).toContain("1 other file");
    expect(warnings).toContain("5 rows are of another month");
  });

  it("other encodings are read, and the manifest says so", async () => {
    const text = streetCsv([{ location: "On or near Café Street", month: "2020-05" }]);
    const windows = Buffer.from(text, "latin1");
    const utf16 = Buffer.from(`\ufeff${text.replace("2020-05", "2020-06")}`, "utf16le");
    for (const bytes of [windows, utf16]) {
      const manifest = await importBytes(bytes);
      expect(manifest).toMatchObject({ status: "committed", accepted: 1 });
      expect(manifest.warnings.join()).toMatch(/Windows-1252|UTF-16/);
    }
    const names = await database.sql`SELECT DISTINCT name FROM location WHERE name LIKE '%Caf%'`;
    expect(names).toMatchObject([{ name: "On or near Café Street" }]);
  });

  it("a month that shrinks to a fraction is pointed out", async () => {
    await importBytes(streetCsv(streetRows(400, { month: "2019-01" })));
    const manifest = await importBytes(streetCsv(streetRows(3, { month: "2019-01" })));
    expect(manifest.replacedSlices).toMatchObject([{ oldN: 400, newN: 3 }]);
    expect(manifest.warnings.join()).toContain("replaced by only 3");
  });

  it("thousands of rejected rows are all on record", async () => {
    const manifest = await importBytes(streetCsv([{}, ...streetRows(5_000, { lat: "12" })]));
    expect(manifest).toMatchObject({ status: "committed", read: 5_001, accepted: 1, rejected: 5_000 });
    const [row] = await database.sql`
      SELECT count(*)::integer AS n, min(line)::integer AS first, max(line)::integer AS last
      FROM import_rejection WHERE import_id = ${manifest.id}`;
    expect(row).toMatchObject({ n: 5_000, first: 3, last: 5_002 });
  });
});
