/**
 * Do two files come from the same source, so that the newer replaces the older? They do if the same publisher is named
 * and their names differ only in dates, numbers and words such as "latest": `barnet-schools-2024.csv` and
 * `barnet-schools-2025 (1).csv`.
 */
export function sourceKey(fileName: string, publisher: string | null): string {
  const stem = fileName.replace(/^.*[\\/]/, "").replace(/(\.[a-z]{1,8}){1,2}$/i, "");
  const words = stem
    .toLowerCase()
    .replace(/\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/g, " ")
    .replace(/\b(latest|final|copy|new|update[d]?)\b/g, " ")
    .replace(/[^a-z]+/g, " ")
    .trim();
  return `${(publisher ?? "").trim().toLowerCase()}|${words === "" ? stem.toLowerCase() : words}`;
}
