/** The invented council camera estate: about 120 cameras in the centres and along the main roads. */
import type { SeededRandom } from "#domain/stats/seeded-random.ts";
import { places } from "./inputs.ts";
import type { MapFeature } from "./map-features.ts";
import { spreadOut } from "./places-of-interest.ts";
import { distanceM, toPlane } from "./plane.ts";
import { KERB, type Site } from "./sites.ts";
import type { Street } from "./streets.ts";

const PER_CENTRE = 5;
const CAMERA_COUNT = 120;

/** A third of the cameras have no direction or lens on record, as real registers do; consumers must cope. */
export function cameraFeatures(
  streets: readonly Street[],
  sites: readonly Site[],
  random: SeededRandom,
): MapFeature[] {
  const onMain = sites.filter(
    (site) => site.kind === KERB && site.inside && isThrough(streets[site.street]?.class),
  );
  const chosen: Site[] = [];
  for (const { at, sizeM } of places.centres) {
    const centre = toPlane(at);
    const near = onMain.filter((site) => distanceM(site.at, centre) < sizeM);
    chosen.push(...spreadOut(near, 60, PER_CENTRE, random));
  }
  const elsewhere = onMain.filter((site) => chosen.every((other) => distanceM(other.at, site.at) > 250));
  chosen.push(...spreadOut(elsewhere, 300, CAMERA_COUNT - chosen.length, random));
  return chosen.map((site, i) => cameraAt(site, i, random));
}

function isThrough(kind: Street["class"] | undefined): boolean {
  return kind === "primary" || kind === "secondary" || kind === "tertiary";
}

function cameraAt(site: Site, index: number, random: SeededRandom): MapFeature {
  const ptz = random.uniform() < 0.6;
  const base = {
    owner: "Council (invented)",
    mount: "pole",
    commissioned: `${2006 + random.integerBelow(15)}`,
  };
  const lens = {
    bearingDeg: random.integerBelow(360),
    horizontalFovDeg: ptz ? 60 : 90,
    sensorWidthPx: random.uniform() < 0.5 ? 1920 : 2560,
    maxZoom: ptz ? 30 : 1,
  };
  return {
    layer: "camera",
    class: ptz ? "ptz" : "fixed",
    name: `${site.placeName}, camera ${index + 1}`,
    reference: `DEMO-CAM-${String(index + 1).padStart(3, "0")}`,
    heightM: 6 + random.integerBelow(5),
    attributes: index % 3 === 2 ? base : { ...base, ...lens },
    geometry: { type: "Point", coordinates: site.position },
  };
}
