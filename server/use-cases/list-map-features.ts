/** What is drawn under the hexagons? Features of one layer as GeoJSON. */
import type { Reader } from "../db/read-model.ts";
import { type Answer, answer } from "./answer.ts";
import { findArea } from "./question.ts";

export const LAYERS = [
  "road",
  "water",
  "park",
  "rail",
  "place",
  "building",
  "column",
  "camera",
  "school",
  "station",
  "bus-stop",
  "forecourt",
  "licensed-premises",
  "planned-building",
  "privacy-zone",
  "tree",
] as const;

export type MapFeatureFilter = {
  layer: (typeof LAYERS)[number];
  area?: string | undefined;
  bbox?: readonly number[] | undefined;
  limit: number;
};

/** A GeoJSON FeatureCollection as text. Properties: class, name, reference, heightM and the plain attributes. */
export async function listMapFeatures(reader: Reader, filter: MapFeatureFilter): Promise<Answer<string>> {
  const area = filter.area === undefined ? null : findArea(await reader.snapshot(), filter.area);
  if (area && !area.ok) return area;
  const rows = await reader.mapFeatures(
    filter.layer,
    filter.bbox ?? null,
    area?.value?.id ?? null,
    filter.limit,
  );
  const features = rows.map((row) => {
    const properties = JSON.stringify({
      ...plainAttributes(row.attributes),
      class: row.class,
      name: row.name,
      reference: row.reference,
      heightM: row.heightM,
    });
    return `{"type":"Feature","id":${row.id},"properties":${properties},"geometry":${row.geometry}}`;
  });
  return answer(`{"type":"FeatureCollection","features":[${features.join(",")}]}`);
}

function plainAttributes(attributes: Record<string, unknown> | null): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes ?? {}).filter(([, value]) => value === null || typeof value !== "object"),
  );
}
