/** Places of interest out of an OpenStreetMap extract: points, and the centres of areas. */

import { centroidOfPolygons } from "#domain/grid/centroid.ts";
import type { LngLat } from "#domain/grid/h3.ts";
import { isInUk } from "#domain/grid/location-id.ts";
import type { OpenedFile, ReadContext } from "../importer.ts";
import { collectOsmFeatures, type OsmFeature, type OsmShape } from "../osm/collect-features.ts";
import { classOfTags, type PlaceClass } from "./place-classes.ts";
import { keptAttributes, type PlaceDraft, type PlaceSample, textOrNull } from "./place-draft.ts";
import type { PlaceSink } from "./place-sink.ts";

const OUTSIDE = "It lies outside the United Kingdom";

/** Hands every place of interest to the sink; everything else in the file is passed over. @throws ImportFailure */
export async function readOsmPlaces(file: OpenedFile, context: ReadContext, sink: PlaceSink): Promise<void> {
  const features = await placesOf(file, context);
  for (const [i, feature] of features.entries()) {
    const place = placeOfOsm(feature);
    if (place.ok) sink.accept(place.draft);
    else {
      const { reason, detail } = place;
      sink.reject({ line: i + 1, excerpt: excerptOf(feature), reason, detail });
    }
    if (i % 4000 === 3999) await sink.flush();
  }
}

export type OsmPlace = { ok: true; draft: PlaceDraft } | { ok: false; reason: string; detail: string };

/** The place that an element is, or why it cannot be used. */
export function placeOfOsm(feature: OsmFeature<PlaceClass>): OsmPlace {
  const position = centreOf(feature.shape);
  if (!position) {
    return {
      ok: false,
      reason: "incomplete-shape",
      detail: "The extract does not hold all of its outline, so it has no position.",
    };
  }
  if (!isInUk(position[0], position[1])) {
    return { ok: false, reason: "outside-uk", detail: `${OUTSIDE} at ${position.join(", ")}.` };
  }
  return { ok: true, draft: draftOf(feature, position) };
}

/** First places as a table. @throws ImportFailure */
export async function sampleOsmPlaces(
  file: OpenedFile,
  context: ReadContext,
  limit: number,
): Promise<PlaceSample> {
  const features = await placesOf(file, context);
  const rows = features.slice(0, limit).map((feature) => {
    const position = centreOf(feature.shape);
    const { layer, class: kind } = feature.chosen;
    const [lng = "", lat = ""] = position?.map((degrees) => degrees.toFixed(6)) ?? [];
    return [layer, kind, feature.tags.get("name") ?? "", referenceOf(feature), lng, lat];
  });
  return { columns: ["layer", "class", "name", "reference", "longitude", "latitude"], rows };
}

function placesOf(file: OpenedFile, context: ReadContext): Promise<OsmFeature<PlaceClass>[]> {
  return collectOsmFeatures(file, (tags) => (tags.size === 0 ? null : classOfTags((key) => tags.get(key))), {
    signal: context.signal,
    onBytes: (bytesRead) =>
      context.onProgress({ phase: "Reading the extract", bytesRead, bytesTotal: file.bytes }),
  });
}

function draftOf(feature: OsmFeature<PlaceClass>, position: LngLat): PlaceDraft {
  const { tags, chosen } = feature;
  const others = [...tags].filter(([key]) => key !== "name");
  return {
    ...chosen,
    name: textOrNull(tags.get("name")),
    reference: referenceOf(feature),
    attributes: keptAttributes(others),
    position,
    bng: null,
  };
}

/** `node/1234`, which is how OpenStreetMap itself names its elements. */
function referenceOf({ kind, id }: OsmFeature<PlaceClass>): string {
  return `${kind}/${id}`;
}

function excerptOf(feature: OsmFeature<PlaceClass>): string {
  return `${referenceOf(feature)} ${JSON.stringify(Object.fromEntries(feature.tags))}`.slice(0, 300);
}

/** Point of a shape: itself, the centre of its area, or the middle of an open line. */
function centreOf(shape: OsmShape): LngLat | null {
  switch (shape.type) {
    case "point":
      return shape.position;
    case "polygons":
      return centroidOfPolygons(shape.polygons);
    case "path":
      return (shape.closed ? centroidOfPolygons([[shape.path]]) : null) ?? middleOf(shape.path);
    case "incomplete":
      return null;
  }
}

function middleOf(path: readonly LngLat[]): LngLat | null {
  return path[Math.floor((path.length - 1) / 2)] ?? null;
}
