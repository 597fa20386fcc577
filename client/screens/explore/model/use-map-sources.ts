/** What the base map is drawn from: outlines, and features where they have been imported. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ALL_AREAS_CODE, type AreaDetail } from "#contract/areas.ts";
import { mapFeaturesQuery, useBoundaries, useDatasetVersion } from "../../../api/queries.ts";
import { areaFeatures, outsideOf } from "../../../map/geometry.ts";
import type { MapSources } from "../../../map/map-canvas.tsx";
import type { Viewport } from "../../../state/url-state.ts";
import { buildingBox } from "./building-box.ts";
import { shortName } from "./place-names.ts";

type Answer = { data?: { features: unknown[] } | undefined };

const FEATURE_LAYERS = ["road", "rail", "water", "park", "place"] as const;

/** Sources of the map for the areas looked at, and the named places among them. Wards and features come from the first area's authority. */
export function useMapSources(
  areas: readonly AreaDetail[],
  bufferM: number,
  viewport: Viewport | null,
): { sources: MapSources; places: GeoJSON.FeatureCollection | undefined } {
  const version = useDatasetVersion();
  const first = areas[0];
  const home = homeOf(first);
  const wards = useBoundaries("ward", home === "" ? null : home);
  const neighbours = useBoundaries("local-authority", "");
  const features = useQueries({
    queries: FEATURE_LAYERS.map((layer) => mapFeaturesQuery(version, layer, home)),
    combine: combineFeatures,
  });
  const box = buildingBox(viewport);
  const buildings = useQuery({
    ...mapFeaturesQuery(version, "building", "", box),
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    const [roads, rail, water, parks, places] = features;
    const wardShapes = asGeoJson(wards.data);
    const sources = {
      area: areaFeatures(areas),
      outside: bufferM > 0 ? undefined : outsideOf(areas),
      neighbours: asGeoJson(neighbours.data),
      wards: wardShapes,
      roads,
      rail,
      water,
      parks,
      buildings: asGeoJson(buildings.data),
      places: places && places.features.length > 0 ? places : wardNames(wardShapes),
    };
    return { sources, places };
  }, [areas, bufferM, features, buildings.data, wards.data, neighbours.data]);
}

/** Code of the authority that wards and features are asked for; "" for none. */
function homeOf(area: AreaDetail | undefined): string {
  if (!area || area.code === ALL_AREAS_CODE) return "";
  return area.kind === "local-authority" ? area.code : (area.parentCode ?? area.code);
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
      const labelled = { ...properties, name: shortName(properties?.name) };
      return ring
        ? [
            {
              type: "Feature" as const,
              properties: labelled,
              geometry: { type: "Point" as const, coordinates: middleOf(ring) },
            },
          ]
        : [];
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
  return twiceArea === 0
    ? [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0]
    : [x / (3 * twiceArea), y / (3 * twiceArea)];
}
