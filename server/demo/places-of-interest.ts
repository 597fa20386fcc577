/** Places of interest of the demo: stations, schools, bus stops, forecourts and licensed premises. */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { places, streetNames } from "./inputs.ts";
import type { FeatureGeometry, FeatureLayer, MapFeature } from "./map-features.ts";
import { alongLine, distanceM, type Point, toPosition } from "./plane.ts";
import { HOME, KERB, SHOP, type Site } from "./sites.ts";
import type { Street } from "./streets.ts";
import { INSIDE, RING, type Terrain } from "./terrain.ts";

const BLANK = { name: null, reference: null, heightM: null, attributes: null };

/** Stations, schools, bus stops, forecourts and licensed premises. Stations' names are real, all else is invented. */
export function placesOfInterest(
  terrain: Terrain,
  streets: readonly Street[],
  sites: readonly Site[],
  random: SeededRandom,
): MapFeature[] {
  const stations = places.stations.map(
    ([name, kind, at]): MapFeature => ({
      ...BLANK,
      layer: "station",
      class: kind,
      name,
      geometry: { type: "Point", coordinates: at },
    }),
  );
  return [
    ...stations,
    ...schools(sites, random.fork("schools")),
    ...busStops(terrain, streets),
    ...forecourts(streets, sites, random.fork("forecourts")),
    ...licensedPremises(sites, random.fork("licensed premises")),
  ];
}

function pointFeature(layer: FeatureLayer, kind: string, name: string, site: Site): MapFeature {
  return { ...BLANK, layer, class: kind, name, geometry: { type: "Point", coordinates: site.position } };
}

const SCHOOL_COUNT = 96;

function schools(sites: readonly Site[], random: SeededRandom): MapFeature[] {
  const spread = spreadOut(
    sites.filter((site) => site.kind === HOME && site.inside),
    620,
    SCHOOL_COUNT,
    random,
  );
  return spread.map((site, i) => {
    const stem = streetNames.stems[(i * 3 + 1) % streetNames.stems.length];
    const kind = i % 4 === 0 ? "secondary" : "primary";
    return pointFeature(
      "school",
      kind,
      `${stem} ${kind === "primary" ? "Primary" : "High"} School (invented)`,
      site,
    );
  });
}

function busStops(terrain: Terrain, streets: readonly Street[]): MapFeature[] {
  const features: MapFeature[] = [];
  for (const { line, class: kind, name } of streets) {
    if (kind !== "primary" && kind !== "secondary" && kind !== "tertiary") continue;
    alongLine(line, 190, 80).forEach(({ at, along }, i) => {
      const side = i % 2 ? 1 : -1;
      const place: Point = [at[0] - along[1] * side * 9, at[1] + along[0] * side * 9];
      if (!(terrain.ground.get(place[0], place[1]) & (INSIDE | RING))) return;
      const geometry: FeatureGeometry = { type: "Point", coordinates: toPosition(place) };
      features.push({ ...BLANK, layer: "bus-stop", class: "bus-stop", name, geometry });
    });
  }
  return features;
}

function forecourts(streets: readonly Street[], sites: readonly Site[], random: SeededRandom): MapFeature[] {
  const onMain = sites.filter((site) => {
    const kind = streets[site.street]?.class;
    return (
      site.kind === KERB && site.inside && (kind === "primary" || kind === "trunk" || kind === "secondary")
    );
  });
  return spreadOut(onMain, 1150, 24, random).map((site) =>
    pointFeature("forecourt", "petrol", `${site.placeName} filling station (invented)`, site),
  );
}

const PREMISES: readonly (readonly [kind: string, name: string])[] = [
  ["pub", "Arms"],
  ["restaurant", "Kitchen"],
  ["off-licence", "Wines"],
  ["supermarket", "Food Store"],
  ["bar", "Bar"],
  ["pub", "Tavern"],
  ["off-licence", "Convenience"],
];

function licensedPremises(sites: readonly Site[], random: SeededRandom): MapFeature[] {
  const shops = sites.filter((site) => site.kind === SHOP && site.inside);
  return spreadOut(shops, 34, 330, random).map((site, i) => {
    const [kind, noun] = PREMISES[i % PREMISES.length] ?? ["pub", "Arms"];
    const stem = streetNames.stems[(i * 7 + 3) % streetNames.stems.length];
    return pointFeature("licensed-premises", kind, `${stem} ${noun} (invented)`, site);
  });
}

/** Random sites, none nearer to another than a spacing, at most a count. */
export function spreadOut(
  sites: readonly Site[],
  spacingM: number,
  count: number,
  random: SeededRandom,
): Site[] {
  const chosen: Site[] = [];
  for (let tries = 0; tries < count * 40 && chosen.length < count && sites.length > 0; tries++) {
    const site = sites[random.integerBelow(sites.length)];
    if (site && chosen.every((other) => distanceM(other.at, site.at) >= spacingM)) chosen.push(site);
  }
  return chosen;
}
