/**
 * Writes the demo borough as files, to look at or to use in another program:
 *
 *   npx tsx scripts/build-demo.ts --out FOLDER [--seed N]
 *
 * areas.geojson, features.geojson, population.csv, incidents.csv (times as ISO instants), totals.csv (published
 * figure, what the demo gives). The app itself generates the demo in memory and needs none of these.
 */
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { countTargets } from "../server/demo/count-targets.ts";
import { generateDemo } from "../server/demo/generate-demo.ts";
import { seriesInputs } from "../server/demo/inputs.ts";
import type { IncidentRecord } from "../server/ingest/load/incident-record.ts";

const USAGE = "usage: npx tsx scripts/build-demo.ts --out FOLDER [--seed N]";

const { values } = parseArgs({ options: { out: { type: "string" }, seed: { type: "string" } } });
const seed = values.seed === undefined ? seriesInputs.seed : Number(values.seed);
if (!values.out || !Number.isSafeInteger(seed)) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await writeDemo(path.resolve(values.out), seed);
}

async function writeDemo(folder: string, seedOfDemo: number): Promise<void> {
  const started = performance.now();
  mkdirSync(folder, { recursive: true });
  const demo = generateDemo(seedOfDemo);
  const areas = demo.areas.all.map(({ ring, ...properties }) => ({
    type: "Feature",
    properties,
    geometry: { type: "Polygon", coordinates: [[...ring, ...ring.slice(0, 1)]] },
  }));
  const features = [...demo.mapFeatures, ...demo.detailFeatures()].map(({ geometry, ...properties }) => ({
    type: "Feature",
    properties,
    geometry,
  }));
  writeFileSync(
    path.join(folder, "areas.geojson"),
    JSON.stringify({ type: "FeatureCollection", features: areas }),
  );
  writeFileSync(
    path.join(folder, "features.geojson"),
    JSON.stringify({ type: "FeatureCollection", features }),
  );
  const people = demo.population.map((row) => [row.areaCode, row.areaName, row.year, row.measure, row.n]);
  writeFileSync(
    path.join(folder, "population.csv"),
    csv([["code", "name", "year", "measure", "n"], ...people]),
  );
  const incidents = await writeIncidents(path.join(folder, "incidents.csv"), demo.incidents());
  const totals = countTargets(demo).map((row) => [row.ref, row.text, row.status, row.published, row.demo]);
  writeFileSync(
    path.join(folder, "totals.csv"),
    csv([["ref", "figure", "status", "published", "demo"], ...totals]),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${folder}: ${incidents} incidents, ${areas.length} areas, ${features.length} features in ${seconds} s`,
  );
}

async function writeIncidents(
  file: string,
  months: Iterable<{ month: string; records: IncidentRecord[] }>,
): Promise<number> {
  const out = createWriteStream(file);
  out.write(
    csv([
      ["reference", "month", "offence", "from", "to", "lng", "lat", "place", "place class", "attributes"],
    ]),
  );
  let count = 0;
  for (const { month, records } of months) {
    count += records.length;
    const rows = records.map((record) => [
      record.reference,
      month,
      record.offence.label,
      instant(record.occurredFromMs),
      instant(record.occurredToMs),
      record.position?.[0] ?? null,
      record.position?.[1] ?? null,
      record.locationName,
      record.placeClass,
      record.attributes === null ? null : JSON.stringify(record.attributes),
    ]);
    out.write(csv(rows));
  }
  out.end();
  await finished(out);
  return count;
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(field).join(",")}\n`).join("");
}

function field(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
