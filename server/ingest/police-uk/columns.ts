/** Which column of a police.uk street file is which, by name and in any order. Names changed over the years. */

/** Positions of the columns, from 0; -1 where the file has none. */
export type PoliceUkColumns = {
  count: number;
  month: number;
  force: number;
  x: number;
  y: number;
  /** Degrees, or the National Grid of files before 2012. */
  coordinates: "wgs84" | "bng";
  location: number;
  lsoaCode: number;
  lsoaName: number;
  crimeType: number;
  crimeId: number;
  outcome: number;
};

export type HeaderResult = { ok: true; columns: PoliceUkColumns } | { ok: false; missing: string[] };

/** Reads a header. `missing` names the columns without which a file cannot be imported, as police.uk spells them. */
export function policeUkColumns(header: readonly string[]): HeaderResult {
  const names = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, " "),
  );
  const find = (...candidates: string[]): number => {
    for (const candidate of candidates) {
      const index = names.indexOf(candidate);
      if (index >= 0) return index;
    }
    return -1;
  };
  const grid = find("longitude") < 0 && find("easting") >= 0;
  const columns: PoliceUkColumns = {
    count: header.length,
    month: find("month"),
    force: find("falls within", "reported by"),
    x: grid ? find("easting") : find("longitude"),
    y: grid ? find("northing") : find("latitude"),
    coordinates: grid ? "bng" : "wgs84",
    location: find("location"),
    lsoaCode: find("lsoa code"),
    lsoaName: find("lsoa name"),
    crimeType: find("crime type"),
    crimeId: find("crime id"),
    outcome: find("last outcome category", "last outcome"),
  };
  const required: [number, string][] = [
    [columns.month, "Month"],
    [columns.force, "Falls within"],
    [columns.x, grid ? "Easting" : "Longitude"],
    [columns.y, grid ? "Northing" : "Latitude"],
    [columns.crimeType, "Crime type"],
  ];
  const missing = required.filter(([index]) => index < 0).map(([, name]) => name);
  return missing.length > 0 ? { ok: false, missing } : { ok: true, columns };
}
