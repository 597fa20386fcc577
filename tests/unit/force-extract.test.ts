import { describe, expect, it } from "vitest";
import type { ColumnMapping } from "#contract/imports.ts";
import { type DateOrder, parseDateTime } from "#domain/time/parse-date-time.ts";
import { helmertConverter } from "../../server/ingest/coordinates/converter.ts";
import { categoryOfOffence } from "../../server/ingest/force-extract/category-of-offence.ts";
import {
  forceExtractImporter,
  headerSignature,
} from "../../server/ingest/force-extract/force-extract-importer.ts";
import { readExtract } from "../../server/ingest/force-extract/read-extract.ts";
import { suggestMapping } from "../../server/ingest/force-extract/suggest-mapping.ts";
import { ImportFailure } from "../../server/ingest/importer.ts";
import type { IncidentRecord } from "../../server/ingest/load/incident-record.ts";
import { openedFile, readContext } from "../support/boundary-files.ts";

const HEADER = "Crime Ref,Offence,HO Code,From,To,Easting,Northing,Premises Type,Street,Method,Victim Name";

const mapping: ColumnMapping = {
  name: "Crime export",
  force: "Testshire Police",
  reference: "Crime Ref",
  category: "Offence",
  offenceCode: "HO Code",
  from: "From",
  to: "To",
  fromTime: null,
  toTime: null,
  dateOrder: "dmy",
  x: "Easting",
  y: "Northing",
  coordinates: "bng",
  placeClass: "Premises Type",
  locationName: "Street",
  attributes: ["Method"],
};

const row = (parts: Partial<Record<string, string>> = {}): string =>
  HEADER.split(",")
    .map(
      (column) =>
        ({
          "Crime Ref": "A1",
          Offence: "Burglary dwelling",
          "HO Code": "28E",
          From: "05/03/2024 14:30",
          To: "05/03/2024 17:00",
          Easting: "522912",
          Northing: "189345",
          Street: "High Road",
          ...parts,
        })[column] ?? "",
    )
    .join(",");

async function read(rows: readonly string[], used: ColumnMapping = mapping, header = HEADER) {
  const context = readContext(new Date("2024-06-01T12:00:00Z"));
  const records: IncidentRecord[] = [];
  const text = Buffer.from([header, ...rows].join("\r\n"));
  const csv = {
    name: "extract.csv",
    bytes: text.length,
    chunks: async function* () {
      yield text;
    },
  };
  const sink = {
    room: Number.POSITIVE_INFINITY,
    makeRoom: async () => undefined,
    add: (record: IncidentRecord) => void records.push(record),
  };
  const totals = await readExtract(csv, used, helmertConverter, context, sink);
  expect(totals.read).toBe(totals.accepted + totals.rejected);
  expect(context.rejections).toHaveLength(totals.rejected);
  return { totals, records, ...context };
}

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.catch((e: unknown) => e);
  return error instanceof ImportFailure ? error.code : String(error);
};

describe("dates and times of an extract", () => {
  it.each<[string, string, DateOrder, string]>([
    ["05/03/2024 14:30", "", "dmy", "2024-03-05T14:30:00Z"],
    ["05/03/2024 14:30:15", "", "mdy", "2024-05-03T13:30:15Z"],
    ["2024-03-05T14:30", "", "dmy", "2024-03-05T14:30:00Z"],
    ["2024-07-05 14:30", "", "ymd", "2024-07-05T13:30:00Z"],
    ["2024-07-05T14:30:00Z", "", "dmy", "2024-07-05T14:30:00Z"],
    ["2024-07-05T14:30:00+02:00", "", "dmy", "2024-07-05T12:30:00Z"],
    ["5 Jul 2024 2:30 pm", "", "dmy", "2024-07-05T13:30:00Z"],
    ["05-JUL-2024", "0215", "dmy", "2024-07-05T01:15:00Z"],
    ["20240305", "14.30", "dmy", "2024-03-05T14:30:00Z"],
    ["05.03.2024", "12:00 am", "dmy", "2024-03-05T00:00:00Z"],
    ["05/03/2024 00:00", "18:45", "dmy", "2024-03-05T18:45:00Z"],
  ])("%j %j in order %s is %s", (date, time, order, expected) => {
    const found = parseDateTime(date, time, order);
    expect(found.ok && new Date(found.ms).toISOString()).toBe(new Date(expected).toISOString());
  });

  it.each<[string, string, string]>([
    ["31/02/2020", "", "impossible-date"],
    ["2020-13-01", "", "impossible-date"],
    ["12/25/2020", "", "impossible-date"],
    ["01/02/2020 25:61", "", "impossible-time"],
    ["01/02/2020", "noon", "impossible-time"],
    ["01/02/20", "", "ambiguous-date"],
    ["1 Feb 20", "", "ambiguous-date"],
    ["31/03/2024 01:30", "", "nonexistent-time"],
    ["43891", "", "unreadable-date"],
    ["yesterday", "", "unreadable-date"],
    ["01/02/1902", "", "date-out-of-range"],
  ])("%j %j is refused as %s", (date, time, reason) => {
    expect(parseDateTime(date, time, "dmy")).toMatchObject({ ok: false, reason });
  });

  it("a day-first text is refused where the year should come first", () => {
    expect(parseDateTime("01/02/2020", "", "ymd")).toMatchObject({ reason: "ambiguous-date" });
  });
});

describe("rows of an extract", () => {
  it("exact times, place, reference, class and free attributes are kept", async () => {
    const { records } = await read([row({ Method: "rear door", "Premises Type": "House" })]);
    expect(records).toMatchObject([
      {
        force: "Testshire Police",
        month: "2024-03",
        offence: { code: "BURGLARY DWELLING | 28E", label: "Burglary dwelling | 28E" },
        locationName: "High Road",
        reference: "A1",
        occurredFromMs: Date.UTC(2024, 2, 5, 14, 30),
        occurredToMs: Date.UTC(2024, 2, 5, 17),
        placeClass: "House",
        attributes: { Method: "rear door" },
      },
    ]);
    expect(records[0]?.position?.[0]).toBeCloseTo(-0.22716, 4);
    expect(records[0]?.position?.[1]).toBeCloseTo(51.58956, 4);
  });

  it("every kind of bad row is rejected with its line and reason; nothing is dropped", async () => {
    const good = Array.from({ length: 12 }, () => row());
    const bad: [string, string][] = [
      [row({ From: "31/02/2020" }), "impossible-date"],
      [row({ From: "" }), "missing-date"],
      [row({ From: "01/07/2024 10:00" }), "date-in-future"],
      [row({ To: "05/03/2024 25:61" }), "impossible-time"],
      [row({ Offence: "", "HO Code": "" }), "missing-category"],
      [row({ Easting: "522912", Northing: "" }), "coordinate-half-blank"],
      [row({ Easting: "five", Northing: "189345" }), "coordinate-not-a-number"],
      [row({ Easting: "-0.227", Northing: "51.589" }), "coordinates-wrong-system"],
      [row({ Easting: "9999999", Northing: "189345" }), "outside-uk"],
      [`${row()},one more`, "wrong-field-count"],
    ];
    const { totals, rejections } = await read([...good, ...bad.map(([text]) => text)]);
    expect(totals).toMatchObject({ read: 22, accepted: 12, rejected: 10 });
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual(
      bad.map(([, reason], i) => [14 + i, reason]),
    );
  });

  it("rows without coordinates, or with 0, 0, are accepted as unlocated", async () => {
    const { totals, records, warnings } = await read([
      row({ Easting: "", Northing: "" }),
      row({ Easting: "0", Northing: "0.0" }),
    ]);
    expect(totals).toMatchObject({ accepted: 2, unlocated: 2 });
    expect(records.map(({ position }) => position)).toEqual([null, null]);
    expect(warnings.join()).toContain("0, 0");
  });

  it("an end before the beginning is kept, marked and counted", async () => {
    const { records, warnings } = await read([row({ To: "04/03/2024 09:00" })]);
    expect(records[0]?.attributes).toEqual({ dataQuality: "to-before-from" });
    expect(warnings.join()).toContain("end before they begin");
  });

  it("the hour that clocks repeat is counted in a warning; a date without time stands for its day", async () => {
    const { records, warnings } = await read([
      row({ From: "29/10/2023 01:30", To: "" }),
      row({ From: "05/03/2024", To: "" }),
    ]);
    expect(records[0]).toMatchObject({ occurredFromMs: Date.UTC(2023, 9, 29, 0, 30), occurredToMs: null });
    expect(records[1]).toMatchObject({
      occurredFromMs: Date.UTC(2024, 2, 5),
      occurredToMs: Date.UTC(2024, 2, 6),
    });
    expect(warnings.join()).toMatch(/repeat in October.*without a time/);
  });

  it("repeated references are counted as incidents and in a warning", async () => {
    const { totals, warnings } = await read([row(), row(), row({ "Crime Ref": "B2" })]);
    expect(totals.accepted).toBe(3);
    expect(warnings.join()).toContain("1 row");
  });

  it("an incident just after midnight in summer time belongs to the month that London's calendar shows", async () => {
    const { records } = await read([row({ From: "01/05/2024 00:30", To: "" })]);
    expect(records[0]?.month).toBe("2024-05");
  });

  it("coordinates that are all in the other system, or all swapped, stop the import with advice", async () => {
    const degrees = Array.from({ length: 5 }, () => row({ Easting: "-0.227", Northing: "51.589" }));
    expect(await codeOf(read(degrees))).toBe("coordinates-wrong-system");
    const swapped = Array.from({ length: 5 }, () => row({ Easting: "51.589", Northing: "-0.227" }));
    expect(await codeOf(read(swapped, { ...mapping, coordinates: "wgs84" }))).toBe("coordinates-swapped");
  });

  it("fields separated by semicolons or tabs are read", async () => {
    for (const mark of [";", "\t"]) {
      const { totals } = await read([row().replaceAll(",", mark)], mapping, HEADER.replaceAll(",", mark));
      expect(totals.accepted).toBe(1);
    }
  });

  it("re-ordered columns are no matter; a missing one is named", async () => {
    const header = HEADER.split(",").toReversed().join(",");
    const { totals } = await read([row().split(",").toReversed().join(",")], mapping, header);
    expect(totals.accepted).toBe(1);
    expect(headerSignature(header.split(","))).toBe(headerSignature(HEADER.toUpperCase().split(",")));
    expect(await codeOf(read([row()], { ...mapping, from: "Committed" }))).toBe("mapping-columns");
  });
});

describe("suggested mapping", () => {
  const sample = [row({ Method: "rear door" }), row({ Method: "smash" })].map((line) => line.split(","));

  it("finds the columns by name and content, and leaves personal data out", () => {
    const { mapping: found } = suggestMapping(HEADER.split(","), sample, "Testshire Police.csv");
    expect(found).toEqual({ ...mapping, name: "Testshire Police", placeClass: "Premises Type" });
  });

  it("finds longitude and latitude, separate times, and American dates", () => {
    const header = ["IncidentID", "Crime Type", "Date", "Time", "Latitude", "Longitude"];
    const rows = [
      ["1", "ASB", "03/25/2024", "14:30", "51.6", "-0.2"],
      ["2", "ASB", "04/01/2024", "01:15", "51.61", "-0.21"],
    ];
    const { mapping: found } = suggestMapping(header, rows, "x.csv");
    expect(found).toMatchObject({
      category: "Crime Type",
      from: "Date",
      fromTime: "Time",
      dateOrder: "mdy",
      x: "Longitude",
      y: "Latitude",
      coordinates: "wgs84",
      reference: "IncidentID",
    });
  });

  it("a column of dates is one even where some are impossible", () => {
    const header = ["Offence", "From", "To", "Easting", "Northing"];
    const rows = [
      ["ASB", "05/03/2024 14:30", "05/03/2024 17:00", "522912", "189345"],
      ["ASB", "31/02/2024 14:30", "", "522912", "189345"],
    ];
    expect(suggestMapping(header, rows, "x.csv").mapping).toMatchObject({ from: "From", to: "To" });
  });

  it("says what is missing where it cannot tell", async () => {
    const { mapping: found, missing } = suggestMapping(["a", "b"], [["1", "2"]], "x.csv");
    expect(found).toBeNull();
    expect(missing).toHaveLength(3);
    const check = forceExtractImporter.check(openedFile("x.csv", "a,b\n1,2\n"), {}, readContext());
    expect(await codeOf(check)).toBe("mapping-needed");
  });
});

describe("categories of a force's offences", () => {
  it.each([
    ["Burglary dwelling", "burglary.residential"],
    ["something odd | 28E", "burglary.residential"],
    ["something odd | 030C/1", "burglary.business"],
    ["ASB", "asb"],
    ["Robbery | Robbery of Personal Property", "robbery.personal"],
    ["Lost property", null],
  ])("%j is %j", (label, expected) => {
    expect(categoryOfOffence("force:testshire-police", label)).toBe(expected);
  });
});
