import { describe, expect, it } from "vitest";
import type { CsvRow } from "../../server/ingest/csv/csv-row.ts";
import { readCsv } from "../../server/ingest/csv/read-csv.ts";
import type { CsvFault } from "../../server/ingest/csv/tokeniser.ts";
import { ImportFailure } from "../../server/ingest/importer.ts";

type Read = { rows: CsvRow[]; faults: CsvFault[]; warnings: string[] };

async function read(bytes: Buffer | string, pieceBytes = 7): Promise<Read> {
  const buffer = Buffer.from(bytes as string);
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < buffer.length; at += pieceBytes) yield buffer.subarray(at, at + pieceBytes);
  };
  const result: Read = { rows: [], faults: [], warnings: [] };
  const options = {
    name: "test.csv",
    warn: (text: string) => void result.warnings.push(text),
    onFault: (fault: CsvFault) => void result.faults.push(fault),
  };
  for await (const rows of readCsv(chunks(), options)) result.rows.push(...rows);
  return result;
}

const fieldsOf = ({ rows }: Read): string[][] => rows.map((row) => row.fields);

describe("records", () => {
  it("quotes protect commas, newlines and doubled quotes", async () => {
    const result = await read('a,"b,1","c\r\nd","say ""hi"""\n1,2,3,4\n');
    expect(fieldsOf(result)).toEqual([
      ["a", "b,1", "c\r\nd", 'say "hi"'],
      ["1", "2", "3", "4"],
    ]);
  });

  it("CRLF, LF and a missing last line end give the same records", async () => {
    for (const text of ["a,b\r\nc,d\r\n", "a,b\nc,d\n", "a,b\nc,d", "a,b\r\nc,d"]) {
      expect(fieldsOf(await read(text))).toEqual([
        ["a", "b"],
        ["c", "d"],
      ]);
    }
  });

  it("a record is numbered by the physical line on which it starts", async () => {
    const { rows } = await read('h1,h2\n"two\nlines",x\n\nlast,y\n');
    expect(rows.map((row) => row.line)).toEqual([1, 2, 5]);
  });

  it("empty lines are not records, empty fields are kept", async () => {
    expect(fieldsOf(await read("a,\n\n,b\n"))).toEqual([
      ["a", ""],
      ["", "b"],
    ]);
  });

  it("a stray quote rejects its own line and no other", async () => {
    const { rows, faults } = await read('a,b\nc"c,d\n"e"e,f\ng,h\n');
    expect(rows.map((row) => row.fields)).toEqual([
      ["a", "b"],
      ["g", "h"],
    ]);
    expect(faults.map((fault) => [fault.line, fault.reason])).toEqual([
      [2, "malformed-quotes"],
      [3, "malformed-quotes"],
    ]);
  });

  it("a field of more than a megabyte rejects its record and the next is read", async () => {
    const { rows, faults } = await read(`a,b\n"${"x".repeat(3_000_000)}",1\nc,d\n`, 65_536);
    expect(rows.map((row) => [row.line, ...row.fields])).toEqual([
      [1, "a", "b"],
      [3, "c", "d"],
    ]);
    expect(faults).toMatchObject([{ line: 2, reason: "field-too-long" }]);
  });

  it("a quote that is never closed is an error that names the line where it opened", async () => {
    await expect(read('a,b\nc,"d\ne,f\n')).rejects.toMatchObject({
      code: "csv-unclosed-quote",
      detail: expect.stringContaining("line 2"),
    });
    await expect(read(`a,b\nc,"${"d,e\n".repeat(600_000)}`, 65_536)).rejects.toMatchObject({
      code: "csv-unclosed-quote",
      detail: expect.stringContaining("line 2"),
    });
  });
});

describe("encodings", () => {
  const text = "name,place\nZoë,Café – “Ö”\n";
  const expected = [
    ["name", "place"],
    ["Zoë", "Café – “Ö”"],
  ];

  it("UTF-8 with and without a byte order mark", async () => {
    expect(fieldsOf(await read(text, 3))).toEqual(expected);
    expect(fieldsOf(await read(`\ufeff${text}`, 1))).toEqual(expected);
  });

  it("UTF-16 of either byte order with a mark, and says so", async () => {
    const little = Buffer.from(`\ufeff${text}`, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big]) {
      const result = await read(bytes, 5);
      expect(fieldsOf(result)).toEqual(expected);
      expect(result.warnings.join()).toContain("UTF-16");
    }
  });

  it("lines that are not UTF-8 are read as Windows-1252, and says so", async () => {
    const bytes = Buffer.concat([
      Buffer.from("name,place\nZoë,Ö\n"),
      Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x2c, 0x80, 0x93, 0x94, 0x0a]),
    ]);
    const result = await read(bytes);
    expect(fieldsOf(result)).toEqual([
      ["name", "place"],
      ["Zoë", "Ö"],
      ["Café", "€“”"],
    ]);
    expect(result.warnings.join()).toContain("Windows-1252");
  });

  it("zero bytes mean that it is not a CSV", async () => {
    await expect(read(Buffer.from([0x61, 0x2c, 0x00, 0x0a]))).rejects.toBeInstanceOf(ImportFailure);
    await expect(read(Buffer.from([0x61, 0x2c, 0x00, 0x0a]))).rejects.toMatchObject({ code: "not-a-csv" });
  });
});
