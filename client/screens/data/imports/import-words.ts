import type { ImportKind, ImportManifest } from "#contract/imports.ts";
import { periodLabel } from "#domain/time/months.ts";

/** What each kind of file is called, and what it is for, in the words of the screen. */
export const KIND_WORDS: Record<ImportKind, { title: string; what: string }> = {
  "police-uk": {
    title: "police.uk street files",
    what: "Recorded crime and ASB as published on data.police.uk: one row per incident, month only, position moved to a nearby snap point.",
  },
  "force-extract": {
    title: "A force's own extract",
    what: "One row per incident with exact times and positions. You say which column is which.",
  },
  boundaries: {
    title: "Boundaries",
    what: "Boroughs, wards, LSOAs or other areas as polygons. They decide which incidents count for which area.",
  },
  population: {
    title: "Residents and households",
    what: "Counts per area and year, used for rates per 1,000.",
  },
  "points-of-interest": {
    title: "Places of interest",
    what: "Schools, stations, bus stops, petrol forecourts and licensed premises, to see how much happens near them.",
  },
  "osm-extract": {
    title: "OpenStreetMap extract",
    what: "All of it at once: roads, railways, waters, parks, buildings, trees and places of interest.",
  },
  "map-layers": {
    title: "Roads, waters, parks, trees",
    what: "Lines, areas or points that the map shows; tags or the file’s name say what they are.",
  },
  buildings: {
    title: "Buildings",
    what: "Outlines of buildings with their heights where known: what hides views, and where people live.",
  },
  "planned-buildings": {
    title: "Planned buildings",
    what: "Outlines of buildings that do not stand yet, with their heights: what would block links and views.",
  },
  "privacy-zones": {
    title: "Privacy zones",
    what: "Areas where privacy weighs more: columns in them are not offered, and views into them are measured.",
  },
  cameras: {
    title: "Cameras",
    what: "The register of cameras: where each hangs and, where known, its direction, lens, height and status.",
  },
  columns: {
    title: "Columns",
    what: "Lamp columns and other posts that a camera could hang on, with height, supply and load test where known.",
  },
  "harm-weights": {
    title: "Harm weights",
    what: "Weights that turn counts into harm, one row per category. Each edition is kept as a table of its own.",
  },
  demo: { title: "Demo borough", what: "Invented incidents that show how Sightline works." },
};

export type ImportTone = "neutral" | "busy" | "good" | "warn" | "bad";

/** Status of an import in words, with the tone of its badge. `checked` = a dry run has been made. */
export function statusWords(manifest: ImportManifest): { text: string; tone: ImportTone } {
  switch (manifest.status) {
    case "received":
      return { text: "Received", tone: "neutral" };
    case "detected":
      return isChecked(manifest)
        ? { text: "Checked, not committed", tone: "warn" }
        : { text: "Waiting for you", tone: "warn" };
    case "running":
      return { text: "Running", tone: "busy" };
    case "committed":
      return { text: "Committed", tone: "good" };
    case "unchanged":
      return { text: "Nothing new", tone: "neutral" };
    case "failed":
      return { text: "Failed", tone: "bad" };
    case "cancelled":
      return { text: "Cancelled", tone: "neutral" };
    case "undone":
      return { text: "Undone", tone: "neutral" };
    case "retired":
      return { text: "Replaced", tone: "neutral" };
  }
}

/** True once a dry run of a file that is not committed has counted its rows. */
export function isChecked(manifest: ImportManifest): boolean {
  return manifest.status === "detected" && manifest.read > 0;
}

/** True while the server works on the import, so that the screen must ask again. */
export function isWorking(manifest: ImportManifest): boolean {
  return manifest.status === "running";
}

/** True if the rows of the import are incidents, which belong to a force and a month. */
export function isIncidents(manifest: ImportManifest): boolean {
  return manifest.kind === "police-uk" || manifest.kind === "force-extract" || manifest.kind === "demo";
}

/** `Dec 2010 – Feb 2025`, or a dash where a period makes no sense. */
export function importPeriod(manifest: ImportManifest): string {
  return manifest.period ? periodLabel(manifest.period.from, manifest.period.to) : "–";
}

const UNITS = ["bytes", "kB", "MB", "GB"] as const;

/** File size for people: 57.9 MB (decimal units, as file managers on the desk show them). */
export function fileSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${size.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits })} ${UNITS[unit]}`;
}
