/** The table as a file, with where it comes from in its first lines. Pure. */
import { periodLabel } from "#domain/time/months.ts";
import type { Period } from "../../../state/period.ts";
import type { LoadedCube } from "../../../workers/cube-messages.ts";
import type { Scope } from "../model/scope.ts";
import { countedNoun } from "../panel/measure-words.ts";
import type { CellColumn } from "../surfaces/cell-column.ts";

export type CsvFacts = {
  scope: Scope;
  areaName: string;
  cube: LoadedCube;
  columns: readonly CellColumn[];
  resolution: number;
  /** What is shown, and how it is reached. */
  title: string;
  method: string;
  link: string;
  /** Day of the download, YYYY-MM-DD. */
  today: string;
};

/** Every hexagon of the areas, zeros too, with provenance lines that begin with #. */
export function cellsCsv(facts: CsvFacts): string {
  const { cube, columns } = facts;
  const head = ["cell", "lng", "lat", "membership", ...columns.map((column) => headOf(column, facts))];
  const rows = cube.grid.cells.flatMap((cell, i) => {
    const flag = cube.grid.flags[i] ?? 2;
    if (flag === 2) return [];
    const row: (string | number)[] = [
      cell,
      (cube.grid.centres[2 * i] ?? 0).toFixed(6),
      (cube.grid.centres[2 * i + 1] ?? 0).toFixed(6),
      flag === 0 ? "inside" : "edge",
      ...columns.map((column) => figureText(column.figure(i))),
    ];
    return [row.map(field).join(",")];
  });
  return [...provenance(facts), head.map(field).join(","), ...rows, ""].join("\r\n");
}

/** Name of a column in the file: what is counted and when, or what the figure is. */
function headOf({ id, label, hint }: CellColumn, { scope }: CsvFacts): string {
  const { unit } = scope.category;
  if (id === "n" || id === "after") return count(unit, scope.shown);
  if (id === "earlier" && scope.earlier) return count(unit, scope.earlier);
  if (id === "before" && scope.changeFrom) return count(unit, scope.changeFrom);
  if (id === "difference") return "difference (later − earlier)";
  if (id === "harm") return `harm, ${hint ?? ""}`;
  return id === "rate" ? label : id;
}

function provenance({ scope, areaName, cube, ...facts }: CsvFacts): string[] {
  const meta = cube.metas[0];
  const sources = [
    ...new Set(
      cube.metas.flatMap((one) => one.sources.map((s) => `${s.title} (${s.publisher}, ${s.licence})`)),
    ),
  ];
  const before = scope.earlier ?? scope.changeFrom;
  const periods = [scope.shown, ...(before ? [before] : [])];
  return [
    `Sightline: ${scope.category.label} in ${areaName}`,
    `Period: ${periods.map((period) => periodLabel(period.from, period.to)).join(" and ")}`,
    `Sources: ${sources.join("; ")}`,
    `Data as of: ${meta?.asOf ?? "not stated"}; dataset version ${meta?.datasetVersion ?? "?"}; downloaded ${facts.today}`,
    `Shown: ${facts.title}. ${facts.method} H3 resolution ${facts.resolution}. ${meta?.method ?? ""}`,
    `Unit: ${scope.category.unit}. Category ${scope.category.id}, definition ${scope.category.definitionId}`,
    ...cube.metas.flatMap((one) => one.caveats.map((caveat) => `Limit: ${caveat.text}`)),
    `View: ${facts.link}`,
  ].map((line) => `# ${line.replace(/[\r\n]+/g, " ")}`);
}

function count(unit: string, period: Period): string {
  return `${countedNoun(unit).many} ${period.from} to ${period.to}`;
}

/** Whole numbers as they are, others with six figures, nothing where there is no number. */
function figureText(figure: number | string): number | string {
  if (typeof figure === "string" || Number.isInteger(figure)) return figure;
  return Number.isNaN(figure) ? "" : figure.toPrecision(6);
}

/** Quotes where needed; a text that a spreadsheet would run as a formula gets a leading apostrophe. */
function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
