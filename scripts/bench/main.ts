/**
 * Prints the benchmark rows, or those named on the command line, with ratios against a target or a peer measured in
 * the same run. A row that this machine cannot run says so; nothing here is an assertion.
 */
import { type BenchRow, formatRow } from "./row.ts";

const rows: Record<string, () => Promise<BenchRow[]>> = {
  import: async () => (await import("./import.ts")).benchImport(),
  cells: async () => (await import("./cells.ts")).benchCells(),
  slider: async () => (await import("./slider.ts")).benchSlider(),
  play: async () => (await import("./play.ts")).benchPlay(),
  hotspots: async () => (await import("./hotspots.ts")).benchHotspots(),
  points: async () => (await import("./points.ts")).benchPoints(),
  answers: async () => (await import("./answers.ts")).benchAnswers(),
  cameras: async () => (await import("./cameras.ts")).benchCameras(),
  start: async () => (await import("./start.ts")).benchStart(),
  bundle: async () => (await import("./bundle.ts")).benchBundle(),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in rows));
if (unknown.length > 0) {
  console.error(`No benchmark called ${unknown.join(", ")}; there are: ${Object.keys(rows).join(", ")}`);
  process.exit(2);
}

let failed = 0;
for (const [name, bench] of Object.entries(rows)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  try {
    for (const row of await bench()) console.log(`  ${formatRow(row)}`);
  } catch (error) {
    failed++;
    console.error(`  could not be measured here: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
