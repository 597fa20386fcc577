/** What the base map is drawn from: outlines, and features where they have been imported. */
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AreaDetail } from "#contract/areas.ts";
import { mapFeaturesQuery, useBoundaries, useDatasetVersion } from "../../../api/queries.ts";
import { areaFeatures, outsideOf } from "../../../map/geometry.ts";
import type { MapSources } from "../../../map/map-canvas.tsx";

type Answer = { data?: { features: unknown[] } | undefined };

const FEATURE_LAYERS = ["road", "rail", "water", "park", "building", "place"] as const;

/** Sources of the map for the areas looked at. Wards and features come from the first area's authority. */
export function useMapSources(areas: readonly AreaDetail[], bufferM: number): MapSources {
  const version = useDatasetVersion();
  const first = areas[0];
  const home = first ? (first.kind === "local-authority" ? first.code : (first.parentCode ?? first.code)) : "";
  const wards = useBoundaries("ward", home);
  const neighbours = useBoundaries("local-authority", "");
  const features = useQueries({
    queries: FEATURE_LAYERS.map((layer) => mapFeaturesQuery(version, layer, home)),
    combine: combineFeatures,
  });
  return useMemo(() => {
    const [roads, rail, water, parks, buildings, places] = features;
    const wardShapes = asGeoJson(wards.data);
    return {
      area: areaFeatures(areas),
      outside: bufferM > 0 ? undefined : outsideOf(areas),
      neighbours: asGeoJson(neighbours.data),
      wards: wardShapes,
      roads,
      rail,
      water,
      parks,
      buildings,
      places: places && places.features.length > 0 ? places : wardNames(wardShapes),
    };
  }, [areas, bufferM, features, wards.data, neighbours.data]);
}

function combineFeatures(answers: readonly Answer[]) {
  return answers.map((answer) => asGeoJson(answer.data));
}

/** The contract passes geometry through unchecked; MapLibre checks it itself and leaves out what it cannot draw. */
function asGeoJson(answer: { features: unknown[] } | undefined): GeoJSON.FeatureCollection | undefined {
  return answer as GeoJSON.FeatureCollection | undefined;
}

/** Ward names as labels, for a database in which no places have been imported. */
function wardNames(wards: GeoJSON.FeatureCollection | undefined): GeoJSON.FeatureCollection | undefined {
  if (!wards) return undefined;
  return {
    type: "FeatureCollection",
    features: wards.features.flatMap(({ geometry, properties }) => {
      const ring = geometry.type === "MultiPolygon" ? longestRing(geometry.coordinates) : null;
      return ring ? [{ type: "Feature" as const, properties, geometry: { type: "Point" as const, coordinates: middleOf(ring) } }] : [];
    }),
  };
}

function longestRing(polygons: GeoJSON.Position[][][]): GeoJSON.Position[] | null {
  const rings = polygons.flatMap((rings) => rings.slice(0, 1));
  return rings.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Centre of gravity of a ring. */
function middleOf(ring: readonly GeoJSON.Position[]): [number, number] {
  let x = 0;
  let y = 0;
  let twiceArea = 0;
  for (const [i, [x1 = 0, y1 = 0]] of ring.entries()) {
    const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? [];
    const cross = x1 * y2 - x2 * y1;
    twiceArea += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return twiceArea === 0 ? [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0] : [x / (3 * twiceArea), y / (3 * twiceArea)];
}
