/** The hotspot list for a GIS: one feature per place, its merged hexagons as outline. */
import type { Place, Places } from "#contract/places.ts";
import { cellsOutline } from "#domain/grid/h3.ts";

/** A FeatureCollection (RFC 7946) as text; `meta` of the list is a foreign member of it. */
export function placesAsGeoJson({ data, meta }: Places): string {
  const features = [...data.places, ...data.excluded].map(feature);
  return JSON.stringify({ type: "FeatureCollection", features, meta });
}

function feature(place: Place) {
  const { id, centre, streets, peak, trend, harm, decision, ...plain } = place;
  return {
    type: "Feature",
    id,
    geometry: {
      type: "MultiPolygon",
      coordinates: cellsOutline(place.cells).map((rings) => rings.map((ring) => ring.map(rounded))),
    },
    properties: {
      ...plain,
      listed: decision?.kind !== "exclude",
      longitude: centre[0],
      latitude: centre[1],
      streets: streets.map(({ name, n }) => `${name} (${n})`),
      peakHours: peak?.words ?? null,
      historyClass: trend?.class ?? null,
      history: trend?.words ?? null,
      harm: harm?.total ?? null,
      harmUnit: harm?.unit ?? null,
      harmVerified: harm?.verified ?? null,
      decision: decision?.kind ?? null,
      decisionReason: decision?.reason ?? null,
      decidedBy: decision?.author ?? null,
    },
  };
}

/** Seven decimals: a centimetre. */
function rounded([lng, lat]: readonly [number, number]): [number, number] {
  return [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
}
