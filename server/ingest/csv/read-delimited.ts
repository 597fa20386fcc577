/** Tables whose fields are separated by commas, semicolons, tabs or bars, whichever the first line shows. */

import type { CsvRow } from "./csv-row.ts";
import { type ReadCsvOptions, readCsv } from "./read-csv.ts";
import { sniffDelimiter } from "./sniff-delimiter.ts";

/** As `readCsv`, with the separator told from the first bytes. */
export async function* readDelimited(
  chunks: AsyncIterable<Buffer>,
  options: Omit<ReadCsvOptions, "delimiter">,
): AsyncGenerator<CsvRow[], void, undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const all = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  yield* readCsv(all(), { ...options, delimiter: sniffDelimiter(first.value.toString("latin1")) });
}
