/** The table as a file, with where it comes from in its first lines. Pure. */
import { periodLabel } from "#domain/time/months.ts";
import type { Period } from "../../../state/period.ts";
import type { LoadedCube, WindowCounts } from "../../../workers/cube-messages.ts";
import type { Scope } from "../model/scope.ts";
import { countedNoun } from "../panel/measure-words.ts";

export type CsvFacts = {
  scope: Scope;
  areaName: string;
  cube: LoadedCube;
  windows: readonly WindowCounts[];
  resolution: number;
  measureUnit: string;
  measureMethod: string;
  link: string;
  /** Day of the download, YYYY-MM-DD. */
  today: string;
};

/** Every hexagon of the areas, zeros too, with provenance lines that begin with #. */
export function cellsCsv(facts: CsvFacts): string {
  const { scope, cube, windows } = facts;
  const [later, earlier] = windows;
  const head = ["cell", "lng", "lat", "membership", count(scope.category.unit, scope.shown)];
  if (earlier && scope.earlier)
    head.push(count(scope.category.unit, scope.earlier), "difference (later − earlier)");
  if (facts.measureUnit !== scope.category.unit) head.push(facts.measureUnit);
  const rows = cube.grid.cells.flatMap((cell, i) => {
    const flag = cube.grid.flags[i] ?? 2;
    if (flag === 2 || !later) return [];
    const n = later.counts[i] ?? 0;
    const row: (string | number)[] = [
      cell,
      (cube.grid.centres[2 * i] ?? 0).toFixed(6),
      (cube.grid.centres[2 * i + 1] ?? 0).toFixed(6),
      flag === 0 ? "inside" : "edge",
      n,
    ];
    if (earlier && scope.earlier) row.push(earlier.counts[i] ?? 0, n - (earlier.counts[i] ?? 0));
    if (facts.measureUnit !== scope.category.unit) row.push(rateText(later.values[i]));
    return [row.map(field).join(",")];
  });
  return [...provenance(facts), head.map(field).join(","), ...rows, ""].join("\r\n");
}

function provenance({ scope, areaName, cube, ...facts }: CsvFacts): string[] {
  const meta = cube.metas[0];
  const sources = [
    ...new Set(
      cube.metas.flatMap((one) => one.sources.map((s) => `${s.title} (${s.publisher}, ${s.licence})`)),
    ),
  ];
  const periods = [scope.shown, ...(scope.earlier ? [scope.earlier] : [])];
  return [
    `Sightline: ${scope.category.label} in ${areaName}`,
    `Period: ${periods.map((period) => periodLabel(period.from, period.to)).join(" and ")}`,
    `Sources: ${sources.join("; ")}`,
    `Data as of: ${meta?.asOf ?? "not stated"}; dataset version ${meta?.datasetVersion ?? "?"}; downloaded ${facts.today}`,
    `Method: ${facts.measureMethod} H3 resolution ${facts.resolution}. ${meta?.method ?? ""}`,
    `Unit: ${facts.measureUnit}. Category ${scope.category.id}, definition ${scope.category.definitionId}`,
    ...cube.metas.flatMap((one) => one.caveats.map((caveat) => `Limit: ${caveat.text}`)),
    `View: ${facts.link}`,
  ].map((line) => `# ${line.replace(/[\r\n]+/g, " ")}`);
}

function count(unit: string, period: Period): string {
  return `${countedNoun(unit).many} ${period.from} to ${period.to}`;
}

function rateText(rate: number | undefined): string {
  return rate === undefined || Number.isNaN(rate) ? "" : rate.toPrecision(6);
}

/** Quotes where needed; a text that a spreadsheet would run as a formula gets a leading apostrophe. */
function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
