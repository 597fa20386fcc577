/** A table as the text of a CSV file, with where it comes from in its first lines. Pure. */

export type CsvCell = string | number | null;

/** @param head lines that begin with #; empty cells = not known. */
export function csvText(
  head: readonly string[],
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
): string {
  const lines = [
    ...head.map((text) => `# ${text}`),
    columns.map(field).join(","),
    ...rows.map((row) => row.map(field).join(",")),
  ];
  return `${lines.join("\r\n")}\r\n`;
}

function field(content: CsvCell): string {
  if (content === null) return "";
  const text = String(content);
  // A spreadsheet must not take a text for a formula.
  const safe = typeof content === "string" && /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
