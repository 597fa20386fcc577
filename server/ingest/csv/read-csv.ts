/** A CSV as batches of records, straight from the bytes of a file or of an archive's entry. */

import type { CsvRow } from "./csv-row.ts";
import { createUtf8Decoding } from "./decode.ts";
import { type CsvFault, CsvTokeniser } from "./tokeniser.ts";

export type ReadCsvOptions = {
  /** Name for messages. */
  name: string;
  delimiter?: string;
  warn: (text: string) => void;
  onFault: (fault: CsvFault) => void;
  signal?: AbortSignal;
};

/**
 * Records of a CSV in file order, in batches of what each chunk of bytes completes. The first record is the header
 * if the file has one; nothing is interpreted here. Memory is bounded by the chunk and the longest record.
 * @throws ImportFailure `not-a-csv`, `csv-unclosed-quote`, `text-cut-short`.
 */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  options: ReadCsvOptions,
): AsyncGenerator<CsvRow[], void, undefined> {
  const text = createUtf8Decoding(options.name, options.warn);
  const tokeniser = new CsvTokeniser(options);
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted();
    const rows = tokeniser.push(text.push(chunk));
    if (rows.length > 0) yield rows;
  }
  const rows = tokeniser.push(text.end());
  rows.push(...tokeniser.end());
  if (rows.length > 0) yield rows;
}
