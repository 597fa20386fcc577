/**
 * The demo borough as plain data: "Barnet (demo)", 72 months of invented incidents whose totals inside the borough
 * reproduce the published figures (data/demo/README.md). Pure and deterministic for a seed.
 */
import { seededRandom } from "#domain/stats/seeded-random.ts";
import type { IncidentRecord } from "../ingest/load/incident-record.ts";
import { buildAreas, type DemoAreas } from "./areas.ts";
import { cameraFeatures } from "./cameras.ts";
import { generateIncidents } from "./incidents.ts";
import { places, seriesInputs, spotInputs } from "./inputs.ts";
import { baseMapFeatures, buildingFeatures, columnFeatures, type MapFeature } from "./map-features.ts";
import { buildPopulation, type PopulationRow } from "./people.ts";
import { placesOfInterest } from "./places-of-interest.ts";
import { planSeries, type SeriesPlan } from "./plan-series.ts";
import { type Point, toPlane } from "./plane.ts";
import { buildSites } from "./sites.ts";
import { buildStreets } from "./streets.ts";
import { buildTerrain } from "./terrain.ts";

export type Demo = {
  seed: number;
  plan: SeriesPlan;
  areas: DemoAreas;
  population: PopulationRow[];
  /** What the first screen draws: roads, water, parks, railways, labels, places of interest and cameras. */
  mapFeatures: MapFeature[];
  /** Buildings and lamp columns, many and not needed at first; made when asked for. */
  detailFeatures(): MapFeature[];
  /** Months in order, with their incidents. Can be gone through any number of times, always the same. */
  incidents(): Generator<{ month: string; records: IncidentRecord[] }>;
};

/** Generates the demo. About a second for everything; incidents and details are made when asked for. */
export function generateDemo(seed: number = seriesInputs.seed): Demo {
  const random = seededRandom(seed);
  const terrain = buildTerrain();
  const streets = buildStreets(terrain, random.fork("streets"));
  const sites = buildSites(terrain, streets, random.fork("sites"));
  const areas = buildAreas(terrain, sites, random.fork("areas"));
  const interest = placesOfInterest(terrain, streets, sites, random.fork("places"));
  const plan = planSeries();
  return {
    seed,
    plan,
    areas,
    population: buildPopulation(areas, random.fork("people")),
    mapFeatures: [
      ...baseMapFeatures(terrain, streets),
      ...interest,
      ...cameraFeatures(streets, sites, random.fork("cameras")),
    ],
    detailFeatures: () => [
      ...buildingFeatures(sites, densePoints(), random.fork("buildings")),
      ...columnFeatures(terrain, streets),
    ],
    incidents: () =>
      generateIncidents({ streets, sites, features: interest, areas }, plan, random.fork("incidents")),
  };
}

/** Points round which buildings are complete: centres and the residential and robbery spots. */
function densePoints(): Point[] {
  const spots = ["burglary.residential", "robbery.personal"].flatMap(
    (category) => spotInputs.categories[category]?.spots ?? [],
  );
  return [...places.centres, ...spots].map(({ at }) => toPlane(at));
}
