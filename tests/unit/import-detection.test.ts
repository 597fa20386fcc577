import { afterAll, describe, expect, it } from "vitest";
import { detectFile } from "../../server/ingest/detect.ts";
import { policeUkColumns } from "../../server/ingest/police-uk/columns.ts";
import { STREET_HEADER, streetCsv, testFolder } from "../support/street-files.ts";
import { zipOf } from "../support/zip-writer.ts";

const folder = testFolder();
afterAll(() => folder.dispose());
let serial = 0;

async function detect(content: string | Buffer, name = "upload.bin") {
  const path = folder.write(`${serial++}`, content);
  return detectFile({ path, name, bytes: Buffer.from(content as string).length, sha256: "" });
}

describe("a file is what its content says, whatever it is called", () => {
  const street = streetCsv([{}]);
  const extract =
    "Ref;Offence;Committed from;Easting;Northing\n1;Burglary;03/02/2021 22:10;523500;190500\n2;Robbery;04/02/2021;523600;190600\n";
  const cases: [string, string | Buffer, string | null][] = [
    ["a street CSV", street, "police-uk"],
    ["a street CSV with a mark", `\ufeff${street}`, "police-uk"],
    ["a street CSV in UTF-16", Buffer.from(`\ufeff${street}`, "utf16le"), "police-uk"],
    ["a street CSV in an archive", zipOf([{ name: "x/2024-01-a-street.csv", content: street }]), "police-uk"],
    ["GeoJSON", '{"type":"FeatureCollection","features":[]}', "boundaries"],
    [
      "a Shapefile",
      zipOf([
        { name: "a.shp", content: "" },
        { name: "a.dbf", content: "" },
      ]),
      "boundaries",
    ],
    [
      "households per area",
      'LSOA11CD,LSOA11NM,HHOLDS\nE01000001,City of London 001A,"1,876"\n',
      "population",
    ],
    ["a force's own extract", extract, "force-extract"],
    ["a table of something else", "a,b\n1,2\n", null],
    ["outcomes", "Crime ID,Month,Outcome type\n1,2024-01,x\n", null],
    [
      "stop and search",
      "Type,Date,Latitude,Longitude,Object of search\nPerson,2024-01-01,51.6,-0.2,x\n",
      null,
    ],
    ["a workbook", zipOf([{ name: "[Content_Types].xml", content: "<x/>" }]), null],
    ["JSON that is no map", '{"a":1}', null],
    ["nothing", "", null],
    ["a picture", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), null],
    ["a web page", "<!DOCTYPE html><p>Sign in</p>", null],
    ["one endless line", "x".repeat(200_000), null],
  ];
  it.each(cases)("%s", async (_, content, kind) => {
    const detection = await detect(content);
    expect(detection.kind).toBe(kind);
    expect(detection.why.length).toBeGreaterThan(5);
  });
});

describe("columns of a street file", () => {
  it("are found by name in any order, case and spacing", () => {
    const shuffled = STREET_HEADER.split(",")
      .reverse()
      .map((name) => ` ${name.toUpperCase()} `);
    const header = policeUkColumns(shuffled);
    expect(header).toMatchObject({ ok: true, columns: { month: 10, x: 7, y: 6, crimeId: 11, crimeType: 2 } });
  });

  it("older headers without Crime ID and LSOA, or with eastings, are enough", () => {
    const older = "Month,Reported by,Falls within,Easting,Northing,Location,Crime type,Context".split(",");
    expect(policeUkColumns(older)).toMatchObject({
      ok: true,
      columns: { coordinates: "bng", force: 2, x: 3, y: 4, crimeId: -1, lsoaCode: -1 },
    });
  });

  it("“Falls within” is the force; “Reported by” only where that is missing", () => {
    expect(policeUkColumns(STREET_HEADER.split(","))).toMatchObject({ ok: true, columns: { force: 3 } });
    const without = ["Month", "Reported by", "Longitude", "Latitude", "Crime type"];
    expect(policeUkColumns(without)).toMatchObject({ ok: true, columns: { force: 1 } });
  });

  it("that are missing are all named", () => {
    expect(policeUkColumns(["Month", "Location"])).toEqual({
      ok: false,
      missing: ["Falls within", "Longitude", "Latitude", "Crime type"],
    });
  });
});
