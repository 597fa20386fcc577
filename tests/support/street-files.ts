/** Small street files in the layout of data.police.uk, for tests. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const STREET_HEADER =
  "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context";

export type StreetRow = {
  id?: string;
  month?: string;
  force?: string;
  lng?: string;
  lat?: string;
  location?: string;
  lsoaCode?: string;
  lsoaName?: string;
  type?: string;
  outcome?: string;
};

/** One line of a street file; whatever is not given is plausible. */
export function streetLine(row: StreetRow = {}): string {
  const force = row.force ?? "Hertfordshire Constabulary";
  const fields = [
    row.id ?? "",
    row.month ?? "2024-01",
    force,
    force,
    row.lng ?? "-0.2",
    row.lat ?? "51.7",
    row.location ?? "On or near Church Street",
    row.lsoaCode ?? "E01023939",
    row.lsoaName ?? "Welwyn Hatfield 010B",
    row.type ?? "Burglary",
    row.outcome ?? "",
    "",
  ];
  return fields.map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",");
}

/** A whole street file. */
export function streetCsv(rows: readonly StreetRow[]): string {
  return `${[STREET_HEADER, ...rows.map(streetLine)].join("\n")}\n`;
}

/** `n` rows of one month, spread over distinct places near St Albans. */
export function streetRows(n: number, row: StreetRow = {}): StreetRow[] {
  return Array.from({ length: n }, (_, i) => ({
    lng: (-0.35 + (i % 211) * 0.001).toFixed(6),
    lat: (51.7 + (i % 97) * 0.001).toFixed(6),
    location: `On or near Street ${i % 53}`,
    id: i % 3 === 0 ? "" : i.toString(16).padStart(64, "0"),
    ...row,
  }));
}

export type TestFolder = { write(name: string, content: string | Buffer): string; dispose(): void };

/** A folder of its own for the files of a test. */
export function testFolder(): TestFolder {
  const folder = mkdtempSync(join(tmpdir(), "sightline-files-"));
  return {
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
