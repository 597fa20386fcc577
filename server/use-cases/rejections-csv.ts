/** Which rows were not accepted, as a file to send back to whoever made them? */
import type { Reader } from "../db/read-model.ts";

const ROWS_PER_READ = 2000;
const HEADER = "file,line,reason,detail,row\r\n";

/** All rejected rows of an import as CSV, streamed. Starts with a byte order mark so that spreadsheets read UTF-8. */
export function rejectionsAsCsv(reader: Reader, importId: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after = 0;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(`\uFEFF${HEADER}`));
    },
    async pull(controller) {
      const rows = await reader.importRejections(importId, after, ROWS_PER_READ);
      after = rows.at(-1)?.seq ?? after;
      const lines = rows.map((row) =>
        [row.entry, String(row.line), row.reason, row.detail, row.excerpt].map(csvField).join(","),
      );
      if (rows.length > 0) controller.enqueue(encoder.encode(`${lines.join("\r\n")}\r\n`));
      if (rows.length < ROWS_PER_READ) controller.close();
    },
  });
}

/** Quotes where needed; a field that a spreadsheet would run as a formula gets an apostrophe. */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
