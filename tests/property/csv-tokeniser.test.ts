import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readCsv } from "../../server/ingest/csv/read-csv.ts";

const field = fc.string({
  unit: fc.constantFrom("a", "b", " ", ",", '"', "\n", "\r\n", "é", "€", "😀", "0", ";", "\t"),
  maxLength: 12,
});

/** As a spreadsheet writes it: quotes where needed, and sometimes where not. */
function written(value: string, always: boolean): string {
  return always || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

async function tokenise(bytes: Buffer, cuts: readonly number[]): Promise<string[][]> {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for (let i = 1; i < edges.length; i++) yield bytes.subarray(edges[i - 1], edges[i]);
  };
  const found: string[][] = [];
  const onFault = (fault: unknown): never => {
    throw new Error(JSON.stringify(fault));
  };
  for await (const rows of readCsv(chunks(), { name: "x", warn: () => {}, onFault })) {
    found.push(...rows.map((row) => row.fields));
  }
  return found;
}

it("the tokeniser reads what csv-parse reads, wherever the bytes are cut", async () => {
  const table = fc.array(fc.array(fc.tuple(field, fc.boolean()), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.array(fc.nat(400), { maxLength: 6 }),
      async (rows, lineEnd, lastLineEnd, cuts) => {
        const lines = rows.map((row) => row.map(([value, always]) => written(value, always)).join(","));
        const bytes = Buffer.from(lines.join(lineEnd) + (lastLineEnd ? lineEnd : ""));
        const oracle: string[][] = parse(bytes, {
          relax_column_count: true,
          skip_empty_lines: true,
          record_delimiter: [lineEnd],
        });
        expect(await tokenise(bytes, cuts)).toEqual(oracle);
      },
    ),
    { numRuns: 500 },
  );
});
